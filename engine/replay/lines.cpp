#include "engine/replay/lines.hpp"

#include <vector>

#include "engine/canonical/json_lines.hpp"
#include "engine/core/limits.hpp"
#include "engine/replay/replay.hpp"
#include "engine/screening/match.hpp"

namespace financescr::replay {

using canonical::Json;

namespace {

LineResult failed_line(std::size_t line, const Json& id, const Errors& errors) {
  return {canonical::error_line(line, id, errors), {}, true};
}

canonical::ObjectText answer_of(const Json& request_id, const decision::Decided& decided) {
  canonical::ObjectText answer = decided.decision_text;
  answer.set("request_id", request_id);
  if (decided.customer_ref) answer.set("customer_ref", *decided.customer_ref);
  canonical::add_ignored_fields(answer, decided.ignored_fields);
  return answer;
}

}  // namespace

LineResult decide_line(std::size_t line, std::string_view text, const Decide& decide,
                       bool keeps_bundle) {
  auto request = canonical::parse(text);
  if (!request) return failed_line(line, {}, {request.error()});
  const Json id = canonical::request_id_of(*request);
  const auto verdict = decide(std::move(*request));
  if (!verdict) return failed_line(line, id, verdict.error());
  LineResult result;
  result.answer = answer_of(id, *verdict).text();
  if (keeps_bundle) result.bundle = decision::bundle_text(id, *verdict);
  return result;
}

Error too_long_error() {
  return {ErrorCode::kTooLarge,
          "the line is longer than " + std::to_string(limits::kMaxLineBytes) + " bytes", ""};
}

LineResult too_long_line(std::size_t line) { return failed_line(line, {}, {too_long_error()}); }

LineResult match_line(std::size_t line, std::string_view text, const screening::Screener& screener,
                      const pack::IdHashScheme& scheme, std::string_view id_key) {
  auto request = canonical::parse(text);
  if (!request) return failed_line(line, {}, {request.error()});
  const Json id = canonical::request_id_of(*request);
  pack::replace_id_number(*request, "query", scheme, id_key);
  Pointers ignored;
  auto answer = screening::match(*request, screener, ignored);
  if (!answer) return failed_line(line, id, answer.error());
  answer->set("request_id", id);
  canonical::add_ignored_fields(*answer, ignored);
  return {canonical::write(*answer), {}, false};
}

LineResult replay_line(std::size_t line, std::string_view text, const EngineSet& engines,
                       decision::Workspace& workspace) {
  std::vector<canonical::RoundedNumber> rounded;
  const auto bundle = canonical::parse(text, rounded);
  if (!bundle) return failed_line(line, {}, {bundle.error()});
  const auto replayed = replay(*bundle, rounded, engines, workspace);
  if (!replayed) return failed_line(line, canonical::request_id_of(*bundle), replayed.error());
  return {canonical::write(to_json(*replayed)), {}, replayed->difference.has_value()};
}

}  // namespace financescr::replay
