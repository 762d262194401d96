// The JSON form of a credit report.
#include "engine/evaluation/credit_report.hpp"

namespace financescr::evaluation {
namespace {

using canonical::Json;

constexpr std::size_t kCurvePoints = 256;  // of a curve in JSON; areas are over all points

Json figures_json(const PdFigures& figures) {
  Json json =
      Json::object({{"auc", to_json(figures.auc)},
                    {"gini", to_json(figures.gini)},
                    {"calibration", figures.calibration ? to_json(*figures.calibration) : Json()},
                    {"curve", to_json(thinned(curve_of(figures.ties), kCurvePoints))}});
  if (figures.ks) {
    json.set("ks", Json::object({{"distance", figures.ks->distance}, {"pd", figures.ks->score}}));
  }
  return json;
}

Json outcome_json(const OutcomeRate& rate) {
  return Json::object({{"n", rate.count},
                       {"defaults", rate.bad},
                       {"rate", to_json(rate.rate)},
                       {"bad_rate", to_json(rate.bad_rate)}});
}

Json slices_json(const std::vector<CreditSlice>& slices) {
  Json::Array rows;
  for (const CreditSlice& slice : slices) {
    rows.push_back(Json::object({{"dimension", slice.dimension},
                                 {"slice", slice.value},
                                 {"n", slice.count},
                                 {"defaults", slice.bad},
                                 {"auc", to_json(slice.auc)},
                                 {"mean_pd", slice.mean_pd},
                                 {"bad_rate", to_json(slice.bad_rate)},
                                 {"approval_rate", to_json(slice.approval_rate)}}));
  }
  return Json(std::move(rows));
}

Json run_json(const CreditReport& report) {
  return Json::object(
      {{"pack", report.pack_label},
       {"pack_hash", report.provenance.pack_hash},
       {"policy_hash", report.provenance.policy_hash},
       {"model_hash", report.provenance.model_hash},
       {"model", report.model},
       {"policy", report.version},
       {"pd_threshold_approve", report.thresholds.approve},
       {"pd_threshold_refer", report.thresholds.refer},
       {"costs", Json::object({{"default_loss", report.costs.default_loss},
                               {"lost_good", report.costs.lost_good},
                               {"manual_review", report.costs.manual_review},
                               {"source", report.costs_stated ? "policy" : "builtin"}})},
       {"applications", report.count}});
}

}  // namespace

Json to_json(const CreditReport& report) {
  Json::Array without;
  for (const std::string& id : report.without_application) without.emplace_back(id);
  Json outcomes = Json::object();
  for (const auto decision :
       {credit::Decision::kApprove, credit::Decision::kRefer, credit::Decision::kDecline}) {
    outcomes.set(to_string(decision),
                 outcome_json(report.outcomes[static_cast<std::size_t>(decision)]));
  }
  Json json = Json::object({{"report", "financescr-eval-credit/1"},
                            {"run", run_json(report)},
                            {"labels_without_application", Json(std::move(without))},
                            {"applications_without_label", report.without_label},
                            {"outcomes", std::move(outcomes)},
                            {"declined_by_rule", report.by_rule},
                            {"expected_cost", report.cost},
                            {"expected_cost_per_row", report.cost_per_row},
                            {"metrics", figures_json(report.ours)},
                            {"slices", slices_json(report.slices)}});
  if (report.oracle) {
    Json oracle = figures_json(*report.oracle);
    oracle.set("expected_cost", report.oracle_cost);
    oracle.set("regret", report.cost - report.oracle_cost);
    json.set("oracle", std::move(oracle));
  }
  return json;
}

}  // namespace financescr::evaluation
