// Tuning of the screening threshold: the exact best one on the labels at hand, and what the same
// procedure achieves on rows it did not see.
//
// The threshold that is proposed is chosen on all rows. The out-of-fold figures choose it on four
// fifths and count on the last, five times; customers are never divided between the two.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "engine/evaluation/fincrime_report.hpp"
#include "engine/evaluation/folds.hpp"
#include "engine/evaluation/frontier.hpp"

namespace financescr::evaluation {

enum class Goal : std::uint8_t {
  kCost,    // least cost
  kAlerts,  // most found within a budget of alerts
  kRecall,  // fewest alerts that reach a recall
};
[[nodiscard]] std::string_view to_string(Goal goal);

struct TuningGoal {
  Goal goal = Goal::kCost;
  AlertCosts costs;
  std::int64_t max_alerts = 0;  // of all rows; a fold's budget is its share
  Micro recall;
};

struct TuningRow {
  Micro score;  // 1 for a row that is reviewed whatever the threshold
  bool positive = false;
  std::string group;
};

struct TuningFold {
  std::int64_t rows = 0;
  Micro threshold;   // chosen on the other folds
  Confusion counts;  // on this fold
  Micro cost;
};

struct FincrimeTuning {
  TuningGoal goal;
  std::string view;  // the labels tuned on
  std::int64_t rows = 0;
  Micro current_threshold;
  FrontierPoint current;
  FrontierPoint chosen;
  std::vector<FrontierPoint> around;  // of the frontier, the chosen one among them
  std::vector<TuningFold> folds;      // those that have rows
  Confusion out_of_fold;
  Micro out_of_fold_cost;
};

// The usable rows of a view.
[[nodiscard]] std::vector<TuningRow> tuning_rows(const FincrimeData& data,
                                                 const FincrimeData::View& view,
                                                 const std::vector<ScenarioOutcome>& outcomes,
                                                 Micro threshold);

// Errors: kInvalid without rows or when the goal cannot be reached (no positive; a budget below
// the rows that no threshold can exclude).
[[nodiscard]] Result<FincrimeTuning> tune_fincrime(const std::vector<TuningRow>& rows,
                                                   const TuningGoal& goal, Micro current);
[[nodiscard]] canonical::Json to_json(const FincrimeTuning& tuning);

}  // namespace financescr::evaluation
