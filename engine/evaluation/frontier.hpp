// Frontier: what every possible threshold would cost, alert and find, exactly.
//
// One sort of the scores; then all distinct thresholds in one pass. Rows of equal score stand or
// fall together, as they do under a threshold. Costs are integers in millionths; nothing is
// estimated, sampled or binned.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/core/result.hpp"
#include "engine/evaluation/ties.hpp"

namespace financescr::evaluation {

struct AlertCosts {
  Micro false_positive;
  Micro false_negative;

  bool operator==(const AlertCosts&) const = default;
};

// False positives and misses, each times its price. Requires: it fits, as Frontier::over checks.
[[nodiscard]] Micro cost_of(const Confusion& counts, const AlertCosts& costs);

struct FrontierPoint {
  Micro lowest;  // the lowest score that alerts
  Micro below;   // the next lower score, which does not; -1 where there is none
  Confusion counts;
  Micro cost;  // false positives and misses, each times its price

  // Any threshold above `below` and up to `lowest` decides alike. The middle of the gap is the one
  // furthest from both, rounded up to a millionth; where all alert, the lowest score itself.
  [[nodiscard]] Micro threshold() const;
};

class Frontier {
 public:
  // `highest` bounds the thresholds that may be chosen: a policy takes none above 1.
  // Errors: kInvalid without rows, kTooLarge if a cost does not fit 9.2e12.
  [[nodiscard]] static Result<Frontier> over(const std::vector<Tie>& ties, const AlertCosts& costs,
                                             Micro highest = kMicroOne);

  // From the fewest alerts to all. The first alerts on nothing, if `highest` allows it.
  [[nodiscard]] const std::vector<FrontierPoint>& points() const { return points_; }
  [[nodiscard]] const Totals& totals() const { return totals_; }

  // The point at which `threshold` decides.
  [[nodiscard]] const FrontierPoint& at(Micro threshold) const;
  // Least cost; of equal costs the one that finds more, then the one that alerts less.
  [[nodiscard]] const FrontierPoint& cheapest() const;
  // At most `alerts`: the one that finds most, then the one that alerts less. Nothing if even the
  // highest score alone exceeds the budget and no threshold may exclude it.
  [[nodiscard]] const FrontierPoint* within_alerts(std::int64_t alerts) const;
  // At least this recall with the fewest alerts. Nothing if there are no positives.
  [[nodiscard]] const FrontierPoint* at_recall(Micro recall) const;

 private:
  std::vector<FrontierPoint> points_;
  Totals totals_;
};

}  // namespace financescr::evaluation
