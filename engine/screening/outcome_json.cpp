// The JSON form of a screening outcome: the stable response of the specification (1.1) and what
// this engine adds to it.
#include <algorithm>
#include <array>

#include "engine/screening/decide.hpp"

namespace financescr::screening {
namespace {

using canonical::Json;

// The features by their names, which is the order of keys.
std::array<Feature, kFeatureCount> sorted_features() {
  std::array<Feature, kFeatureCount> features{};
  for (std::size_t i = 0; i < kFeatureCount; ++i) features[i] = feature_at(i);
  std::stable_sort(features.begin(), features.end(),
                   [](Feature a, Feature b) { return to_string(a) < to_string(b); });
  return features;
}

Json feature_object(const FeatureVector& values, bool drop_zero) {
  static const auto kFeatures = sorted_features();
  std::vector<Json::Member> members;
  members.reserve(kFeatureCount + 1);
  for (const Feature feature : kFeatures) {
    const Micro value = values[index_of(feature)];
    if (drop_zero && value == kMicroZero) continue;
    members.emplace_back(to_string(feature), value);
  }
  return Json::object(std::move(members));
}

Json codes_json(const std::vector<ReasonCode>& codes) {
  Json::Array array;
  for (const ReasonCode code : codes) array.emplace_back(to_string(code));
  return Json(std::move(array));
}

std::string_view kind_name(pack::NameKind kind) {
  switch (kind) {
    case pack::NameKind::kPrimary:
      return "PRIMARY";
    case pack::NameKind::kAlias:
      return "ALIAS";
    case pack::NameKind::kWeakAlias:
      return "WEAK_ALIAS";
  }
  return "";
}

template <typename Letters>
std::string run_text(const Letters& letters, std::size_t first, std::size_t count) {
  std::string text;
  for (std::size_t i = first; i < first + count; ++i) {
    if (i != first) text += ' ';
    text += letters[i];
  }
  return text;
}

Json unmatched(const std::vector<std::string_view>& letters, std::uint64_t taken) {
  Json::Array words;
  for (std::size_t i = 0; i < letters.size(); ++i) {
    if ((taken >> i & 1U) == 0) words.emplace_back(letters[i]);
  }
  return Json(std::move(words));
}

Json set_aside_json(const text::NameReadings& names) {
  Json::Array parts;
  for (const text::SetAside& part : names.set_aside()) {
    parts.push_back(Json::object({{"text", part.text}, {"why", text::to_string(part.why)}}));
  }
  return Json(std::move(parts));
}

Json read_as_json(const text::Reading& reading) {
  Json::Array ways;
  for (std::size_t i = 0; i < text::kReadingWayCount; ++i) {
    const auto way = static_cast<text::ReadingWay>(i);
    if (reading.ways.has(way)) ways.emplace_back(text::to_string(way));
  }
  return Json::object({{"text", reading.text}, {"ways", Json(std::move(ways))}});
}

Json evidence_json(const RankedMatch& match, const text::Reading& query,
                   const pack::Watchlist& watchlist) {
  const pack::NameRecord& name = watchlist.name(match.name);
  const auto asked = query.name.letters();
  std::vector<std::string_view> listed;
  for (const std::uint32_t word : watchlist.name_words(name)) {
    listed.push_back(watchlist.word(word).letters);
  }
  std::uint64_t asked_taken = 0;
  std::uint64_t listed_taken = 0;
  Json::Array aligned;
  for (const Link& w : match.alignment.pairs) {
    asked_taken |= ((std::uint64_t{1} << w.query_count) - 1) << w.query_first;
    listed_taken |= ((std::uint64_t{1} << w.candidate_count) - 1) << w.candidate_first;
    aligned.push_back(
        Json::object({{"by_initial", w.by_initial},
                      {"credit", Micro{std::int64_t{w.credit_permille} * 1000}},
                      {"listed", run_text(listed, w.candidate_first, w.candidate_count)},
                      {"query", run_text(asked, w.query_first, w.query_count)}}));
  }
  Json evidence = Json::object({{"aligned", Json(std::move(aligned))},
                                {"listed_words_left", unmatched(listed, listed_taken)},
                                {"matched_name", watchlist.name_text(match.name)},
                                {"name_kind", kind_name(static_cast<pack::NameKind>(name.kind))},
                                {"query_words_left", unmatched(asked, asked_taken)}});
  if (!query.ways.none()) evidence.set("read_as", read_as_json(query));
  return evidence;
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

template <typename Values>
Json spelt(const Values& values) {
  Json::Array array;
  array.reserve(values.size());
  for (const auto& value : values) array.emplace_back(value.to_string());
  return Json(std::move(array));
}

// What the list says of an entity beside its names, as its row does.
Json listed_json(const pack::EntityRecord& entity, const pack::Watchlist& watchlist) {
  Json listed = Json::object({{"dob", spelt(watchlist.dates(entity))},
                              {"nationalities", spelt(watchlist.nationalities(entity))},
                              {"residence_countries", spelt(watchlist.residences(entity))}});
  const auto type = static_cast<pack::EntityType>(entity.entity_type);
  if (type != pack::EntityType::kUnknown) listed.set("entity_type", pack::to_string(type));
  if (const auto source = watchlist.source(entity); !source.empty()) listed.set("source", source);
  if (entity.program_count == 0) return listed;
  Json programs = Json::array();
  for (std::size_t i = 0; i < entity.program_count; ++i) {
    programs.push_back(watchlist.program(entity, i));
  }
  listed.set("programs", std::move(programs));
  return listed;
}

Json match_json(const RankedMatch& match, const text::NameReadings& query,
                const pack::Watchlist& watchlist, const Model& model) {
  const pack::EntityRecord& entity = watchlist.entity(match.entity);
  Json contributions_json = feature_object(contributions(model, match.features), true);
  contributions_json.set("intercept", model.intercept);
  return Json::object({{"candidate_id", watchlist.entity_id(match.entity)},
                       {"candidate_name", watchlist.name_text(entity.first_name)},
                       {"contributions", std::move(contributions_json)},
                       {"evidence", evidence_json(match, query.all()[match.reading], watchlist)},
                       {"features", feature_object(match.features, false)},
                       {"list_type", list_name(entity)},
                       {"listed", listed_json(entity, watchlist)},
                       {"log_odds", match.log_odds},
                       {"reasons", codes_json(reasons_of(match.features))},
                       {"score", match.probability}});
}

Json follow_up_json(const std::optional<FollowUp>& follow_up, Micro threshold) {
  if (!follow_up) return {};
  const auto answer = [threshold](std::string_view name, Micro probability) {
    return Json::object(
        {{"answer", name},
         {"match_probability", probability},
         {"decision", to_string(probability >= threshold ? Decision::kReview : Decision::kClear)}});
  };
  return Json::object(
      {{"field", to_string(follow_up->field)},
       {"question", question_of(follow_up->field)},
       {"outcomes", Json(Json::Array{answer("as_listed", follow_up->probability_if_same),
                                     answer("different", follow_up->probability_if_different)})}});
}

}  // namespace

Json to_json(const Outcome& outcome, const pack::FincrimePack& pack, const Screener& screener) {
  Json::Array matches;
  matches.reserve(outcome.matches.size());
  for (const RankedMatch& match : outcome.matches) {
    matches.push_back(match_json(match, *outcome.names, pack.watchlist, screener.model));
  }
  Json::Array missing;
  for (const auto& field : outcome.subject.missing_fields()) missing.emplace_back(field);
  Json json = Json::object({
      {"as_of", outcome.as_of ? Json(outcome.as_of->to_string()) : Json()},
      {"decision", to_string(outcome.decision)},
      {"match_probability", outcome.probability},
      {"threshold_used", outcome.threshold},
      {"uncertainty_band", screener.policy.uncertainty_band},
      {"match_confidence_band", to_string(outcome.confidence)},
      {"risk_severity", to_string(outcome.severity)},
      {"case_priority", to_string(outcome.priority)},
      {"recommended_action", to_string(outcome.action)},
      {"reason_codes", codes_json(outcome.reasons)},
      {"missing_fields", Json(std::move(missing))},
      {"top_match",
       outcome.matches.empty() ? Json() : summary_json(outcome.matches.front(), pack.watchlist)},
      {"matches", Json(std::move(matches))},
      {"candidates_retrieved", static_cast<std::int64_t>(outcome.retrieved)},
      {"follow_up", follow_up_json(outcome.follow_up, outcome.threshold)},
      {"model", Json::object({{"name", screener.model.name}, {"version", screener.model.version}})},
      {"policy", Json::object({{"version", screener.policy.version}})},
  });
  if (!outcome.names->set_aside().empty()) json.set("set_aside", set_aside_json(*outcome.names));
  if (!outcome.warnings.empty()) json.set("warnings", to_json(outcome.warnings));
  return json;
}

}  // namespace financescr::screening
