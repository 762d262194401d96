// The page of a screening evaluation.
#include <algorithm>
#include <functional>

#include "native_server/report/figures.hpp"
#include "native_server/report/pages.hpp"
#include "native_server/report/plots.hpp"

namespace financescr::report {
namespace {

using evaluation::Confusion;
using evaluation::Estimate;
using evaluation::FincrimeReport;
using evaluation::FrontierPoint;
using evaluation::ViewReport;
using explain::Align;
using explain::Heading;
using explain::Paragraph;
using explain::Table;

constexpr std::size_t kDrawnPoints = 2000;
constexpr std::size_t kHistogramBars = 20;

std::string labels_of(const std::string& view) {
  if (view == "given") return "as given";
  return view == "oracle" ? "generator's truth" : view;
}

Table comparison_table(const FincrimeReport& report) {
  Table table{
      "At the threshold " + report.threshold.to_string() + ", by labels", {{"figure"}}, {}, 0};
  for (const ViewReport& view : report.views) {
    table.columns.push_back({labels_of(view.name), Align::kRight});
  }
  const auto add = [&](std::string name,
                       const std::function<std::string(const ViewReport&)>& show) {
    table.rows.push_back({std::move(name)});
    for (const ViewReport& view : report.views) table.rows.back().push_back(show(view));
  };
  const auto count = [&](std::string name, std::int64_t Confusion::* which) {
    add(std::move(name),
        [which](const ViewReport& view) { return whole(view.at_policy.confusion.*which); });
  };
  const auto share = [&](std::string name,
                         std::optional<Estimate> evaluation::BinaryMetrics::* which) {
    add(std::move(name),
        [which](const ViewReport& view) { return percent(view.at_policy.*which); });
  };
  add("scenarios", [](const ViewReport& view) { return whole(view.rows); });
  add("left out", [](const ViewReport& view) { return whole(view.left_out); });
  count("reviewed and listed (TP)", &Confusion::true_positives);
  count("reviewed, not listed (FP)", &Confusion::false_positives);
  count("missed (FN)", &Confusion::false_negatives);
  count("cleared, not listed (TN)", &Confusion::true_negatives);
  share("recall", &evaluation::BinaryMetrics::recall);
  share("precision", &evaluation::BinaryMetrics::precision);
  share("F1", &evaluation::BinaryMetrics::f1);
  share("specificity", &evaluation::BinaryMetrics::specificity);
  share("false review rate", &evaluation::BinaryMetrics::false_positive_rate);
  share("review rate", &evaluation::BinaryMetrics::alert_rate);
  add("reviewed, right entity best",
      [](const ViewReport& view) { return percent(view.right_first); });
  add("area under ROC", [](const ViewReport& view) { return decimal(view.auc); });
  add("average precision", [](const ViewReport& view) { return decimal(view.average_precision); });
  add("expected cost", [](const ViewReport& view) { return cost_text(view.expected_cost); });
  add("cost per scenario",
      [](const ViewReport& view) { return decimal(view.expected_cost_per_row, 3); });
  return table;
}

std::string point_text(const FrontierPoint& point) {
  return decimal(point.threshold(), 4) + ": " + whole(point.counts.alerts()) + " reviews, recall " +
         percent(evaluation::proportion(point.counts.true_positives, point.counts.positives())
                     .value_or(Estimate{})
                     .value) +
         ", precision " +
         percent(evaluation::proportion(point.counts.true_positives, point.counts.alerts())
                     .value_or(Estimate{})
                     .value) +
         ", cost " + cost_text(point.cost);
}

Table thresholds_table(const FincrimeReport& report) {
  Table table{"Thresholds that the labels would choose (see `financescr tune fincrime`)",
              {{"labels"}, {"goal"}, {"threshold"}},
              {},
              0};
  for (const ViewReport& view : report.views) {
    if (!view.frontier) continue;
    table.rows.push_back(
        {labels_of(view.name), "least cost", point_text(view.frontier->cheapest())});
    if (const auto* point = view.frontier->at_recall(report.recall_target)) {
      table.rows.push_back(
          {labels_of(view.name), "recall " + percent(report.recall_target), point_text(*point)});
    }
  }
  return table;
}

Table recall_table(const FincrimeReport& report) {
  Table table{"Share of listed customers whose entity is among the first k, before any threshold",
              {{"labels"},
               {"k", Align::kRight},
               {"ties at random", Align::kRight},
               {"ties against it", Align::kRight},
               {"ties in its favour", Align::kRight}},
              {},
              0};
  for (const ViewReport& view : report.views) {
    for (const auto& recall : view.recall_at) {
      table.rows.push_back({labels_of(view.name), std::to_string(recall.k),
                            percent(std::optional(recall.expected)), percent(recall.worst),
                            percent(recall.best)});
    }
  }
  return table;
}

Table slices_table(const ViewReport& view) {
  Table table{"Slices, on labels " + labels_of(view.name),
              {{"slice"},
               {"value"},
               {"n", Align::kRight},
               {"listed", Align::kRight},
               {"recall", Align::kRight},
               {"precision", Align::kRight}},
              {},
              0};
  for (const auto& slice : view.slices) {
    const Confusion& counts = slice.metrics.confusion;
    table.rows.push_back({slice.dimension, slice.value, whole(counts.count()),
                          whole(counts.positives()), percent(slice.metrics.recall),
                          percent(slice.metrics.precision)});
  }
  return table;
}

IntervalPlot slices_plot(const ViewReport& view) {
  IntervalPlot plot{
      "Recall and precision by slice",
      "One line a slice, with 95 % intervals; the figures are in the table of slices.",
      {"recall", "precision"},
      {}};
  plot.wide = true;
  std::string dimension;
  for (const auto& slice : view.slices) {
    if (slice.dimension != dimension) plot.rows.push_back({slice.dimension, true, {}});
    dimension = slice.dimension;
    plot.rows.push_back({slice.value, false, {slice.metrics.recall, slice.metrics.precision}});
  }
  return plot;
}

// The point at the policy's threshold, drawn as a ring on a curve.
Series policy_mark(const ViewReport& view, bool on_roc) {
  const auto& metrics = view.at_policy;
  Series mark{"policy", Tone::kMain, Mark::kCircle, {}};
  if (!metrics.recall || (on_roc ? !metrics.false_positive_rate : !metrics.precision)) return mark;
  if (on_roc) {
    mark.points.push_back({metrics.false_positive_rate->value, metrics.recall->value});
  } else {
    mark.points.push_back({metrics.recall->value, metrics.precision->value});
  }
  return mark;
}

LinePlot precision_recall_plot(const FincrimeReport& report) {
  const ViewReport& view = report.best_view();
  LinePlot plot{"Precision and recall",
                "Precision against recall at every distinct score; the ring is the policy's "
                "threshold. Average precision is in the table above.",
                {"recall"},
                {"precision"},
                {}};
  if (report.oracle) {
    plot.series.push_back(precision_recall_series(report.oracle->ties, "oracle", Tone::kSecond));
  }
  plot.series.push_back(precision_recall_series(view.ties, "score", Tone::kMain));
  plot.series.push_back(policy_mark(view, false));
  return plot;
}

LinePlot roc_plot(const FincrimeReport& report) {
  const ViewReport& view = report.best_view();
  LinePlot plot{"Receiver operating characteristic",
                "Recall against the false review rate at every distinct score; the dashed line is "
                "chance, the ring the policy's threshold.",
                {"false review rate"},
                {"recall"},
                {}};
  plot.series.push_back(
      {"", Tone::kFaint, Mark::kLine, {{kMicroZero, kMicroZero}, {kMicroOne, kMicroOne}}});
  if (report.oracle) {
    plot.series.push_back(roc_series(report.oracle->ties, "oracle", Tone::kSecond));
  }
  plot.series.push_back(roc_series(view.ties, "score", Tone::kMain));
  plot.series.push_back(policy_mark(view, true));
  return plot;
}

BarPlot histogram_plot(const ViewReport& view) {
  BarPlot plot{"Scores",
               "How many scenarios have a score in each twentieth of 0 to 1, not listed below, "
               "listed above.",
               {"score"},
               "not listed",
               "listed",
               {}};
  for (const auto& bar : histogram_of(view.ties, kHistogramBars)) {
    plot.bars.push_back({bar.negatives, bar.positives});
  }
  return plot;
}

LinePlot cost_plot(const FincrimeReport& report) {
  const ViewReport& view = report.best_view();
  LinePlot plot{"Cost by threshold",
                "Cost of false reviews and misses at every threshold; the ring is the policy's, "
                "the dot the cheapest.",
                {"threshold"},
                {"cost"},
                {}};
  plot.y.digits = 0;
  Series line{"cost", Tone::kMain, Mark::kLine, {}};
  const auto& points = view.frontier->points();
  Micro most{1};
  const std::size_t step = points.size() / kDrawnPoints + 1;
  for (std::size_t i = points.size(); i-- > 0;) {
    if (i % step != 0) continue;
    const Micro from = std::max(points[i].below, kMicroZero);
    line.points.push_back({from, points[i].cost});
    line.points.push_back({points[i].lowest, points[i].cost});
    most = std::max(most, points[i].cost);
  }
  plot.y.to = Micro::from_int(round_top(most.value / Micro::kScale + 1));
  plot.series.push_back(std::move(line));
  const FrontierPoint& cheapest = view.frontier->cheapest();
  plot.series.push_back(
      {"cheapest", Tone::kSecond, Mark::kDots, {{cheapest.threshold(), cheapest.cost}}});
  plot.series.push_back(
      {"policy", Tone::kMain, Mark::kCircle, {{report.threshold, view.expected_cost}}});
  return plot;
}

void add_noise(const FincrimeReport& report, Page& page) {
  page.pieces.emplace_back(Heading{"Label noise"});
  if (report.noise.empty()) {
    page.pieces.emplace_back(Paragraph{"No label contradicts the pack."});
    return;
  }
  page.pieces.emplace_back(Paragraph{
      whole(report.contradicted_no_match) + " of " + whole(report.no_match) +
      " NO_MATCH scenarios are contradicted by the pack itself, by at least one of the kinds of "
      "evidence below. \"Corrected\" counts them as MATCH and leaves out rows that cannot be "
      "measured; --json lists every row with its evidence."});
  page.pieces.emplace_back(noise_table(report.noise, report.labels));
}

void add_oracle(const FincrimeReport& report, Page& page) {
  if (!report.oracle) return;
  const auto& oracle = *report.oracle;
  const ViewReport& view = report.best_view();
  page.pieces.emplace_back(Heading{"Against the oracle"});
  page.pieces.emplace_back(Paragraph{
      "The generator of this pack tells its own posterior that a customer is listed: no score "
      "that sees the same fields can do better on average. Regret is what ours costs more."});
  Table table{"", {{"figure"}, {"score", Align::kRight}, {"oracle", Align::kRight}}, {}, 0};
  table.rows.push_back({"area under ROC", decimal(view.auc), decimal(oracle.auc)});
  table.rows.push_back(
      {"average precision", decimal(view.average_precision), decimal(oracle.average_precision)});
  table.rows.push_back({"cost at its cheapest threshold", cost_text(oracle.our_cheapest.cost),
                        cost_text(oracle.cheapest.cost)});
  table.rows.push_back({"cost at the policy's threshold", cost_text(oracle.our_cost), "-"});
  table.rows.push_back(
      {"regret at the policy's threshold", cost_text(oracle.our_cost - oracle.cheapest.cost), "-"});
  page.pieces.emplace_back(std::move(table));
}

Paragraph summary(const FincrimeReport& report) {
  const ViewReport& view = report.best_view();
  const auto& metrics = view.at_policy;
  const Confusion& counts = metrics.confusion;
  return {whole(report.scenarios) + " labelled scenarios of " + report.pack_label +
          ", each decided as `screen` decides it. At the policy's threshold of " +
          report.threshold.to_string() + ", on labels " + labels_of(view.name) + ": of " +
          whole(counts.positives()) + " listed customers " + whole(counts.true_positives) +
          " are reviewed (recall " + percent(metrics.recall) + "); of " + whole(counts.alerts()) +
          " reviews that many are right (precision " + percent(metrics.precision) +
          "). A false review costs " + report.costs.false_positive.to_string() + ", a miss " +
          report.costs.false_negative.to_string() + ". Ranges are 95 % intervals."};
}

}  // namespace

Page page_of(const FincrimeReport& report) {
  Page page{"Evaluation of screening", {}};
  page.pieces.emplace_back(summary(report));
  page.pieces.emplace_back(comparison_table(report));
  page.pieces.emplace_back(thresholds_table(report));
  page.pieces.emplace_back(Heading{"Scores and thresholds"});
  page.pieces.emplace_back(Paragraph{
      "Curves, areas and costs are exact over all distinct scores; a tie is one step. The plots "
      "of the HTML report are on labels " +
      labels_of(report.best_view().name) + "."});
  if (report.best_view().frontier) {
    page.pieces.emplace_back(PlotRow{{precision_recall_plot(report), roc_plot(report),
                                      histogram_plot(report.best_view()), cost_plot(report)}});
  }
  page.pieces.emplace_back(Heading{"Is the right entity found?"});
  page.pieces.emplace_back(Paragraph{
      "Entities of equal score are not put in an order that could favour the true one: the "
      "expectation over random orders is given, and what the worst and the best order make of "
      "it."});
  page.pieces.emplace_back(recall_table(report));
  add_oracle(report, page);
  page.pieces.emplace_back(Heading{"Slices"});
  page.pieces.emplace_back(PlotRow{{slices_plot(report.best_view())}});
  page.pieces.emplace_back(slices_table(report.best_view()));
  add_noise(report, page);
  page.pieces.emplace_back(Heading{"What was evaluated"});
  page.pieces.emplace_back(provenance_table(report.provenance, report.model, report.version));
  return page;
}

Series roc_series(const std::vector<evaluation::Tie>& ties, std::string name, Tone tone) {
  Series series{std::move(name), tone, Mark::kLine, {{kMicroZero, kMicroZero}}};
  for (const auto& point : evaluation::thinned(evaluation::curve_of(ties), kDrawnPoints)) {
    series.points.push_back({point.false_positive_rate, point.recall});
  }
  return series;
}

Series precision_recall_series(const std::vector<evaluation::Tie>& ties, std::string name,
                               Tone tone) {
  Series series{std::move(name), tone, Mark::kLine, {}};
  for (const auto& point : evaluation::thinned(evaluation::curve_of(ties), kDrawnPoints)) {
    const Micro from = series.points.empty() ? kMicroZero : series.points.back().x;
    series.points.push_back({from, point.precision});
    series.points.push_back({point.recall, point.precision});
  }
  return series;
}

explain::Table provenance_table(const decision::Provenance& provenance, const std::string& model,
                                const std::string& policy) {
  Table table{"", {{"what"}, {"which"}}, {}, 0};
  table.rows.push_back({"model", model});
  table.rows.push_back({"policy", policy});
  table.rows.push_back({"pack_hash", provenance.pack_hash});
  table.rows.push_back({"policy_hash", provenance.policy_hash});
  table.rows.push_back({"model_hash", provenance.model_hash});
  return table;
}

explain::Table noise_table(const std::vector<evaluation::Noise>& noise,
                           const std::vector<evaluation::ScenarioLabel>& labels) {
  Table table{
      "", {{"kind"}, {"rows", Align::kRight}, {"meaning"}, {"first rows (evidence)"}}, {}, 0};
  const auto counts = evaluation::noise_counts(noise);
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const auto kind = static_cast<evaluation::NoiseKind>(i);
    if (counts[i] == 0) continue;
    std::vector<std::string> examples;
    for (const auto& found : noise) {
      if (found.kind != kind || examples.size() == 2) continue;
      examples.push_back(labels[found.row].scenario_id +
                         (found.evidence.empty() ? "" : " (" + found.evidence + ")"));
    }
    std::string shown;
    for (const auto& example : examples) shown += (shown.empty() ? "" : ", ") + example;
    table.rows.push_back({std::string(evaluation::to_string(kind)), whole(counts[i]),
                          std::string(evaluation::describe(kind)), std::move(shown)});
  }
  return table;
}

}  // namespace financescr::report
