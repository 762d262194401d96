// What screening would come to under another threshold and other costs.
//
// In: the labelled scenarios of a pack, screened once. Out: counts and costs under any policy, as
// `financescr eval` counts them. The score of a row does not depend on the threshold, so a new
// policy is answered from the scores alone. Nothing is stored.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/canonical/json.hpp"
#include "engine/core/result.hpp"
#include "engine/evaluation/frontier.hpp"
#include "engine/replay/engine.hpp"

namespace financescr::evaluation {

// The rows of the view that is closest to the truth, by score.
struct ScreeningScores {
  std::string labels;             // "oracle", "corrected"
  std::vector<Tie> ties;          // of the best match; 1 for a row that every threshold reviews
  std::vector<Totals> histogram;  // of the best match, in equal parts of 0 to 1
};

// Screens every labelled row, as `screen` does with its customer_id.
// Errors: kUnsupported without a watchlist or usable labels, or with more than
// limits::kMaxWhatIfRows of them; kInvalid if a row cannot be read or screened.
[[nodiscard]] Result<ScreeningScores> score_labelled(const replay::Engine& engine,
                                                     screening::Workspace& workspace);

struct AlertPolicy {
  Micro threshold;
  AlertCosts costs;
};

struct ThresholdPoint {
  Micro threshold;
  Confusion counts;
  Micro cost;  // under the costs of the policy that it belongs to
};

struct ScreeningWhatIf {
  ThresholdPoint current;
  ThresholdPoint changed;
  std::int64_t to_review = 0;  // rows that only the changed policy reviews
  std::int64_t to_clear = 0;   // rows that only the current policy reviews
  // Under the changed costs: the best there is, and the way from all alerts to the fewest.
  ThresholdPoint cheapest;
  std::vector<ThresholdPoint> frontier;  // lowest threshold first, at most kMaxFrontierPoints
};
inline constexpr std::size_t kMaxFrontierPoints = 200;

// Errors: kTooLarge if a cost does not fit.
[[nodiscard]] Result<ScreeningWhatIf> what_if_screening(const ScreeningScores& scores,
                                                        const AlertPolicy& current,
                                                        const AlertPolicy& changed);
[[nodiscard]] canonical::Json to_json(const ScreeningWhatIf& what_if,
                                      const ScreeningScores& scores);

}  // namespace financescr::evaluation
