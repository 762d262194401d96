// The loop of a custom AWS Lambda runtime: event in, Request to the handler, answer out, until the
// service is gone or the process is told to stop. One event at a time, as Lambda gives them.
#pragma once

#include <functional>

#include "functions/ports/clock.hpp"
#include "functions/ports/log.hpp"
#include "native_server/lambda/runtime_api.hpp"

namespace financescr::lambda {

// financescr::handle with a context, or a test's own. What it throws fails that event only.
using Handler = std::function<http::Response(const http::Request&)>;

struct LoopOptions {
  std::size_t max_answer_bytes = AnswerLimits{}.max_bytes;
  // How long before Lambda's deadline a stream is cut, so that its answer still gets there.
  std::chrono::milliseconds deadline_margin{500};
};

// Returns: whether it was told to stop; false if the service failed, which was logged.
[[nodiscard]] bool run_loop(RuntimeApi& api, const Handler& handler, const LoopOptions& options,
                            ports::Clock& clock, ports::Log& log);

}  // namespace financescr::lambda
