#include <string>
#include <utility>

#include "engine/backtest/report.hpp"

namespace financescr::backtest {
namespace {

using canonical::Json;
using evaluation::Estimate;

constexpr std::size_t kMostCurvePoints = 256;
constexpr std::size_t kMostOverlaps = 100;

Json value_of(const std::optional<Estimate>& estimate) {
  return estimate ? Json(estimate->value) : Json();
}

// {"recall": [low, high]} of what has an interval.
Json intervals(
    std::initializer_list<std::pair<std::string_view, const std::optional<Estimate>*>> estimates) {
  Json object = Json::object();
  for (const auto& [name, estimate] : estimates) {
    if (*estimate) object.set(name, Json(Json::Array{(*estimate)->low, (*estimate)->high}));
  }
  return object;
}

Json to_json(const BudgetFigures& budget) {
  return Json::object(
      {{"alerts", Micro::from_double(budget.cut.alerts)},
       {"budget", budget.cut.budget},
       {"fraud", Micro::from_double(budget.cut.fraud)},
       {"lowest_score", budget.cut.lowest},
       {"share_of_lowest", Micro::from_double(budget.cut.share)},
       {"recall", value_of(budget.recall)},
       {"precision", value_of(budget.precision)},
       {"intervals", intervals({{"recall", &budget.recall}, {"precision", &budget.precision}})}});
}

Json budgets_json(const std::vector<BudgetFigures>& budgets) {
  Json object = Json::object();
  for (const BudgetFigures& budget : budgets) {
    object.set(budget.share.to_string(), to_json(budget));
  }
  return object;
}

Json to_json(const SourceFigures& source) {
  return Json::object(
      {{"fired", source.fired},
       {"fraud", source.fraud},
       {"precision", value_of(source.precision)},
       {"recall", value_of(source.recall)},
       {"intervals", intervals({{"recall", &source.recall}, {"precision", &source.precision}})},
       {"adds", Json::object({{"alerts", source.needed}, {"fraud", source.needed_fraud}})},
       {"budgets", budgets_json(source.budgets)}});
}

Json rules_json(const std::vector<SourceFigures>& sources) {
  Json object = Json::object();
  for (const SourceFigures& source : sources) {
    object.set(source_name(source.source), to_json(source));
  }
  return object;
}

Json kinds_json(const std::vector<KindFigures>& kinds, std::string_view unit,
                std::string_view share);

Json to_json(const KindFigures& kind, std::string_view unit, std::string_view share) {
  Json budgets = Json::object();
  for (const KindBudget& budget : kind.budgets) {
    Json figures = Json::object({{share, value_of(budget.found)}});
    if (kind.cases > 0) figures.set("cases_found", value_of(budget.cases_found));
    figures.set("intervals",
                intervals({{share, &budget.found}, {"cases_found", &budget.cases_found}}));
    budgets.set(budget.share.to_string(), std::move(figures));
  }
  Json rules = Json::object();
  for (const auto& [source, count] : kind.sources) rules.set(source_name(source), count);
  Json json = Json::object({{unit, kind.count},
                            {"alerted", kind.alerted},
                            {share, value_of(kind.share)},
                            {"intervals", intervals({{share, &kind.share}})},
                            {"budgets", std::move(budgets)},
                            {"rules", std::move(rules)}});
  if (kind.cases > 0) {
    json.set("cases", kind.cases);
    json.set("cases_alerted", kind.cases_alerted);
  }
  if (!kind.parts.empty()) json.set("difficulties", kinds_json(kind.parts, unit, share));
  return json;
}

Json kinds_json(const std::vector<KindFigures>& kinds, std::string_view unit,
                std::string_view share) {
  Json object = Json::object();
  for (const KindFigures& kind : kinds) object.set(kind.name, to_json(kind, unit, share));
  return object;
}

Json overall_json(const Figures& figures) {
  const evaluation::BinaryMetrics& metrics = figures.at_policy;
  return Json::object({{"alerts", metrics.confusion.alerts()},
                       {"fraud", metrics.confusion.positives()},
                       {"confusion_matrix", evaluation::to_json(metrics.confusion)},
                       {"precision", value_of(metrics.precision)},
                       {"recall", value_of(metrics.recall)},
                       {"f1", value_of(metrics.f1)},
                       {"alert_rate", value_of(metrics.alert_rate)},
                       {"average_precision", value_of(figures.average_precision)},
                       {"area_under_roc", value_of(figures.roc_area)},
                       {"intervals", intervals({{"precision", &metrics.precision},
                                                {"recall", &metrics.recall},
                                                {"f1", &metrics.f1},
                                                {"alert_rate", &metrics.alert_rate},
                                                {"average_precision", &figures.average_precision},
                                                {"area_under_roc", &figures.roc_area}})}});
}

Json overlap_json(const Figures& figures) {
  Json::Array rows;
  for (const Overlap& overlap : figures.overlaps) {
    if (rows.size() == kMostOverlaps) break;
    rows.push_back(Json::object({{"first", source_name(overlap.first)},
                                 {"second", source_name(overlap.second)},
                                 {"both", overlap.both}}));
  }
  return Json(std::move(rows));
}

Json days_json(const std::map<Date, DayCounts>& days) {
  Json::Array rows;
  for (const auto& [day, counts] : days) {
    rows.push_back(Json::object({{"day", day.to_string()},
                                 {"events", counts.events},
                                 {"alerts", counts.alerts},
                                 {"fraud", counts.fraud},
                                 {"caught", counts.caught}}));
  }
  return Json(std::move(rows));
}

// Adds what is said of events, or of accounts, to an object.
void set_figures(Json& json, const Figures& figures, std::string_view unit) {
  json.set("overall", overall_json(figures));
  json.set("budgets", budgets_json(figures.budgets));
  json.set("rules", rules_json(figures.sources));
  json.set("typologies", kinds_json(figures.typologies, unit, "recall"));
  json.set("difficulties", kinds_json(figures.difficulties, unit, "recall"));
  json.set("innocents", kinds_json(figures.innocents, unit, "alert_rate"));
  json.set("overlap", overlap_json(figures));
  json.set("curve", evaluation::to_json(
                        evaluation::thinned(evaluation::curve_of(figures.ties), kMostCurvePoints)));
}

void set_policy(Json& json, const PolicyReport& policy, const Report& report) {
  json.set("policy", Json::object({{"name", policy.name},
                                   {"version", policy.version},
                                   {"policy_hash", policy.provenance.policy_hash},
                                   {"alert_from", policy.alert_from},
                                   {"refused", policy.refused}}));
  set_figures(json, report.overall(policy), report.is_by_account() ? "accounts" : "events");
  json.set("days", days_json(policy.events.days));
  if (report.is_by_account() || !policy.accounts) return;
  Json accounts = Json::object();
  set_figures(accounts, *policy.accounts, "accounts");
  json.set("accounts", std::move(accounts));
}

Json counts_by_source(const std::array<std::int64_t, kSourceCount>& counts) {
  Json object = Json::object();
  for (std::size_t i = 0; i < kSourceCount; ++i) {
    if (counts[i] > 0) object.set(source_name(i), counts[i]);
  }
  return object;
}

Json to_json(const Changes& changes) {
  const auto pair = [](std::int64_t events, std::int64_t fraud) {
    return Json::object({{"events", events}, {"fraud", fraud}});
  };
  Json::Array events;
  for (const Changes::Event& event : changes.events) {
    events.push_back(Json::object({{"event_id", event.event_id},
                                   {"account_id", event.account_id},
                                   {"day", event.day.to_string()},
                                   {"is_fraud", event.is_fraud ? Json(*event.is_fraud) : Json()},
                                   {"first_score", event.first_score},
                                   {"second_score", event.second_score},
                                   {"decision", event.is_alert_now ? "ALERT" : "PASS"}}));
  }
  return Json::object({{"both", pair(changes.both, changes.both_fraud)},
                       {"only_first", pair(changes.only_first, changes.only_first_fraud)},
                       {"only_second", pair(changes.only_second, changes.only_second_fraud)},
                       {"neither", pair(changes.neither, changes.neither_fraud)},
                       {"rules", Json::object({{"only_first", counts_by_source(changes.no_more)},
                                               {"only_second", counts_by_source(changes.newly)}})},
                       {"events", Json(std::move(events))}});
}

Json labels_json(const LabelCounts& counts) {
  return Json::object({{"fraud", counts.fraud}, {"legitimate", counts.legitimate}});
}

Json input_json(const InputCounts& input) {
  const auto day = [](const std::optional<Date>& date) {
    return date ? Json(date->to_string()) : Json();
  };
  return Json::object({{"lines", input.lines},
                       {"events", input.events},
                       {"counted", input.counted},
                       {"labelled", input.labelled},
                       {"ticks", input.ticks},
                       {"loan_alerts", input.loan_alerts},
                       {"labels", input.labels},
                       {"duplicates", input.duplicates},
                       {"errors", input.errors},
                       {"late", input.late},
                       {"first_day", day(input.first_day)},
                       {"last_day", day(input.last_day)}});
}

}  // namespace

Json to_json(const Report& report) {
  Json json = Json::object(
      {{"report", "financescr-backtest/1"},
       {"unit", report.is_by_account() ? "account" : "event"},
       {"pack_hash", report.first.provenance.pack_hash},
       {"model_hash", report.first.provenance.model_hash},
       {"input", input_json(report.input)},
       {"labels",
        Json::object({{"events", labels_json(report.event_labels)},
                      {"accounts", labels_json(report.account_labels)},
                      {"without_event", report.event_labels.count() - report.input.matched}})}});
  set_policy(json, report.first, report);
  if (report.second) {
    Json against = Json::object();
    set_policy(against, *report.second, report);
    json.set("against", std::move(against));
    json.set("changes", to_json(report.changes));
  }
  if (report.oracle) {
    json.set("oracle",
             Json::object(
                 {{"overall", overall_json(*report.oracle)},
                  {"budgets", budgets_json(report.oracle->budgets)},
                  {"typologies", kinds_json(report.oracle->typologies, "events", "recall")},
                  {"difficulties", kinds_json(report.oracle->difficulties, "events", "recall")}}));
  }
  return json;
}

}  // namespace financescr::backtest
