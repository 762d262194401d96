// The JSON form of a screening outcome: the stable response of the specification (1.1) and what
// this engine adds to it. The matches are in matches_json.cpp.
#include "engine/screening/decide.hpp"

namespace financescr::screening {
namespace {

using canonical::Json;

Json codes_json(const std::vector<ReasonCode>& codes) {
  Json::Array array;
  for (const ReasonCode code : codes) array.emplace_back(to_string(code));
  return Json(std::move(array));
}

Json set_aside_json(const text::NameReadings& names) {
  Json::Array parts;
  for (const text::SetAside& part : names.set_aside()) {
    parts.push_back(Json::object({{"text", part.text}, {"why", text::to_string(part.why)}}));
  }
  return Json(std::move(parts));
}

std::string_view list_name(const pack::EntityRecord& entity) {
  return pack::to_string(static_cast<pack::ListType>(entity.list_type));
}

Json summary_json(const RankedMatch& match, const pack::Watchlist& watchlist) {
  const pack::EntityRecord& entity = watchlist.entity(match.entity);
  return Json::object({{"candidate_id", watchlist.entity_id(match.entity)},
                       {"candidate_name", watchlist.name_text(entity.first_name)},
                       {"list_type", list_name(entity)},
                       {"score", match.probability}});
}

Json follow_up_json(const std::optional<FollowUp>& follow_up, Micro threshold) {
  if (!follow_up) return {};
  const auto answer = [threshold](std::string_view name, Micro probability) {
    return Json::object(
        {{"answer", name},
         {"decision", to_string(probability >= threshold ? Decision::kReview : Decision::kClear)},
         {"match_probability", probability}});
  };
  return Json::object(
      {{"field", to_string(follow_up->field)},
       {"outcomes", Json(Json::Array{answer("as_listed", follow_up->probability_if_same),
                                     answer("different", follow_up->probability_if_different)})},
       {"question", question_of(follow_up->field)}});
}

}  // namespace

Json to_json(const Outcome& outcome, const pack::DomainPack& pack, const Screener& screener) {
  Json::Array missing;
  for (const auto& field : outcome.subject.missing_fields()) missing.emplace_back(field);
  Json json = Json::object({
      {"as_of", outcome.as_of ? Json(outcome.as_of->to_string()) : Json()},
      {"candidates_retrieved", static_cast<std::int64_t>(outcome.retrieved)},
      {"case_priority", to_string(outcome.priority)},
      {"decision", to_string(outcome.decision)},
      {"follow_up", follow_up_json(outcome.follow_up, outcome.threshold)},
      {"match_confidence_band", to_string(outcome.confidence)},
      {"match_probability", outcome.probability},
      {"missing_fields", Json(std::move(missing))},
      {"model", Json::object({{"name", screener.model.name}, {"version", screener.model.version}})},
      {"policy", Json::object({{"version", screener.policy.version}})},
      {"reason_codes", codes_json(outcome.reasons)},
      {"recommended_action", to_string(outcome.action)},
      {"risk_severity", to_string(outcome.severity)},
      {"threshold_used", outcome.threshold},
      {"top_match",
       outcome.matches.empty() ? Json() : summary_json(outcome.matches.front(), pack.watchlist)},
      {"uncertainty_band", screener.policy.uncertainty_band},
  });
  if (!outcome.names->set_aside().empty()) json.set("set_aside", set_aside_json(*outcome.names));
  if (!outcome.warnings.empty()) json.set("warnings", to_json(outcome.warnings));
  return json;
}

}  // namespace financescr::screening
