#include "engine/replay/monitor_lines.hpp"

#include <utility>

#include "engine/canonical/json_lines.hpp"
#include "engine/replay/replay.hpp"

namespace financescr::replay {
namespace {

using canonical::Json;
using monitoring::Policy;

constexpr std::string_view kIdKey = "event_id";

const Policy& policy_of(const monitoring::Engine& engine, const MonitorOptions& options) {
  const Policy* builtin =
      options.builtin_policy ? monitoring::find_builtin_policy(*options.builtin_policy) : nullptr;
  return builtin == nullptr ? engine.policy() : *builtin;
}

void fail_line(MonitorLines::Line& line, const Errors& errors) {
  line.result.answer = canonical::error_line(line.number, line.event_id, errors, kIdKey);
  line.result.failed = true;
}

}  // namespace

MonitorLines::MonitorLines(const monitoring::Engine& engine, const MonitorOptions& options)
    : engine_(engine),
      options_(options),
      monitor_(policy_of(engine, options), engine.profiles(), options.builtin_policy,
               options.table_seed) {
  if (options.features) monitor_.compute_features(*options.features);
}

MonitorLines::Line MonitorLines::read(std::size_t number, std::string_view text) {
  Line line;
  line.number = number;
  std::vector<canonical::RoundedNumber> rounded;
  const auto json = canonical::parse(text, rounded);
  if (!json) {
    fail_line(line, {json.error()});
    return line;
  }
  if (const Json* id = json->find(kIdKey)) line.event_id = *id;
  Errors errors;
  line.incoming = monitoring::Incoming::read(*json, rounded, errors);
  if (!line.incoming) fail_line(line, errors);
  return line;
}

MonitorLines::Line MonitorLines::too_long(std::size_t number) {
  Line line;
  line.number = number;
  fail_line(line, {too_long_error()});
  return line;
}

void MonitorLines::take(Line& line) {
  if (!line.incoming) return;
  Pointers ignored = std::move(line.incoming->ignored);
  auto step = monitor_.take(*std::move(line.incoming));
  line.incoming.reset();
  if (!step) {
    fail_line(line, {step.error()});
  } else if (auto* answered = std::get_if<monitoring::Answered>(&*step)) {
    canonical::add_ignored_fields(answered->answer, ignored);
    line.result.answer = canonical::write(answered->answer);
  } else if (auto* repeated = std::get_if<monitoring::Repeated>(&*step)) {
    if (!repeated->answer) ++wanted_[repeated->seq].second;
    line.step = std::move(*repeated);
  } else {
    auto& to_decide = std::get<monitoring::ToDecide>(*step);
    line.ignored = std::move(ignored);
    if (options_.features) {
      line.features = monitoring::features_json(*options_.features, to_decide.features);
    }
    line.step = std::move(to_decide);
  }
}

void MonitorLines::decide(Line& line, decision::Workspace& workspace) const {
  const auto* to_decide = std::get_if<monitoring::ToDecide>(&line.step);
  if (to_decide == nullptr) return;
  auto decided = engine_.decide(to_decide->request, workspace);
  if (options_.keeps_bundles) line.result.bundle = decision::bundle_text({}, decided);
  line.decision = std::move(decided.decision_text);
}

std::string MonitorLines::answer_of(const monitoring::Repeated& repeated) {
  if (repeated.answer) return *repeated.answer;
  const auto wanted = wanted_.find(repeated.seq);
  std::string text = wanted->second.first;
  if (--wanted->second.second == 0) wanted_.erase(wanted);
  return text;
}

void MonitorLines::settle(Line& line) {
  if (const auto* repeated = std::get_if<monitoring::Repeated>(&line.step)) {
    const auto first = canonical::parse(answer_of(*repeated));
    Json answer = first ? *first : Json::object();
    answer.set("duplicate", true);
    line.result.answer = canonical::write(answer);
    return;
  }
  const auto* decided = std::get_if<monitoring::ToDecide>(&line.step);
  if (decided == nullptr) return;
  monitor_.answered(decided->seq, line.decision.text());
  const auto wanted = wanted_.find(decided->seq);
  if (wanted != wanted_.end()) wanted->second.first = line.decision.text();
  canonical::add_ignored_fields(line.decision, line.ignored);
  if (!line.features.is_null()) line.decision.set("features", line.features);
  line.result.answer = std::move(line.decision).text();
}

}  // namespace financescr::replay
