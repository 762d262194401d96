#include "engine/evaluation/credit_tuning.hpp"

#include <algorithm>

#include "engine/numeric/checked.hpp"

namespace financescr::evaluation {
namespace {

using canonical::Json;
using credit::Decision;
using credit::DecisionCosts;
using credit::PdThresholds;

// Ties from the lowest PD up: those before `cut` are below the threshold.
Micro threshold_at(const std::vector<Tie>& rising, std::size_t cut) {
  if (cut == 0) return kMicroZero;
  if (cut == rising.size()) return kMicroOne;
  const std::int64_t below = rising[cut - 1].score.value;
  return {below + (rising[cut].score.value - below + 1) / 2};
}

bool costs_fit(std::int64_t rows, const DecisionCosts& costs) {
  const std::int64_t largest = std::max(
      {costs.default_loss.value, costs.lost_good.value, costs.manual_review.value, Micro::kScale});
  const auto all = numeric::checked_mul(rows, largest);
  return all && numeric::checked_mul(*all, 4).has_value();
}

std::vector<Tie> ties_of(const std::vector<CreditOutcome>& outcomes, std::size_t fold,
                         bool inside) {
  std::vector<Scored> scored;
  for (const CreditOutcome& outcome : outcomes) {
    if (!outcome.by_pd) continue;
    const auto& group = outcome.customer_id.empty() ? outcome.application_id : outcome.customer_id;
    const bool of_fold = fold == kFolds || fold_of(group) == fold;
    if (of_fold == inside) scored.push_back({outcome.pd, outcome.defaulted});
  }
  return gather_ties(scored);
}

Json thresholds_json(const PdThresholds& thresholds) {
  return Json::object(
      {{"pd_threshold_approve", thresholds.approve}, {"pd_threshold_refer", thresholds.refer}});
}

Json outcome_json(const ThresholdOutcome& outcome) {
  Json json = thresholds_json(outcome.thresholds);
  for (const Decision decision : {Decision::kApprove, Decision::kRefer, Decision::kDecline}) {
    const auto i = static_cast<std::size_t>(decision);
    json.set(to_string(decision),
             Json::object({{"n", outcome.counts[i]}, {"defaults", outcome.bad[i]}}));
  }
  json.set("cost", outcome.cost);
  return json;
}

}  // namespace

std::string_view to_string(ThresholdMethod method) {
  return method == ThresholdMethod::kCosts ? "costs" : "labels";
}

PdThresholds cheapest_thresholds(const std::vector<Tie>& ties, const DecisionCosts& costs) {
  const std::vector<Tie> rising(ties.rbegin(), ties.rend());
  // Against reviewing everybody: what approving the first `i` saves (below 0) or loses, and what
  // declining all from `j` on does. Every pair i <= j costs the sum of both.
  std::vector<std::int64_t> approve(rising.size() + 1, 0);
  std::vector<std::int64_t> decline(rising.size() + 1, 0);
  for (std::size_t i = 0; i < rising.size(); ++i) {
    approve[i + 1] = approve[i] + rising[i].positives * costs.default_loss.value -
                     rising[i].count() * costs.manual_review.value;
  }
  for (std::size_t j = rising.size(); j-- > 0;) {
    decline[j] = decline[j + 1] + rising[j].negatives * costs.lost_good.value -
                 rising[j].count() * costs.manual_review.value;
  }
  std::size_t best_approve = 0;
  std::size_t approve_cut = 0;
  std::size_t decline_cut = 0;
  for (std::size_t j = 0; j <= rising.size(); ++j) {
    if (approve[j] < approve[best_approve]) best_approve = j;
    if (j > 0 &&
        approve[best_approve] + decline[j] >= approve[approve_cut] + decline[decline_cut]) {
      continue;
    }
    approve_cut = best_approve;
    decline_cut = j;
  }
  return {threshold_at(rising, approve_cut), threshold_at(rising, decline_cut)};
}

ThresholdOutcome outcome_at(const std::vector<Tie>& ties, const PdThresholds& thresholds,
                            const DecisionCosts& costs) {
  ThresholdOutcome outcome;
  outcome.thresholds = thresholds;
  for (const Tie& tie : ties) {
    const Decision decision = decision_by(tie.score, thresholds);
    const auto i = static_cast<std::size_t>(decision);
    outcome.counts[i] += tie.count();
    outcome.bad[i] += tie.positives;
    outcome.cost.value += tie.positives * cost_of(decision, true, costs).value +
                          tie.negatives * cost_of(decision, false, costs).value;
  }
  return outcome;
}

Result<CreditTuning> tune_credit(const std::vector<CreditOutcome>& outcomes,
                                 const DecisionCosts& costs, const PdThresholds& current) {
  const auto ties = ties_of(outcomes, kFolds, true);
  CreditTuning tuning;
  tuning.costs = costs;
  tuning.rows = totals_of(ties).count();
  tuning.left_out = static_cast<std::int64_t>(outcomes.size()) - tuning.rows;
  if (ties.empty()) {
    return fail(ErrorCode::kInvalid, "no application is decided by its PD");
  }
  if (!costs_fit(tuning.rows, costs)) {
    return fail(ErrorCode::kTooLarge, "the costs of all rows together do not fit 64 bits");
  }
  tuning.current = outcome_at(ties, current, costs);
  tuning.by_costs = outcome_at(ties, credit::thresholds_from_costs(costs), costs);
  tuning.by_labels = outcome_at(ties, cheapest_thresholds(ties, costs), costs);
  for (std::size_t fold = 0; fold < kFolds; ++fold) {
    const auto inside = ties_of(outcomes, fold, true);
    if (inside.empty()) continue;
    tuning.folds.push_back(cheapest_thresholds(ties_of(outcomes, fold, false), costs));
    tuning.by_labels_out_of_fold += outcome_at(inside, tuning.folds.back(), costs).cost;
  }
  const bool labels_are_better = tuning.by_labels_out_of_fold < tuning.by_costs.cost;
  tuning.method = labels_are_better ? ThresholdMethod::kLabels : ThresholdMethod::kCosts;
  return tuning;
}

Json to_json(const CreditTuning& tuning) {
  Json::Array folds;
  for (const PdThresholds& fold : tuning.folds) folds.push_back(thresholds_json(fold));
  return Json::object({{"report", "financescr-tune-credit/1"},
                       {"costs", Json::object({{"default_loss", tuning.costs.default_loss},
                                               {"lost_good", tuning.costs.lost_good},
                                               {"manual_review", tuning.costs.manual_review}})},
                       {"n", tuning.rows},
                       {"declined_by_rule", tuning.left_out},
                       {"method", to_string(tuning.method)},
                       {"chosen", outcome_json(tuning.chosen())},
                       {"current", outcome_json(tuning.current)},
                       {"by_costs", outcome_json(tuning.by_costs)},
                       {"by_labels", outcome_json(tuning.by_labels)},
                       {"by_labels_out_of_fold_cost", tuning.by_labels_out_of_fold},
                       {"folds", Json(std::move(folds))}});
}

}  // namespace financescr::evaluation
