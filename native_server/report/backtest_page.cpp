// The page of a backtest.
#include <algorithm>

#include "native_server/report/figures.hpp"
#include "native_server/report/pages.hpp"
#include "native_server/report/plots.hpp"

namespace financescr::report {
namespace {

using backtest::BudgetFigures;
using backtest::Figures;
using backtest::KindFigures;
using backtest::PolicyReport;
using backtest::Report;
using backtest::SourceFigures;
using explain::Align;
using explain::Heading;
using explain::Paragraph;
using explain::Table;

constexpr std::size_t kMostOverlapRows = 20;
constexpr std::size_t kMostBars = 60;

// The figures of one policy, or of two side by side.
class Columns {
 public:
  explicit Columns(const Report& report) : report_(report), policies_{&report.first} {
    if (report.second) policies_.push_back(&*report.second);
  }

  [[nodiscard]] const std::vector<const PolicyReport*>& policies() const { return policies_; }
  void head(Table& table) const {
    for (const PolicyReport* policy : policies_) {
      table.columns.push_back({policy->name, Align::kRight});
    }
  }
  template <typename Show>
  void add(Table& table, std::string name, Show show) const {
    table.rows.push_back({std::move(name)});
    for (const PolicyReport* policy : policies_) {
      table.rows.back().push_back(show(report_.overall(*policy)));
    }
  }

