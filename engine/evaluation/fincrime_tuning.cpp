#include "engine/evaluation/fincrime_tuning.hpp"

#include <algorithm>

namespace financescr::evaluation {
namespace {

using canonical::Json;

constexpr std::size_t kAround = 4;  // points shown on either side of the chosen one

Result<FrontierPoint> choose(const Frontier& frontier, const TuningGoal& goal,
                             std::int64_t all_rows) {
  const FrontierPoint* point = nullptr;
  switch (goal.goal) {
    case Goal::kCost:
      point = &frontier.cheapest();
      break;
    case Goal::kAlerts:
      point = frontier.within_alerts(goal.max_alerts * frontier.totals().count() / all_rows);
      break;
    case Goal::kRecall:
      point = frontier.at_recall(goal.recall);
      break;
  }
  if (point != nullptr) return *point;
  if (goal.goal == Goal::kRecall) {
    return fail(ErrorCode::kInvalid, "no row is labelled positive, so no recall can be reached");
  }
  return fail(ErrorCode::kInvalid,
              "the alert budget is below the rows that every threshold reviews");
}

std::vector<Tie> ties_of(const std::vector<TuningRow>& rows, std::size_t fold, bool inside) {
  std::vector<Scored> scored;
  for (const TuningRow& row : rows) {
    if ((fold_of(row.group) == fold) == inside) scored.push_back({row.score, row.positive});
  }
  return gather_ties(scored);
}

void add(Confusion& sum, const Confusion& part) {
  sum.true_positives += part.true_positives;
  sum.false_positives += part.false_positives;
  sum.true_negatives += part.true_negatives;
  sum.false_negatives += part.false_negatives;
}

// A fold whose other folds cannot reach the goal is decided at the threshold chosen on all.
void cross_validate(const std::vector<TuningRow>& rows, FincrimeTuning& tuning) {
  for (std::size_t fold = 0; fold < kFolds; ++fold) {
    const auto inside = ties_of(rows, fold, true);
    if (inside.empty()) continue;
    TuningFold result;
    result.rows = totals_of(inside).count();
    result.threshold = tuning.chosen.threshold();
    if (const auto frontier = Frontier::over(ties_of(rows, fold, false), tuning.goal.costs)) {
      const auto point = choose(*frontier, tuning.goal, tuning.rows);
      if (point) result.threshold = point->threshold();
    }
    result.counts = decided_at(inside, result.threshold);
    result.cost = cost_of(result.counts, tuning.goal.costs);
    add(tuning.out_of_fold, result.counts);
    tuning.out_of_fold_cost += result.cost;
    tuning.folds.push_back(result);
  }
}

}  // namespace

std::string_view to_string(Goal goal) {
  switch (goal) {
    case Goal::kCost:
      return "cost";
    case Goal::kAlerts:
      return "alerts";
    case Goal::kRecall:
      return "recall";
  }
  return "";
}

std::vector<TuningRow> tuning_rows(const FincrimeData& data, const FincrimeData::View& view,
                                   const std::vector<ScenarioOutcome>& outcomes, Micro threshold) {
  std::vector<TuningRow> rows;
  for (std::size_t i = 0; i < view.truths.size(); ++i) {
    if (!view.truths[i].usable) continue;
    rows.push_back(
        {outcomes[i].decision_score(threshold), view.truths[i].match, data.labels[i].customer_id});
  }
  return rows;
}

Result<FincrimeTuning> tune_fincrime(const std::vector<TuningRow>& rows, const TuningGoal& goal,
                                     Micro current) {
  std::vector<Scored> scored;
  for (const TuningRow& row : rows) scored.push_back({row.score, row.positive});
  const auto frontier = Frontier::over(gather_ties(scored), goal.costs);
  if (!frontier) return tl::unexpected(frontier.error());
  FincrimeTuning tuning;
  tuning.goal = goal;
  tuning.rows = static_cast<std::int64_t>(rows.size());
  tuning.current_threshold = current;
  tuning.current = frontier->at(current);
  const auto chosen = choose(*frontier, goal, tuning.rows);
  if (!chosen) return tl::unexpected(chosen.error());
  tuning.chosen = *chosen;
  const auto& points = frontier->points();
  const auto place = static_cast<std::size_t>(
      std::find_if(points.begin(), points.end(),
                   [&](const FrontierPoint& p) { return p.lowest == chosen->lowest; }) -
      points.begin());
  for (std::size_t i = place - std::min(place, kAround);
       i < std::min(points.size(), place + kAround + 1); ++i) {
    tuning.around.push_back(points[i]);
  }
  cross_validate(rows, tuning);
  return tuning;
}

Json to_json(const FincrimeTuning& tuning) {
  Json::Array around;
  for (const FrontierPoint& point : tuning.around) around.push_back(to_json(point));
  Json::Array folds;
  for (const TuningFold& fold : tuning.folds) {
    folds.push_back(Json::object({{"n", fold.rows},
                                  {"threshold", fold.threshold},
                                  {"confusion_matrix", to_json(fold.counts)},
                                  {"cost", fold.cost}}));
  }
  const TuningGoal& goal = tuning.goal;
  Json aim = Json::object({{"goal", to_string(goal.goal)},
                           {"cost_fp", goal.costs.false_positive},
                           {"cost_fn", goal.costs.false_negative}});
  if (goal.goal == Goal::kAlerts) aim.set("max_alerts", goal.max_alerts);
  if (goal.goal == Goal::kRecall) aim.set("recall", goal.recall);
  Json out_of_fold = to_json(binary_metrics(tuning.out_of_fold));
  out_of_fold.set("cost", tuning.out_of_fold_cost);
  out_of_fold.set("folds", Json(std::move(folds)));
  return Json::object({{"report", "financescr-tune-fincrime/1"},
                       {"labels", tuning.view},
                       {"n", tuning.rows},
                       {"aim", std::move(aim)},
                       {"threshold", tuning.chosen.threshold()},
                       {"current_threshold", tuning.current_threshold},
                       {"chosen", to_json(tuning.chosen)},
                       {"current", to_json(tuning.current)},
                       {"around", Json(std::move(around))},
                       {"out_of_fold", std::move(out_of_fold)}});
}

}  // namespace financescr::evaluation
