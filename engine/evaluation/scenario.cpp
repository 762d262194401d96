#include "engine/evaluation/scenario.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "engine/core/limits.hpp"
#include "engine/text/characters.hpp"
#include "engine/text/normalise.hpp"

namespace financescr::evaluation {
namespace {

using canonical::Json;
using screening::RankedMatch;

constexpr std::int64_t kDeepest = 20;  // the last of kRecallDepths

// Enough of the ranking that everything tied with any of the first kDeepest is in it.
std::vector<RankedMatch> deep_ranking(const screening::Engine& engine,
                                      const screening::Subject& subject,
                                      screening::Workspace& workspace) {
  const auto& list = engine.rows()->watchlist;
  const text::NameReadings names(subject.name, text::NameSide::kQuery);
  for (std::size_t depth = static_cast<std::size_t>(limits::kMaxTopK);; depth *= 4) {
    auto ranked =
        screening::rank(list, {subject, names}, engine.screener().model, depth, 0, workspace);
    if (ranked.size() < depth ||
        ranked.back().log_odds < ranked[static_cast<std::size_t>(kDeepest) - 1].log_odds) {
      return ranked;
    }
  }
}

Position position_of(const std::vector<RankedMatch>& ranked, const pack::Watchlist& list,
                     const std::string& entity_id) {
  Position position;
  if (entity_id.empty()) return position;
  const auto found = std::find_if(ranked.begin(), ranked.end(), [&](const RankedMatch& match) {
    return list.entity_id(match.entity) == entity_id;
  });
  if (found == ranked.end()) return position;
  for (const RankedMatch& match : ranked) {
    position.before += match.log_odds > found->log_odds ? 1 : 0;
    position.tied += match.log_odds == found->log_odds ? 1 : 0;
  }
  return position;
}

struct ScriptRange {
  char32_t first;
  char32_t last;
  Script script;
};

// Unicode blocks, 15.0.
constexpr std::array<ScriptRange, 19> kScripts = {{
    {0x0041, 0x005A, Script::kLatin},    {0x0061, 0x007A, Script::kLatin},
    {0x00C0, 0x024F, Script::kLatin},    {0x0370, 0x03FF, Script::kGreek},
    {0x0400, 0x052F, Script::kCyrillic}, {0x0590, 0x05FF, Script::kHebrew},
    {0x0600, 0x077F, Script::kArabic},   {0x08A0, 0x08FF, Script::kArabic},
    {0x1100, 0x11FF, Script::kHangul},   {0x1E00, 0x1EFF, Script::kLatin},
    {0x1F00, 0x1FFF, Script::kGreek},    {0x3040, 0x30FF, Script::kKana},
    {0x3130, 0x318F, Script::kHangul},   {0x3400, 0x4DBF, Script::kHan},
    {0x4E00, 0x9FFF, Script::kHan},      {0xAC00, 0xD7AF, Script::kHangul},
    {0xFB50, 0xFDFF, Script::kArabic},   {0xFE70, 0xFEFF, Script::kArabic},
    {0x20000, 0x3134F, Script::kHan},
}};

Script script_of_letter(char32_t letter) {
  for (const ScriptRange& range : kScripts) {
    if (letter >= range.first && letter <= range.last) return range.script;
  }
  return Script::kOther;
}

bool is_letter(char32_t code_point) {
  if (code_point >= U'0' && code_point <= U'9') return false;
  switch (text::classify(code_point).kind) {
    case text::CharacterKind::kWord:
    case text::CharacterKind::kTransliterated:
    case text::CharacterKind::kOtherLetter:
      return true;
    case text::CharacterKind::kApostrophe:
    case text::CharacterKind::kIgnored:
    case text::CharacterKind::kUnreadable:
    case text::CharacterKind::kReordering:
    case text::CharacterKind::kSeparator:
      return false;
  }
  return false;
}

}  // namespace

std::string_view to_string(Script script) {
  constexpr std::array<std::string_view, 10> kNames = {
      "Latin", "Cyrillic", "Greek", "Arabic", "Hebrew", "Han", "Kana", "Hangul", "other", "mixed"};
  return kNames[static_cast<std::size_t>(script)];
}

Script script_of(std::string_view name) {
  std::optional<Script> found;
  for (const char32_t code_point : text::code_points(name)) {
    if (!is_letter(code_point)) continue;
    const Script script = script_of_letter(code_point);
    if (found && *found != script) return Script::kMixed;
    found = script;
  }
  return found.value_or(Script::kOther);
}

tl::expected<ScenarioOutcome, Errors> screen_scenario(const replay::EngineSet& engine,
                                                      const std::string& customer_id,
                                                      const std::vector<std::string>& entity_ids,
                                                      decision::Workspace& workspace) {
  const auto verdict =
      engine.screening().decide(Json::object({{"customer_id", customer_id}}), workspace);
  if (!verdict) return tl::unexpected(verdict.error());
  const auto& pack = *engine.screening().rows();
  const auto customer = pack::find_customer(pack, customer_id);
  if (!customer) return tl::unexpected(Errors{customer.error()});
  ScenarioOutcome outcome;
  outcome.review = verdict->summary.needs_review;
  outcome.probability = verdict->summary.score;
  outcome.region = customer->region;
  const auto counted = text::normalise_counted(customer->name);
  outcome.name_letters =
      static_cast<std::int64_t>(counted.matched_letters + counted.unmatched_letters);
  outcome.script = script_of(customer->name);
  outcome.birth_missing = !customer->date_of_birth;
  outcome.country_missing = !customer->nationality || !customer->residence_country;
  const auto ranked =
      deep_ranking(engine.screening(), screening::Subject::of(*customer, pack.meta.manifest.as_of),
                   workspace.part<screening::Workspace>());
  if (!ranked.empty()) {
    outcome.best_list =
        static_cast<pack::ListType>(pack.watchlist.entity(ranked.front().entity).list_type);
  }
  for (const std::string& id : entity_ids) {
    outcome.positions.push_back(position_of(ranked, pack.watchlist, id));
  }
  return outcome;
}

double expected_within(std::int64_t k, const std::vector<Position>& positions) {
  // Gathered by size of tie, so that the sum does not depend on the order of rows.
  std::map<std::int64_t, std::int64_t> places_by_tie;
  for (const Position& position : positions) {
    if (position.tied == 0) continue;
    places_by_tie[position.tied] += std::clamp<std::int64_t>(k - position.before, 0, position.tied);
  }
  double sum = 0.0;
  for (const auto& [tied, places] : places_by_tie) {
    sum += static_cast<double>(places) / static_cast<double>(tied);
  }
  return sum;
}

std::optional<RecallAtK> recall_at(std::int64_t k, const std::vector<Position>& positions) {
  if (positions.empty()) return std::nullopt;
  const auto count = static_cast<std::int64_t>(positions.size());
  std::int64_t best = 0;
  std::int64_t worst = 0;
  for (const Position& position : positions) {
    if (position.tied == 0) continue;
    best += position.before < k ? 1 : 0;
    worst += position.before + position.tied <= k ? 1 : 0;
  }
  return RecallAtK{k, *proportion(expected_within(k, positions), count),
                   proportion(worst, count)->value, proportion(best, count)->value};
}

}  // namespace financescr::evaluation
