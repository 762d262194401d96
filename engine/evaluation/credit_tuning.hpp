// Tuning of the two PD thresholds from stated costs.
//
// Two methods: "costs" takes the PD at its word (credit::thresholds_from_costs); "labels" finds the
// pair of thresholds with the least cost on the labels, exactly, among all pairs. Each is judged on
// rows it did not see (folds.hpp), and the one that is cheaper there is proposed.
//
// Applications that a guardrail or affordability declines are left out: no threshold changes them.
#pragma once

#include <vector>

#include "engine/evaluation/credit_report.hpp"
#include "engine/evaluation/folds.hpp"

namespace financescr::evaluation {

enum class ThresholdMethod : std::uint8_t { kCosts, kLabels };
[[nodiscard]] std::string_view to_string(ThresholdMethod method);

// What a pair of thresholds does to the rows that they decide.
struct ThresholdOutcome {
  credit::PdThresholds thresholds;
  std::array<std::int64_t, 3> counts{};  // in order of credit::Decision
  std::array<std::int64_t, 3> bad{};
  Micro cost;
};

// The least cost over all pairs of distinct thresholds; of equal costs the one that declines most
// and then approves least. Ties of PD stand or fall together. Complexity: one sort.
// Requires: the cost of all rows together fits 9.2e12.
[[nodiscard]] credit::PdThresholds cheapest_thresholds(const std::vector<Tie>& ties,
                                                       const credit::DecisionCosts& costs);
[[nodiscard]] ThresholdOutcome outcome_at(const std::vector<Tie>& ties,
                                          const credit::PdThresholds& thresholds,
                                          const credit::DecisionCosts& costs);

struct CreditTuning {
  credit::DecisionCosts costs;
  std::int64_t rows = 0;      // decided by PD
  std::int64_t left_out = 0;  // declined by a rule
  ThresholdOutcome current;
  ThresholdOutcome by_costs;
  ThresholdOutcome by_labels;
  Micro by_labels_out_of_fold;  // cost of the method "labels" on rows it did not see
  std::vector<credit::PdThresholds> folds;
  ThresholdMethod method = ThresholdMethod::kCosts;  // the one proposed

  [[nodiscard]] const ThresholdOutcome& chosen() const {
    return method == ThresholdMethod::kCosts ? by_costs : by_labels;
  }
};

// Errors: kInvalid when no application is decided by its PD, kTooLarge for costs that do not fit.
[[nodiscard]] Result<CreditTuning> tune_credit(const std::vector<CreditOutcome>& outcomes,
                                               const credit::DecisionCosts& costs,
                                               const credit::PdThresholds& current);
[[nodiscard]] canonical::Json to_json(const CreditTuning& tuning);

}  // namespace financescr::evaluation
