// The pages of a tuning.
#include <algorithm>

#include "engine/canonical/json.hpp"

#include "native_server/report/figures.hpp"
#include "native_server/report/pages.hpp"

namespace financescr::report {
namespace {

using evaluation::Confusion;
using evaluation::FrontierPoint;
using explain::Align;
using explain::Heading;
using explain::Paragraph;
using explain::Table;

// A table of decisions: what leads each row, then what the decisions count and cost.
class DecisionTable {
 public:
  DecisionTable(std::string title, std::vector<explain::Column> leading)
      : table_{std::move(title), std::move(leading), {}, 0} {
    for (const char* figure : {"reviews", "recall", "precision", "missed", "cost"}) {
      table_.columns.push_back({figure, Align::kRight});
    }
  }

  // Requires: a cell for each leading column.
  void add(std::vector<std::string> row, const Confusion& counts, Micro cost) {
    row.push_back(whole(counts.alerts()));
    row.push_back(percent(evaluation::proportion(counts.true_positives, counts.positives())));
    row.push_back(percent(evaluation::proportion(counts.true_positives, counts.alerts())));
    row.push_back(whole(counts.false_negatives));
    row.push_back(cost_text(cost));
    table_.rows.push_back(std::move(row));
  }

  [[nodiscard]] Table take() { return std::move(table_); }

