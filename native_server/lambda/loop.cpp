#include "native_server/lambda/loop.hpp"

#include <exception>
#include <optional>
#include <utility>

namespace financescr::lambda {
namespace {

using canonical::Json;

class Loop {
 public:
  Loop(RuntimeApi& api, const Handler& handler, const LoopOptions& options, ports::Clock& clock,
       ports::Log& log)
      : api_(api), handler_(handler), options_(options), clock_(clock), log_(log) {}

  // Returns: whether the service took the answer or no longer wanted one.
  bool serve(const Invocation& invocation) {
    const auto request = read_event(invocation);
    if (!request) {
      const Error& error = request.error();
      const std::string at = error.pointer.empty() ? "" : error.pointer + ": ";
      return report(invocation, {"Runtime.BadEvent", at + error.detail});
    }
    const Timestamp latest{invocation.deadline.us - options_.deadline_margin.count() * 1000};
    if (clock_.now() >= invocation.deadline) {
      return report(invocation, {"Runtime.DeadlineExceeded",
                                 "the process was frozen until after the event's deadline; nothing "
                                 "was done"});
    }
    std::optional<std::string> answer = answer_to(*request, latest);
    if (!answer) {
      return report(invocation, {"Function.HandlerFailed",
                                 "the handler failed; nothing is known "
                                 "about what it did"});
    }
    const Posted posted = api_.respond(invocation.request_id, *answer);
    if (posted == Posted::kTooLarge) {
      return report(invocation,
                    {"Function.AnswerTooLarge", "AWS Lambda refused an answer of " +
                                                    std::to_string(answer->size()) + " bytes"});
    }
    if (posted == Posted::kRefused) note(invocation, "lambda_answer_refused", "");
    return posted != Posted::kUnreachable;
  }

 private:
  std::optional<std::string> answer_to(const http::Request& request, Timestamp latest) {
    try {
      const AnswerLimits limits{options_.max_answer_bytes, latest};
      return write_answer(request, handler_(request), limits, clock_);
    } catch (const std::exception&) {
      return std::nullopt;
    }
  }

  bool report(const Invocation& invocation, const RuntimeError& error) {
    note(invocation, "lambda_event_failed", error.type);
    return api_.fail_invocation(invocation.request_id, error) != Posted::kUnreachable;
  }

  void note(const Invocation& invocation, std::string_view event, std::string_view type) {
    log_.write(ports::LogLevel::kError, event,
               {{"request_id", invocation.request_id}, {"type", type}});
  }

  RuntimeApi& api_;
  const Handler& handler_;
  const LoopOptions& options_;
  ports::Clock& clock_;
  ports::Log& log_;
};

}  // namespace

bool run_loop(RuntimeApi& api, const Handler& handler, const LoopOptions& options,
              ports::Clock& clock, ports::Log& log) {
  Loop loop(api, handler, options, clock, log);
  while (true) {
    const auto invocation = api.next();
    if (!invocation) {
      log.write(ports::LogLevel::kError, "lambda_runtime_failed",
                {{"detail", invocation.error().detail}});
      return false;
    }
    if (!*invocation) return true;
    if (!loop.serve(**invocation)) {
      log.write(ports::LogLevel::kError, "lambda_runtime_failed",
                {{"detail", "an answer could not be delivered"}});
      return false;
    }
  }
}

}  // namespace financescr::lambda
