// Scenario: one labelled customer, screened exactly as `financescr screen` screens him, with what
// an evaluation needs to know beside the decision.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/evaluation/estimate.hpp"
#include "engine/replay/engine_set.hpp"

namespace financescr::evaluation {

// Where an entity stands among all that were compared: entities of a higher score before it, and
// how many share its score, itself among them. No tie is broken, so no id can leak into a figure.
struct Position {
  std::int64_t before = 0;
  std::int64_t tied = 0;  // 0: it was not found

  bool operator==(const Position&) const = default;
};

enum class Script : std::uint8_t {
  kLatin,
  kCyrillic,
  kGreek,
  kArabic,
  kHebrew,
  kHan,
  kKana,
  kHangul,
  kOther,
  kMixed
};
[[nodiscard]] std::string_view to_string(Script script);
// The script of a name's letters; kMixed for more than one, kOther for none of those named.
[[nodiscard]] Script script_of(std::string_view name);

struct ScenarioOutcome {
  bool review = false;
  Micro probability;                        // of the best match; 0 without one
  std::optional<pack::ListType> best_list;  // of the best match
  std::string region;                       // empty: not given
  std::int64_t name_letters = 0;            // letters and digits, whatever the script
  Script script = Script::kLatin;
  bool birth_missing = false;
  bool country_missing = false;     // nationality or country of residence is not known
  std::vector<Position> positions;  // of the entities asked for, in their order

  // 1 where the name could not be compared whole, so that the row is reviewed whatever `threshold`
  // it was decided at; else the probability.
  [[nodiscard]] Micro decision_score(Micro threshold) const {
    return review && probability < threshold ? kMicroOne : probability;
  }
};

// Decides by screening::Engine; the positions of `entity_ids` come from the same ranking, carried
// as far as ties reach. An empty id is nobody. Errors: those of screening::Engine::decide.
[[nodiscard]] tl::expected<ScenarioOutcome, Errors> screen_scenario(
    const replay::EngineSet& engine, const std::string& customer_id,
    const std::vector<std::string>& entity_ids, decision::Workspace& workspace);

// Recall within the first k of a ranking: in expectation when ties are broken at random, and when
// they are broken against and for the true entity.
struct RecallAtK {
  std::int64_t k = 0;
  Estimate expected;
  Micro worst;
  Micro best;
};
inline constexpr std::int64_t kRecallDepths[] = {1, 5, 10, 20};

// Nothing without positions. Independent of their order.
[[nodiscard]] std::optional<RecallAtK> recall_at(std::int64_t k,
                                                 const std::vector<Position>& positions);
// The sum over positions of the chance to be within the first k, ties broken at random.
[[nodiscard]] double expected_within(std::int64_t k, const std::vector<Position>& positions);

}  // namespace financescr::evaluation
