// The JSON form of a screening report.
#include "engine/evaluation/fincrime_report.hpp"

namespace financescr::evaluation {
namespace {

using canonical::Json;

constexpr std::size_t kCurvePoints = 256;  // of a curve in JSON; areas are over all points
constexpr std::size_t kHistogramBars = 20;

Json recall_json(const std::vector<RecallAtK>& recalls) {
  Json::Array rows;
  for (const RecallAtK& recall : recalls) {
    rows.push_back(Json::object({{"k", recall.k},
                                 {"ties_at_random", to_json(recall.expected)},
                                 {"ties_against", recall.worst},
                                 {"ties_in_favour", recall.best}}));
  }
  return Json(std::move(rows));
}

Json slices_json(const std::vector<Slice>& slices) {
  Json::Array rows;
  for (const Slice& slice : slices) {
    rows.push_back(Json::object({{"dimension", slice.dimension},
                                 {"slice", slice.value},
                                 {"n", slice.metrics.confusion.count()},
                                 {"positives", slice.metrics.confusion.positives()},
                                 {"confusion_matrix", to_json(slice.metrics.confusion)},
                                 {"precision", to_json(slice.metrics.precision)},
                                 {"recall", to_json(slice.metrics.recall)}}));
  }
  return Json(std::move(rows));
}

Json view_json(const ViewReport& view, Micro recall_target) {
  Json json = to_json(view.at_policy);
  json.set("labels", view.name);
  json.set("recall_at_threshold", to_json(view.at_policy.recall));  // the reference's name
  json.set("n", view.rows);
  json.set("left_out", view.left_out);
  json.set("expected_cost", view.expected_cost);
  json.set("expected_cost_per_row", view.expected_cost_per_row);
  json.set("auc", to_json(view.auc));
  json.set("average_precision", to_json(view.average_precision));
  json.set("recall_at_k", recall_json(view.recall_at));
  json.set("right_entity_first", to_json(view.right_first));
  json.set("slices", slices_json(view.slices));
  json.set("curve", to_json(thinned(curve_of(view.ties), kCurvePoints)));
  json.set("histogram", to_json(histogram_of(view.ties, kHistogramBars)));
  if (!view.frontier) return json;
  json.set("cheapest", to_json(view.frontier->cheapest()));
  if (const auto* point = view.frontier->at_recall(recall_target)) {
    json.set("at_recall_target", to_json(*point));
    const Confusion& counts = point->counts;
    json.set("precision_at_recall_target",
             to_json(proportion(counts.true_positives, counts.alerts())));
  }
  return json;
}

Json oracle_json(const OracleReport& oracle) {
  return Json::object({{"auc", to_json(oracle.auc)},
                       {"average_precision", to_json(oracle.average_precision)},
                       {"cheapest", to_json(oracle.cheapest)},
                       {"our_cheapest", to_json(oracle.our_cheapest)},
                       {"regret_at_policy", oracle.our_cost - oracle.cheapest.cost},
                       {"regret_at_our_cheapest", oracle.our_cheapest.cost - oracle.cheapest.cost},
                       {"curve", to_json(thinned(curve_of(oracle.ties), kCurvePoints))}});
}

}  // namespace

Json to_json(const FrontierPoint& point) {
  return Json::object({{"threshold", point.threshold()},
                       {"decides_alike_above", point.below},
                       {"decides_alike_up_to", point.lowest},
                       {"alerts", point.counts.alerts()},
                       {"confusion_matrix", to_json(point.counts)},
                       {"cost", point.cost}});
}

Json noise_json(const std::vector<Noise>& noise, const std::vector<ScenarioLabel>& labels) {
  Json kinds = Json::object();
  const auto counts = noise_counts(noise);
  for (std::size_t i = 0; i < kNoiseKindCount; ++i) {
    kinds.set(to_string(static_cast<NoiseKind>(i)), counts[i]);
  }
  Json::Array rows;
  for (const Noise& found : noise) {
    rows.push_back(Json::object({{"scenario_id", labels[found.row].scenario_id},
                                 {"customer_id", labels[found.row].customer_id},
                                 {"kind", to_string(found.kind)},
                                 {"evidence", found.evidence}}));
  }
  return Json::object({{"kinds", std::move(kinds)}, {"rows", Json(std::move(rows))}});
}

Json to_json(const FincrimeReport& report) {
  Json::Array views;
  for (const ViewReport& view : report.views) {
    views.push_back(view_json(view, report.recall_target));
  }
  Json noise = noise_json(report.noise, report.labels);
  noise.set("no_match", report.no_match);
  noise.set("no_match_contradicted", report.contradicted_no_match);
  return Json::object({{"report", "financescr-eval-fincrime/1"},
                       {"run", Json::object({{"pack", report.pack_label},
                                             {"pack_hash", report.provenance.pack_hash},
                                             {"policy_hash", report.provenance.policy_hash},
                                             {"model_hash", report.provenance.model_hash},
                                             {"model", report.model},
                                             {"policy", report.version},
                                             {"threshold", report.threshold},
                                             {"cost_fp", report.costs.false_positive},
                                             {"cost_fn", report.costs.false_negative},
                                             {"recall_target", report.recall_target},
                                             {"scenarios", report.scenarios}})},
                       {"label_noise", std::move(noise)},
                       {"metrics", Json(std::move(views))},
                       {"oracle", report.oracle ? oracle_json(*report.oracle) : Json()}});
}

}  // namespace financescr::evaluation