 private:
  const Report& report_;
  std::vector<const PolicyReport*> policies_;
};

// Without its interval, which a plot shows.
std::string share_of(const std::optional<evaluation::Estimate>& estimate) {
  return estimate ? percent(estimate->value) : "-";
}

std::string units(const Report& report) { return report.is_by_account() ? "accounts" : "events"; }

Table overall_table(const Report& report) {
  Table table{"At the policy's alert_from", {{"figure"}}, {}, 0};
  const Columns columns(report);
  columns.head(table);
  const auto counts = [&](std::string name, auto show) {
    columns.add(table, std::move(name),
                [show](const Figures& f) { return whole(show(f.at_policy.confusion)); });
  };
  counts("alerts", [](const auto& c) { return c.alerts(); });
  counts("fraud with an alert", [](const auto& c) { return c.true_positives; });
  counts("fraud without", [](const auto& c) { return c.false_negatives; });
  columns.add(table, "recall", [](const Figures& f) { return percent(f.at_policy.recall); });
  columns.add(table, "precision", [](const Figures& f) { return percent(f.at_policy.precision); });
  columns.add(table, "alerts of all",
              [](const Figures& f) { return percent(f.at_policy.alert_rate); });
  columns.add(table, "average precision",
              [](const Figures& f) { return decimal(f.average_precision); });
  columns.add(table, "area under ROC", [](const Figures& f) { return decimal(f.roc_area); });
  table.rows.push_back({"alerts a day"});
  for (const PolicyReport* policy : columns.policies()) {
    std::int64_t alerts = 0;
    std::int64_t most = 0;
    for (const auto& [day, day_counts] : policy->events.days) {
      alerts += day_counts.alerts;
      most = std::max(most, day_counts.alerts);
    }
    const auto days = std::max<std::int64_t>(1, std::ssize(policy->events.days));
    table.rows.back().push_back(decimal(Micro{alerts * Micro::kScale / days}, 1) + ", at most " +
                                whole(most));
  }
  return table;
}

Table budgets_table(const Report& report) {
  Table table{"When so many " + units(report) + " are looked at, the highest scores first",
              {{"budget"}},
              {},
              0};
  const Columns columns(report);
  for (const PolicyReport* policy : columns.policies()) {
    table.columns.push_back({policy->name + ": recall", Align::kRight});
    table.columns.push_back({"precision", Align::kRight});
    table.columns.push_back({"lowest score", Align::kRight});
  }
  const auto& budgets = report.overall(report.first).budgets;
  for (std::size_t i = 0; i < budgets.size(); ++i) {
    table.rows.push_back({percent(budgets[i].share) + ", " + whole(budgets[i].cut.budget)});
    for (const PolicyReport* policy : columns.policies()) {
      const BudgetFigures& budget = report.overall(*policy).budgets[i];
      table.rows.back().push_back(percent(budget.recall));
      table.rows.back().push_back(share_of(budget.precision));
      table.rows.back().push_back(decimal(budget.cut.lowest, 3));
    }
  }
  return table;
}

Table rules_table(const Figures& figures, const std::string& title) {
  Table table{title,
              {{"rule"},
               {"fired", Align::kRight},
               {"on fraud", Align::kRight},
               {"precision", Align::kRight},
               {"recall", Align::kRight},
               {"adds alerts", Align::kRight},
               {"adds fraud", Align::kRight}},
              {},
              0};
  for (const SourceFigures& source : figures.sources) {
    table.rows.push_back({std::string(backtest::source_name(source.source)), whole(source.fired),
                          whole(source.fraud), share_of(source.precision), share_of(source.recall),
                          whole(source.needed), whole(source.needed_fraud)});
  }
  return table;
}

IntervalPlot rules_plot(const Figures& figures) {
  IntervalPlot plot{"Precision and recall of each rule",
                    "One line a rule that fired, with 95 % intervals; the figures are in the table "
                    "of rules.",
                    {"precision", "recall"},
                    {}};
  plot.wide = true;
  for (const SourceFigures& source : figures.sources) {
    if (source.fired == 0) continue;
    plot.rows.push_back({std::string(backtest::source_name(source.source)),
                         false,
                         {source.precision, source.recall}});
  }
  return plot;
}

IntervalPlot typologies_plot(const Figures& figures) {
  IntervalPlot plot{"Recall by typology",
                    "One line a typology, with 95 % intervals; the figures are in the table of "
                    "typologies.",
                    {"recall"},
                    {}};
  plot.wide = true;
  for (const KindFigures& kind : figures.typologies) {
    if (kind.parts.empty()) {
      plot.rows.push_back({kind.name, false, {kind.share}});
      continue;
    }
    plot.rows.push_back({kind.name, true, {}});
    plot.rows.push_back({"all", false, {kind.share}});
    for (const KindFigures& part : kind.parts) {
      plot.rows.push_back({part.name, false, {part.share}});
    }
  }
  return plot;
}

void add_kind(Table& table, const KindFigures& kind, const std::string& indent) {
  table.rows.push_back(
      {indent + kind.name, whole(kind.count), whole(kind.alerted), share_of(kind.share),
       kind.cases == 0 ? "-" : whole(kind.cases_alerted) + " of " + whole(kind.cases)});
  for (const backtest::KindBudget& budget : kind.budgets) {
    table.rows.back().push_back(share_of(budget.found));
  }
  for (const KindFigures& part : kind.parts) add_kind(table, part, indent + "  ");
}

Table kinds_table(const std::vector<KindFigures>& kinds, const std::string& title,
                  const std::string& unit, const std::string& share) {
  Table table{title,
              {{"kind"},
               {unit, Align::kRight},
               {"alerted", Align::kRight},
               {share, Align::kRight},
               {"cases found", Align::kRight}},
              {},
              0};
  if (!kinds.empty()) {
    for (const backtest::KindBudget& budget : kinds.front().budgets) {
      table.columns.push_back({"at " + percent(budget.share), Align::kRight});
    }
  }
  for (const KindFigures& kind : kinds) add_kind(table, kind, "");
  return table;
}

Table overlap_table(const Figures& figures) {
  Table table{"Rules that fire together most", {{"rule"}, {"and"}, {"both", Align::kRight}}, {}, 0};
  for (const backtest::Overlap& overlap : figures.overlaps) {
    if (table.rows.size() == kMostOverlapRows) break;
    table.rows.push_back({std::string(backtest::source_name(overlap.first)),
                          std::string(backtest::source_name(overlap.second)), whole(overlap.both)});
  }
  return table;
}

Table changes_table(const Report& report) {
  const backtest::Changes& changes = report.changes;
  const std::string first = report.first.name;
  const std::string second = report.second->name;
  Table table{"What the second policy changes",
              {{"alert under"}, {"events", Align::kRight}, {"of them fraud", Align::kRight}},
              {},
              0};
  table.rows.push_back({"both", whole(changes.both), whole(changes.both_fraud)});
  table.rows.push_back(
      {first + " alone", whole(changes.only_first), whole(changes.only_first_fraud)});
  table.rows.push_back(
      {second + " alone", whole(changes.only_second), whole(changes.only_second_fraud)});
  table.rows.push_back({"neither", whole(changes.neither), whole(changes.neither_fraud)});
  return table;
}

Table changed_rules_table(const Report& report) {
  Table table{"Rules that fire on other events",
              {{"rule"},
               {report.first.name + " alone", Align::kRight},
               {report.second->name + " alone", Align::kRight}},
              {},
              0};
  for (std::size_t i = 0; i < backtest::kSourceCount; ++i) {
    const std::int64_t no_more = report.changes.no_more[i];
    const std::int64_t newly = report.changes.newly[i];
    if (no_more == 0 && newly == 0) continue;
    table.rows.push_back({std::string(backtest::source_name(i)), whole(no_more), whole(newly)});
  }
  return table;
}

// What the policy finds of each difficulty beside what could be known.
Table oracle_table(const Report& report) {
  Table table{"Recall beside the oracle", {{"difficulty"}, {"events", Align::kRight}}, {}, 0};
  for (const BudgetFigures& budget : report.oracle->budgets) {
    table.columns.push_back({"at " + percent(budget.share), Align::kRight});
    table.columns.push_back({"oracle", Align::kRight});
  }
  const auto add = [&](std::string name, std::int64_t count, const auto& ours, const auto& theirs,
                       auto show) {
    table.rows.push_back({std::move(name), whole(count)});
    for (std::size_t i = 0; i < ours.size(); ++i) {
      table.rows.back().push_back(share_of(show(ours[i])));
      table.rows.back().push_back(share_of(show(theirs[i])));
    }
  };
  const Figures& events = report.first.events;
  for (std::size_t i = 0; i < events.difficulties.size(); ++i) {
    const KindFigures& kind = events.difficulties[i];
    add(kind.name, kind.count, kind.budgets, report.oracle->difficulties[i].budgets,
        [](const backtest::KindBudget& budget) { return budget.found; });
  }
  add("all", events.at_policy.confusion.positives(), events.budgets, report.oracle->budgets,
      [](const BudgetFigures& budget) { return budget.recall; });
  return table;
}

// Days in order, joined to at most kMostBars bars of equal length.
BarPlot days_plot(const Report& report) {
  BarPlot plot{"Alerts over time",
               "How many alerts there were, from the first day to the last in steps of equal "
               "length: those on fraud above, the others below.",
               {"share of the period"},
               "other alerts",
               "on fraud",
               {}};
  const auto& days = report.first.events.days;
  if (days.empty()) return plot;
  const std::int64_t first = days.begin()->first.to_days();
  const std::int64_t count = days.rbegin()->first.to_days() - first + 1;
  const auto bars = std::min<std::int64_t>(count, kMostBars);
  plot.bars.resize(static_cast<std::size_t>(bars));
  for (const auto& [day, counts] : days) {
    auto& bar = plot.bars[static_cast<std::size_t>((day.to_days() - first) * bars / count)];
    bar.lower += counts.alerts - counts.caught;
    bar.upper += counts.caught;
  }
  return plot;
}

LinePlot precision_recall_plot(const Report& report) {
  LinePlot plot{"Precision and recall",
                "Precision against recall at every distinct score. Average precision is in the "
                "table above.",
                {"recall"},
                {"precision"},
                {}};
  if (report.second) {
    plot.series.push_back(precision_recall_series(report.overall(*report.second).ties,
                                                  report.second->name, Tone::kSecond));
  }
  plot.series.push_back(
      precision_recall_series(report.overall(report.first).ties, report.first.name, Tone::kMain));
  return plot;
}

Paragraph summary(const Report& report) {
  const backtest::InputCounts& input = report.input;
  std::string text = whole(input.counted) + " events";
  if (input.first_day) {
    text += " from " + input.first_day->to_string() + " to " + input.last_day->to_string();
  }
  text += ", each decided as `monitor` decides it. " + whole(input.labelled) +
          " of them have a label; the others count as legitimate.";
  if (report.account_labels.count() > 0) {
    text += " " + whole(report.account_labels.fraud) + " accounts are labelled as fraud, " +
            whole(report.account_labels.legitimate) + " as legitimate.";
  }
  if (report.is_by_account()) {
    text +=
        " Only accounts have labels, so the figures are of accounts: an account has the "
        "highest score of its events.";
  }
  if (input.late > 0) text += " " + whole(input.late) + " events came later than max_lateness.";
  const Columns columns(report);
  for (const PolicyReport* policy : columns.policies()) {
    if (policy->refused == 0) continue;
    text += " The policy " + policy->name + " refuses " + whole(policy->refused) +
            " events whose time it does not believe, and has no alert on them.";
  }
  if (input.errors > 0) text += " " + whole(input.errors) + " lines are errors.";
  return {text + " Ranges are 95 % intervals."};
}

void add_figures(Page& page, const Figures& figures, const std::string& unit) {
  page.pieces.emplace_back(PlotRow{{rules_plot(figures)}});
  page.pieces.emplace_back(rules_table(figures, "Each rule"));
  page.pieces.emplace_back(
      Paragraph{"\"Adds\" counts alerts that there would not be without the rule, and the fraud "
                "among them. A rule that adds none repeats what others find."});
  if (!figures.typologies.empty()) {
    page.pieces.emplace_back(PlotRow{{typologies_plot(figures)}});
    page.pieces.emplace_back(
        kinds_table(figures.typologies, "Fraud by typology and difficulty", unit, "recall"));
  }
  if (!figures.difficulties.empty()) {
    page.pieces.emplace_back(
        kinds_table(figures.difficulties, "Fraud by difficulty", unit, "recall"));
  }
  if (!figures.innocents.empty()) {
    page.pieces.emplace_back(
        kinds_table(figures.innocents, "Labelled as legitimate", unit, "alerted of them"));
  }
  page.pieces.emplace_back(overlap_table(figures));
}

}  // namespace

Page page_of(const Report& report) {
  Page page{"Backtest", {}};
  page.pieces.emplace_back(summary(report));
  page.pieces.emplace_back(overall_table(report));
  page.pieces.emplace_back(budgets_table(report));
  if (report.oracle) page.pieces.emplace_back(oracle_table(report));
  if (report.second) {
    page.pieces.emplace_back(Heading{"Compared"});
    page.pieces.emplace_back(changes_table(report));
    page.pieces.emplace_back(changed_rules_table(report));
  }
  page.pieces.emplace_back(Heading{"Curves"});
  page.pieces.emplace_back(PlotRow{{precision_recall_plot(report), days_plot(report)}});
  page.pieces.emplace_back(Heading{"Policy " + report.first.name});
  add_figures(page, report.overall(report.first), units(report));
  if (report.second) {
    page.pieces.emplace_back(Heading{"Policy " + report.second->name});
    add_figures(page, report.overall(*report.second), units(report));
  }
  page.pieces.emplace_back(Heading{"What was evaluated"});
  page.pieces.emplace_back(provenance_table(report.first.provenance, "none", report.first.version));
  return page;
}

}  // namespace financescr::report
