// What screening would come to under another threshold and other costs.
//
// In: the customers and the labelled scenarios of a pack, each screened once. Out: alerts on all
// customers, and on the labelled rows counts and costs under any policy, as `financescr eval`
// counts them. The score of a row does not depend on the threshold, so a new policy is answered
// from the scores alone. Nothing is stored.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/canonical/json.hpp"
#include "engine/core/result.hpp"
#include "engine/evaluation/frontier.hpp"
#include "engine/replay/engine_set.hpp"

namespace financescr::evaluation {

// Scores of best matches; 1 where every threshold reviews. Labelled rows are read by the view that
// is closest to the truth.
struct ScreeningScores {
  std::string labels;             // "oracle", "corrected"
  std::vector<Tie> ties;          // of the labelled rows
  std::vector<Totals> histogram;  // of the labelled rows' probabilities, in equal parts of 0 to 1
  // Of all customers, ascending; nothing where they are more than limits::kMaxWhatIfRows.
  std::optional<std::vector<Micro>> customers;
};

// Screens every customer and every labelled row, as `screen` does with its customer_id.
// Errors: kUnsupported without a watchlist or usable labels, or with more than
// limits::kMaxWhatIfRows of them; kInvalid if a row cannot be read or screened.
[[nodiscard]] Result<ScreeningScores> score_labelled(const replay::EngineSet& engine,
                                                     decision::Workspace& workspace);

struct AlertPolicy {
  Micro threshold;
  AlertCosts costs;
};

struct ThresholdPoint {
  Micro threshold;
  Confusion counts;
  Micro cost;  // under the costs of the policy that it belongs to
};

// How many of all customers are reviewed.
struct CustomerAlerts {
  std::int64_t count = 0;
  std::int64_t current = 0;
  std::int64_t changed = 0;
};

struct ScreeningWhatIf {
  std::optional<CustomerAlerts> customers;
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