 private:
  Table table_;
};

Table result_table(const evaluation::FincrimeTuning& tuning) {
  DecisionTable table("What it would change", {{"threshold"}, {"", Align::kRight}});
  table.add({"now", tuning.current_threshold.to_string()}, tuning.current.counts,
            tuning.current.cost);
  table.add({"proposed", tuning.chosen.threshold().to_string()}, tuning.chosen.counts,
            tuning.chosen.cost);
  table.add({"not seen", "by fold"}, tuning.out_of_fold, tuning.out_of_fold_cost);
  return table.take();
}

Table frontier_table(const evaluation::FincrimeTuning& tuning) {
  DecisionTable table("The frontier around it; thresholds between two lines decide alike",
                      {{"above", Align::kRight}, {"up to", Align::kRight}});
  for (const FrontierPoint& point : tuning.around) {
    table.add({point.below < kMicroZero ? "-" : decimal(point.below, 6), decimal(point.lowest, 6)},
              point.counts, point.cost);
  }
  Table marked = table.take();
  marked.columns.push_back({""});
  for (std::size_t i = 0; i < tuning.around.size(); ++i) {
    const bool chosen = tuning.around[i].lowest == tuning.chosen.lowest;
    marked.rows[i].emplace_back(chosen ? "proposed" : "");
  }
  return marked;
}

Table folds_table(const evaluation::FincrimeTuning& tuning) {
  DecisionTable table(
      "Each fifth, decided at the threshold that the other four chose",
      {{"fold", Align::kRight}, {"n", Align::kRight}, {"threshold", Align::kRight}});
  std::size_t number = 0;
  for (const auto& fold : tuning.folds) {
    table.add({std::to_string(++number), whole(fold.rows), decimal(fold.threshold, 6)}, fold.counts,
              fold.cost);
  }
  return table.take();
}

std::string goal_text(const evaluation::TuningGoal& goal) {
  const std::string costs = "a false review costs " + goal.costs.false_positive.to_string() +
                            ", a miss " + goal.costs.false_negative.to_string();
  switch (goal.goal) {
    case evaluation::Goal::kCost:
      return "the least cost, where " + costs;
    case evaluation::Goal::kAlerts:
      return "the most found with at most " + whole(goal.max_alerts) + " reviews (" + costs + ")";
    case evaluation::Goal::kRecall:
      return "the fewest reviews at a recall of at least " + percent(goal.recall) + " (" + costs +
             ")";
  }
  return "";
}

Table thresholds_table(const evaluation::CreditTuning& tuning) {
  Table table{"Approved, referred and declined at each pair of thresholds",
              {{"thresholds"},
               {"approve below", Align::kRight},
               {"decline from", Align::kRight},
               {"approved (bad)", Align::kRight},
               {"referred (bad)", Align::kRight},
               {"declined (bad)", Align::kRight},
               {"cost", Align::kRight},
               {"not seen", Align::kRight}},
              {},
              0};
  const auto add = [&](std::string name, const evaluation::ThresholdOutcome& outcome,
                       Micro not_seen) {
    std::vector<std::string> row{std::move(name), outcome.thresholds.approve.to_string(),
                                 outcome.thresholds.refer.to_string()};
    for (std::size_t i = 0; i < outcome.counts.size(); ++i) {
      row.push_back(whole(outcome.counts[i]) + " (" + whole(outcome.bad[i]) + ")");
    }
    row.push_back(decimal(outcome.cost, 1));
    row.push_back(decimal(not_seen, 1));
    table.rows.push_back(std::move(row));
  };
  add("now", tuning.current, tuning.current.cost);
  add("by costs", tuning.by_costs, tuning.by_costs.cost);
  add("by labels", tuning.by_labels, tuning.by_labels_out_of_fold);
  return table;
}

std::string changes_text(const backtest::Variant& variant) {
  std::string text;
  for (const auto& [pointer, value] : variant.changes) {
    text += (text.empty() ? "" : ", ") + pointer + " = " + canonical::write(value);
  }
  return text.empty() ? "as it is" : text;
}

Table variants_table(const backtest::Tuning& tuning, bool is_after) {
  DecisionTable table(
      is_after ? "From " + tuning.split.to_string() + " on, which nothing was chosen on"
               : "Before " + tuning.split.to_string() + ", by the labels that were known then",
      {{""}, {"policy"}, {"alert_from", Align::kRight}});
  const auto add = [&](const char* name, const backtest::Tuned& tuned) {
    table.add({name, changes_text(tuning.variants[tuned.variant]), decimal(tuned.threshold, 6)},
              is_after ? tuned.after : tuned.before,
              is_after ? tuned.cost_after : tuned.cost_before);
  };
  add("now", tuning.current);
  for (std::size_t i = 0; i < tuning.best.size(); ++i) {
    add(i == tuning.chosen ? "chosen" : "", tuning.best[i]);
  }
  return table.take();
}

}  // namespace

Page page_of(const evaluation::FincrimeTuning& tuning) {
  Page page{"Proposed screening threshold: " + tuning.chosen.threshold().to_string(), {}};
  const std::string labels =
      tuning.view == "oracle" ? "the generator's truth" : "the labels " + tuning.view;
  page.pieces.emplace_back(Paragraph{"Found on " + whole(tuning.rows) + " scenarios, on " + labels +
                                     ", among all distinct thresholds, for " +
                                     goal_text(tuning.goal) + "."});
  page.pieces.emplace_back(result_table(tuning));
  page.pieces.emplace_back(Paragraph{
      "\"Not seen\" is the honest figure: each fifth of the customers is decided at the "
      "threshold that the other four fifths chose. Where it is much worse than \"proposed\", the "
      "labels are too few to choose on."});
  page.pieces.emplace_back(frontier_table(tuning));
  page.pieces.emplace_back(folds_table(tuning));
  return page;
}

Page page_of(const evaluation::CreditTuning& tuning) {
  const auto& chosen = tuning.chosen().thresholds;
  Page page{"Proposed credit thresholds: approve below " + chosen.approve.to_string() +
                ", decline from " + chosen.refer.to_string(),
            {}};
  page.pieces.emplace_back(
      Paragraph{"Found on " + whole(tuning.rows) + " applications that their PD decides (" +
                whole(tuning.left_out) + " more are declined by a rule), where a default costs " +
                tuning.costs.default_loss.to_string() + ", a good customer lost " +
                tuning.costs.lost_good.to_string() + " and a review " +
                tuning.costs.manual_review.to_string() + "."});
  page.pieces.emplace_back(thresholds_table(tuning));
  page.pieces.emplace_back(Paragraph{
      "\"By costs\" takes the PD at its word: approve while PD times the loss is below the cost of "
      "a review, decline once the margin at stake is. \"By labels\" is the cheapest of all pairs "
      "in hindsight. \"Not seen\" is the cost on rows that the thresholds were not chosen on, in "
      "five folds of customers; the method that is cheaper there is proposed: " +
      std::string(evaluation::to_string(tuning.method)) + "."});
  return page;
}

Page page_of(const backtest::Tuning& tuning) {
  const backtest::Tuned& chosen = tuning.best[tuning.chosen];
  Page page{(tuning.is_proposed ? "Proposed alert_from: " : "Nothing is proposed; chosen was: ") +
                chosen.threshold.to_string(),
            {}};
  evaluation::TuningGoal goal = tuning.options.goal;
  std::string aim = goal_text(goal);
  if (goal.goal == evaluation::Goal::kAlerts) {
    aim = "the most found with alerts on at most " + percent(tuning.options.max_alert_rate) +
          " of the events";
  }
  page.pieces.emplace_back(Paragraph{"Chosen for " + aim + ", among all distinct thresholds of " +
                                     whole(std::ssize(tuning.variants)) +
                                     " policies. \"Reviews\" "
                                     "are alerts."});
  page.pieces.emplace_back(variants_table(tuning, false));
  page.pieces.emplace_back(variants_table(tuning, true));
  page.pieces.emplace_back(Paragraph{
      tuning.is_proposed
          ? "The chosen policy serves the goal no worse than the current one on the days that it "
            "was not chosen on."
          : "On the days that it was not chosen on, the chosen policy serves the goal worse than "
            "the current one. Keep that, or choose on a longer history."});
  return page;
}

}  // namespace financescr::report
