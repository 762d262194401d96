#include "wasm/abi/host.hpp"

#include <algorithm>
#include <iterator>

#include "engine/core/limits.hpp"
#include "engine/numeric/self_test.hpp"
#include "engine/pack/id_hash.hpp"
#include "engine/replay/lines.hpp"
#include "functions/handle.hpp"
#include "functions/ports/ids.hpp"
#include "wasm/abi/message.hpp"

namespace financescr::browser {

using canonical::Json;

namespace {

constexpr const char* kInstance = "browser";  // also names the audit chain
constexpr const char* kPackId = "pack";

// The tasks that decide: one row a domain.
struct Deciding {
  Domain domain;
  Task answers_decision;
  Task answers_bundle;
};
constexpr Deciding kDeciding[] = {
    {Domain::kScreening, Task::kScreen, Task::kScreenBundle},
    {Domain::kCredit, Task::kApply, Task::kApplyBundle},
};

// Returns: nullptr for a task that decides nothing.
const Deciding* find_deciding(Task task) {
  const auto* const found =
      std::find_if(std::begin(kDeciding), std::end(kDeciding), [task](const Deciding& row) {
        return row.answers_decision == task || row.answers_bundle == task;
      });
  return found == std::end(kDeciding) ? nullptr : found;
}

bool is_stream(Task task) { return task == Task::kMonitor || task == Task::kMonitorBundle; }

Errors plain(const pack::PackErrors& faults) {
  Errors errors;
  for (const auto& fault : faults.first) {
    errors.push_back({fault.error.code, fault.to_string(), fault.error.pointer});
  }
  return errors;
}

}  // namespace

std::optional<Task> task_of(std::uint32_t number) {
  const Task task{number};
  const bool is_known = task == Task::kMatch || task == Task::kReplay || is_stream(task) ||
                        find_deciding(task) != nullptr;
  return is_known ? std::optional(task) : std::nullopt;
}

tl::expected<std::unique_ptr<Host>, Errors> Host::open(std::string_view bytes,
                                                       std::shared_ptr<const void> owner,
                                                       ports::Clock& clock,
                                                       ports::Entropy& entropy) {
  if (!numeric::self_test()) {
    return tl::unexpected(Errors{{ErrorCode::kUnsupported,
                                  "The arithmetic of this build is not the one that decisions are "
                                  "defined on; it must not decide",
                                  ""}});
  }
  auto opened = pack::Pack::open(bytes, std::move(owner));
  if (!opened) return tl::unexpected(Errors{opened.error()});
  auto engine = replay::EngineSet::create(*std::move(opened));
  if (!engine) return tl::unexpected(plain(engine.error()));
  return std::unique_ptr<Host>(new Host(*std::move(engine), clock, entropy));
}

Host::Host(replay::EngineSet engine, ports::Clock& clock, ports::Entropy& entropy)
    : clock_(clock),
      entropy_(entropy),
      pack_(
          std::make_shared<const ports::LoadedPack>(ports::LoadedPack{kPackId, std::move(engine)})),
      library_(pack_),
      store_(kInstance, random_hex(entropy, 32)),
      secrets_(entropy) {
  settings_.version = FINANCESCR_VERSION;
  settings_.version_stamp = "financescr@browser";
  settings_.instance = kInstance;
  settings_.demo = true;
  settings_.has_accounts = false;
}

tl::expected<std::string, Errors> Host::handle(std::string_view message) {
  auto request = read_request(message);
  if (!request) return tl::unexpected(std::move(request.error()));
  // Nobody but this page reaches this host, whatever the page's own address is.
  request->headers.set("Host", "localhost");
  request->headers.remove("Origin");
  Context context{library_.active(), library_,      store_,  clock_,    entropy_,  secrets_, log_,
                  metrics_,          rate_limiter_, scores_, settings_, workspace_};
  return write_response(financescr::handle(*request, context));
}

std::string Host::line(Task task, std::size_t number, std::string_view text) {
  const replay::EngineSet& engines = pack_->engine;
  const auto* lists = engines.screening().rows();
  const auto scheme = lists == nullptr ? pack::IdHashScheme() : lists->meta.manifest.id_hash;
  if (task == Task::kMatch) {
    return replay::match_line(number, text, engines.screening().screener(), scheme,
                              secrets_.id_key())
        .answer;
  }
  const Deciding* deciding = find_deciding(task);
  if (deciding == nullptr) {
    return replay::replay_line(number, text, engines, workspace_).answer;
  }
  const bool as_bundle = task == deciding->answers_bundle;
  const auto result = replay::decide_line(
      number, text,
      [&](Json request) {
        pack::replace_id_number(request, "subject", scheme, secrets_.id_key());
        return engines.of(deciding->domain).decide(request, workspace_, decision::Form::kText);
      },
      as_bundle);
  return as_bundle && !result.failed ? result.bundle : result.answer;
}

std::string Host::monitored(Task task, replay::MonitorLines::Line line) {
  monitor_->take(line);
  monitor_->decide(line, workspace_);
  monitor_->settle(line);
  const bool as_bundle = task == Task::kMonitorBundle && !line.result.bundle.empty();
  return std::move(as_bundle ? line.result.bundle : line.result.answer);
}

std::string Host::lines(Task task, std::string_view text, std::size_t first_line) {
  if (is_stream(task) && (monitor_ == nullptr || first_line == 1)) {
    replay::MonitorOptions options;
    options.keeps_bundles = task == Task::kMonitorBundle;
    monitor_ = std::make_unique<replay::MonitorLines>(pack_->engine.monitoring(), options);
  }
  std::string answers;
  for (std::size_t number = first_line; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view one = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (one.ends_with('\r')) one.remove_suffix(1);
    const bool too_long = one.size() > limits::kMaxLineBytes;
    if (!too_long && one.find_first_not_of(" \t") == std::string_view::npos) continue;
    if (is_stream(task)) {
      answers += monitored(task, too_long ? replay::MonitorLines::too_long(number)
                                          : replay::MonitorLines::read(number, one));
    } else {
      answers += too_long ? replay::too_long_line(number).answer : line(task, number, one);
    }
    answers += '\n';
  }
  return answers;
}

}  // namespace financescr::browser
