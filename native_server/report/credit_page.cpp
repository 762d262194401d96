// The page of a credit evaluation.
#include <algorithm>

#include "native_server/report/figures.hpp"
#include "native_server/report/pages.hpp"

namespace financescr::report {
namespace {

using evaluation::Calibration;
using evaluation::CreditReport;
using evaluation::PdFigures;
using explain::Align;
using explain::Heading;
using explain::Paragraph;
using explain::Table;

constexpr std::size_t kPdBars = 20;

Table outcomes_table(const CreditReport& report) {
  Table table{"Decisions and what became of the loans",
              {{"decision"},
               {"number", Align::kRight},
               {"share", Align::kRight},
               {"defaults", Align::kRight},
               {"bad rate", Align::kRight}},
              {},
              0};
  for (const auto decision :
       {credit::Decision::kApprove, credit::Decision::kRefer, credit::Decision::kDecline}) {
    const auto& rate = report.outcomes[static_cast<std::size_t>(decision)];
    table.rows.push_back({std::string(credit::to_string(decision)), whole(rate.count),
                          percent(rate.rate), whole(rate.bad), percent(rate.bad_rate)});
  }
  return table;
}

Table quality_table(const CreditReport& report) {
  Table table{"The probability of default against what happened",
              {{"figure"}, {"model", Align::kRight}},
              {},
              0};
  std::vector<const PdFigures*> all = {&report.ours};
  if (report.oracle) {
    all.push_back(&*report.oracle);
    table.columns.push_back({"oracle", Align::kRight});
  }
  const auto add = [&](std::string name, const auto& show) {
    table.rows.push_back({std::move(name)});
    for (const PdFigures* figures : all) table.rows.back().push_back(show(*figures));
  };
  add("area under ROC", [](const PdFigures& f) { return decimal(f.auc, 4); });
  add("Gini", [](const PdFigures& f) { return decimal(f.gini, 4); });
  add("Kolmogorov-Smirnov", [](const PdFigures& f) {
    return f.ks ? decimal(f.ks->distance, 4) + " at PD " + decimal(f.ks->score, 4) : "-";
  });
  const auto calibrated = [&](std::string name, const auto& show) {
    add(std::move(name), [&show](const PdFigures& f) {
      return f.calibration ? show(*f.calibration) : std::string("-");
    });
  };
  calibrated("Brier score",
             [](const Calibration& c) { return decimal(std::optional(c.brier), 4); });
  calibrated("Brier skill", [](const Calibration& c) { return decimal(c.brier_skill, 4); });
  calibrated("log loss", [](const Calibration& c) { return decimal(c.log_loss, 4); });
  calibrated("calibration error",
             [](const Calibration& c) { return decimal(c.calibration_error, 4); });
  calibrated("mean PD", [](const Calibration& c) { return decimal(c.mean_score, 4); });
  calibrated("default rate",
             [](const Calibration& c) { return decimal(std::optional(c.base_rate), 4); });
  table.rows.push_back({"expected cost", decimal(report.cost, 1)});
  if (report.oracle) table.rows.back().push_back(decimal(report.oracle_cost, 1));
  table.rows.push_back({"cost per application", decimal(report.cost_per_row, 4)});
  if (report.oracle) {
    table.rows.back().push_back(decimal(Micro{report.oracle_cost.value / report.count}, 4));
  }
  return table;
}

Table calibration_table(const Calibration& calibration) {
  Table table{"Calibration by tenths of the applications",
              {{"PD from"},
               {"to"},
               {"n", Align::kRight},
               {"defaults", Align::kRight},
               {"mean PD", Align::kRight},
               {"observed", Align::kRight}},
              {},
              0};
  for (const auto& bin : calibration.bins) {
    table.rows.push_back({decimal(bin.lowest, 4), decimal(bin.highest, 4), whole(bin.count),
                          whole(bin.positives), decimal(bin.mean_score, 4),
                          decimal(std::optional(bin.observed), 4)});
  }
  return table;
}

// Both axes reach past the largest figure, to an end that five even steps divide well.
Micro calibration_top(const Calibration& calibration) {
  Micro most;
  for (const auto& bin : calibration.bins) {
    most = std::max({most, bin.mean_score, bin.observed.high});
  }
  for (const std::int64_t top : {100'000, 250'000, 500'000, 750'000}) {
    if (most.value <= top) return {top};
  }
  return kMicroOne;
}

LinePlot calibration_plot(const Calibration& calibration) {
  const Micro top = calibration_top(calibration);
  LinePlot plot{"Calibration",
                "Observed default rate against the mean PD of each tenth, with 95 % intervals; on "
                "the dashed line they agree.",
                {"mean PD", kMicroZero, top, 2},
                {"observed default rate", kMicroZero, top, 2},
                {}};
  plot.series.push_back({"", Tone::kFaint, Mark::kLine, {{kMicroZero, kMicroZero}, {top, top}}});
  Series dots{"tenths of applications", Tone::kMain, Mark::kDots, {}};
  for (const auto& bin : calibration.bins) {
    plot.series.push_back(
        {"",
         Tone::kMain,
         Mark::kLine,
         {{bin.mean_score, bin.observed.low}, {bin.mean_score, bin.observed.high}}});
    dots.points.push_back({bin.mean_score, bin.observed.value});
  }
  plot.series.push_back(std::move(dots));
  return plot;
}

LinePlot roc_plot(const CreditReport& report) {
  LinePlot plot{"Receiver operating characteristic",
                "Share of defaulters against share of good payers at or above every distinct PD; "
                "the dashed line is chance.",
                {"good payers"},
                {"defaulters"},
                {}};
  plot.series.push_back(
      {"", Tone::kFaint, Mark::kLine, {{kMicroZero, kMicroZero}, {kMicroOne, kMicroOne}}});
  if (report.oracle) {
    plot.series.push_back(roc_series(report.oracle->ties, "oracle", Tone::kSecond));
  }
  plot.series.push_back(roc_series(report.ours.ties, "model", Tone::kMain));
  return plot;
}

BarPlot histogram_plot(const CreditReport& report) {
  BarPlot plot{"Probabilities of default",
               "How many applications have a PD in each twentieth of 0 to 1, good payers below, "
               "defaulters above.",
               {"PD"},
               "good payers",
               "defaulters",
               {}};
  for (const auto& bar : histogram_of(report.ours.ties, kPdBars)) {
    plot.bars.push_back({bar.negatives, bar.positives});
  }
  return plot;
}

IntervalPlot outcomes_plot(const CreditReport& report) {
  IntervalPlot plot{"Share of decisions and bad rate",
                    "One line a decision, with 95 % intervals; the figures are in the table of "
                    "decisions.",
                    {"share of applications", "bad rate"},
                    {}};
  for (const auto decision :
       {credit::Decision::kApprove, credit::Decision::kRefer, credit::Decision::kDecline}) {
    const auto& rate = report.outcomes[static_cast<std::size_t>(decision)];
    plot.rows.push_back(
        {std::string(credit::to_string(decision)), false, {rate.rate, rate.bad_rate}});
  }
  return plot;
}

Table slices_table(const CreditReport& report) {
  Table table{"By slice",
              {{"slice"},
               {"value"},
               {"n", Align::kRight},
               {"approved", Align::kRight},
               {"PD", Align::kRight},
               {"bad rate", Align::kRight},
               {"area under ROC", Align::kRight}},
              {},
              0};
  for (const auto& slice : report.slices) {
    table.rows.push_back({slice.dimension, slice.value, whole(slice.count),
                          slice.approval_rate ? percent(slice.approval_rate->value) : "-",
                          percent(slice.mean_pd), percent(slice.bad_rate), decimal(slice.auc, 2)});
  }
  return table;
}

IntervalPlot slices_plot(const CreditReport& report) {
  IntervalPlot plot{
      "Approval rate and bad rate by slice",
      "One line a slice, with 95 % intervals; the figures are in the table of slices.",
      {"approved", "bad rate"},
      {}};
  plot.wide = true;
  std::string dimension;
  for (const auto& slice : report.slices) {
    if (slice.dimension != dimension) plot.rows.push_back({slice.dimension, true, {}});
    dimension = slice.dimension;
    plot.rows.push_back({slice.value, false, {slice.approval_rate, slice.bad_rate}});
  }
  return plot;
}

Paragraph summary(const CreditReport& report) {
  const auto& approved = report.outcomes[static_cast<std::size_t>(credit::Decision::kApprove)];
  std::string text =
      whole(report.count) + " labelled applications of " + report.pack_label +
      ", each decided as `apply` decides it; thresholds " + report.thresholds.approve.to_string() +
      " and " + report.thresholds.refer.to_string() + ". Approved: " + percent(approved.rate) +
      ", of whom defaulted " + percent(approved.bad_rate) + ". " + whole(report.by_rule) +
      " were declined by a guardrail or affordability whatever their PD. A default "
      "costs " +
      report.costs.default_loss.to_string() + ", a good customer lost " +
      report.costs.lost_good.to_string() + ", a review " + report.costs.manual_review.to_string() +
      (report.costs_stated ? "" : " (the policy states no costs)") + ". Ranges are 95 % intervals.";
  if (report.without_label > 0 || !report.without_application.empty()) {
    text += " " + whole(report.without_label) + " applications have no label, " +
            whole(static_cast<std::int64_t>(report.without_application.size())) +
            " labels no application; they are left out.";
  }
  return {std::move(text)};
}

}  // namespace

Page page_of(const CreditReport& report) {
  Page page{"Evaluation of credit", {}};
  page.pieces.emplace_back(summary(report));
  page.pieces.emplace_back(outcomes_table(report));
  page.pieces.emplace_back(quality_table(report));
  if (report.oracle) {
    page.pieces.emplace_back(Paragraph{
        "The oracle is the probability by which the generator let each borrower default: no "
        "honest model beats it on these rows, and one that does has seen the labels. Its cost is "
        "that of the same policy if it knew these probabilities."});
  }
  page.pieces.emplace_back(Heading{"Scores and calibration"});
  const auto& calibration = report.ours.calibration;
  PlotRow plots{{roc_plot(report)}};
  if (calibration) plots.plots.emplace_back(calibration_plot(*calibration));
  plots.plots.emplace_back(histogram_plot(report));
  plots.plots.emplace_back(outcomes_plot(report));
  page.pieces.emplace_back(std::move(plots));
  if (calibration) page.pieces.emplace_back(calibration_table(*calibration));
  page.pieces.emplace_back(Heading{"Slices"});
  page.pieces.emplace_back(PlotRow{{slices_plot(report)}});
  page.pieces.emplace_back(slices_table(report));
  page.pieces.emplace_back(Heading{"What was evaluated"});
  page.pieces.emplace_back(provenance_table(report.provenance, report.model, report.version));
  return page;
}

}  // namespace financescr::report
