#include "engine/backtest/tuning.hpp"

namespace financescr::backtest {
namespace {

using canonical::Json;

constexpr std::size_t kMostPoints = 200;

Json share(std::int64_t part, std::int64_t whole) {
  const auto estimate = evaluation::proportion(part, whole);
  return estimate ? Json(estimate->value) : Json();
}

Json to_json(const evaluation::Confusion& counts, Micro cost) {
  return Json::object({{"alerts", counts.alerts()},
                       {"confusion_matrix", evaluation::to_json(counts)},
                       {"cost", cost},
                       {"precision", share(counts.true_positives, counts.alerts())},
                       {"recall", share(counts.true_positives, counts.positives())}});
}

Json to_json(const Tuned& tuned, const Variant& variant) {
  Json changes = Json::object();
  for (const auto& [pointer, value] : variant.changes) changes.set(pointer, value);
  return Json::object({{"changes", std::move(changes)},
                       {"alert_from", tuned.threshold},
                       {"before", to_json(tuned.before, tuned.cost_before)},
                       {"after", to_json(tuned.after, tuned.cost_after)}});
}

}  // namespace

Json to_json(const Tuning& tuning) {
  const auto& goal = tuning.options.goal;
  Json aim = Json::object({{"goal", evaluation::to_string(goal.goal)},
                           {"cost_false_positive", goal.costs.false_positive},
                           {"cost_false_negative", goal.costs.false_negative}});
  if (goal.goal == evaluation::Goal::kAlerts)
    aim.set("max_alert_rate", tuning.options.max_alert_rate);
  if (goal.goal == evaluation::Goal::kRecall) aim.set("recall", goal.recall);
  Json::Array variants;
  for (const Tuned& tuned : tuning.best) {
    variants.push_back(to_json(tuned, tuning.variants[tuned.variant]));
  }
  Json::Array frontier;
  for (const auto& point : evaluation::thinned(tuning.frontier, kMostPoints)) {
    Json row = to_json(point.counts, point.cost);
    row.set("alert_from", point.threshold());
    frontier.push_back(std::move(row));
  }
  const Tuned& chosen = tuning.best[tuning.chosen];
  return Json::object({{"report", "financescr-tune-monitoring/1"},
                       {"aim", std::move(aim)},
                       {"split", tuning.split.to_string()},
                       {"current", to_json(tuning.current, tuning.variants.front())},
                       {"chosen", to_json(chosen, tuning.variants[chosen.variant])},
                       {"is_proposed", tuning.is_proposed},
                       {"variants", Json(std::move(variants))},
                       {"frontier", Json(std::move(frontier))}});
}

}  // namespace financescr::backtest
