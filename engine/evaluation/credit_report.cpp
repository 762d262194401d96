#include "engine/evaluation/credit_report.hpp"

#include <algorithm>
#include <map>
#include <tuple>
#include "engine/pack/domain_spec.hpp"

namespace financescr::evaluation {
namespace {

using canonical::Json;
using credit::Decision;

struct SliceCounts {
  std::vector<Scored> scored;
  std::int64_t pd_sum = 0;
  std::int64_t approved = 0;
};

// Bands that a person can read off an application form.
std::string amount_band(Micro pounds) {
  if (pounds < Micro::from_int(2'000)) return "under 2,000";
  if (pounds < Micro::from_int(4'000)) return "2,000 to 3,999";
  if (pounds < Micro::from_int(6'000)) return "4,000 to 5,999";
  return "6,000 and more";
}

std::string term_band(std::int64_t months) {
  if (months <= 12) return "up to 12 months";
  if (months <= 24) return "13 to 24 months";
  if (months <= 36) return "25 to 36 months";
  return "over 36 months";
}

// In the order in which a reader expects them, not in that of the alphabet.
struct SliceKey {
  int dimension = 0;
  std::int64_t order = 0;
  std::string value;
  bool operator<(const SliceKey& other) const {
    return std::tie(dimension, order, value) < std::tie(other.dimension, other.order, other.value);
  }
};

constexpr std::string_view kDimensions[] = {"employment", "region", "amount", "term"};

std::vector<SliceKey> keys_of(const CreditOutcome& outcome) {
  return {
      {0, 0, outcome.employment},
      {1, outcome.region.empty() ? 1 : 0, outcome.region.empty() ? "not known" : outcome.region},
      {2, std::min<std::int64_t>(outcome.amount.value / Micro::kScale / 2'000, 3),
       amount_band(outcome.amount)},
      {3, std::min<std::int64_t>((outcome.term_months + 11) / 12, 4),
       term_band(outcome.term_months)}};
}

std::vector<CreditSlice> slices_over(const std::vector<CreditOutcome>& outcomes) {
  std::map<std::pair<int, std::string>, SliceCounts> counts;
  std::map<std::pair<int, std::string>, std::int64_t> order;
  for (const CreditOutcome& outcome : outcomes) {
    for (const SliceKey& key : keys_of(outcome)) {
      SliceCounts& slice = counts[{key.dimension, key.value}];
      const auto [place, is_new] = order.try_emplace({key.dimension, key.value}, key.order);
      if (!is_new) place->second = std::min(place->second, key.order);
      slice.scored.push_back({outcome.pd, outcome.defaulted});
      slice.pd_sum += outcome.pd.value;
      slice.approved += outcome.decision == Decision::kApprove ? 1 : 0;
    }
  }
  std::vector<std::pair<SliceKey, const SliceCounts*>> sorted;
  for (const auto& [key, slice] : counts) {
    sorted.push_back({{key.first, order[key], key.second}, &slice});
  }
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<CreditSlice> slices;
  for (const auto& [key, slice] : sorted) {
    const auto ties = gather_ties(slice->scored);
    const Totals totals = totals_of(ties);
    slices.push_back({std::string(kDimensions[key.dimension]), key.value, totals.count(),
                      totals.positives, roc_area(ties), Micro{slice->pd_sum / totals.count()},
                      proportion(totals.positives, totals.count()),
                      proportion(slice->approved, totals.count())});
  }
  return slices;
}

PdFigures figures_of(const std::vector<Scored>& scored) {
  PdFigures figures;
  figures.ties = gather_ties(scored);
  figures.auc = roc_area(figures.ties);
  figures.gini = gini(figures.ties);
  figures.ks = kolmogorov_smirnov(figures.ties);
  figures.calibration = calibration_of(figures.ties);
  return figures;
}

void add_oracle(const std::vector<CreditOutcome>& outcomes, CreditReport& report) {
  std::vector<Scored> scored;
  for (const CreditOutcome& outcome : outcomes) {
    if (!outcome.true_pd) return;
    scored.push_back({*outcome.true_pd, outcome.defaulted});
    const Decision decision =
        outcome.by_pd ? decision_by(*outcome.true_pd, report.thresholds) : Decision::kDecline;
    report.oracle_cost += cost_of(decision, outcome.defaulted, report.costs);
  }
  report.oracle = figures_of(scored);
}

}  // namespace

Micro cost_of(Decision decision, bool defaulted, const credit::DecisionCosts& costs) {
  switch (decision) {
    case Decision::kApprove:
      return defaulted ? costs.default_loss : kMicroZero;
    case Decision::kRefer:
      return costs.manual_review;
    case Decision::kDecline:
      return defaulted ? kMicroZero : costs.lost_good;
  }
  return kMicroZero;
}

Decision decision_by(Micro pd, const credit::PdThresholds& thresholds) {
  if (pd < thresholds.approve) return Decision::kApprove;
  return pd < thresholds.refer ? Decision::kRefer : Decision::kDecline;
}

tl::expected<CreditOutcome, Errors> decide_labelled(const replay::EngineSet& engines,
                                                    const CreditLabel& label) {
  const auto application = engines.credit().application(label.application_id);
  if (!application) return tl::unexpected(Errors{application.error()});
  const credit::Outcome decided = credit::assess(*application, engines.credit().underwriter());
  CreditOutcome outcome;
  outcome.application_id = label.application_id;
  outcome.defaulted = label.defaulted;
  outcome.true_pd = label.true_pd;
  outcome.pd = decided.prediction.pd;
  outcome.decision = decided.decision;
  outcome.by_pd = !credit::is_declined_by_rule(decided);
  outcome.customer_id = application->customer_id.value_or("");
  outcome.employment = to_string(application->employment_status);
  outcome.amount = application->amount.major();
  outcome.term_months = application->term_months;
  if (const auto* people = engines.screening().rows()) {
    const auto customer = pack::find_customer(*people, outcome.customer_id);
    if (customer) outcome.region = customer->region;
  }
  return outcome;
}

tl::expected<CreditData, pack::PackErrors> read_credit_data(const pack::DomainPack& pack) {
  auto labels = credit_labels(pack);
  if (!labels) return tl::unexpected(labels.error());
  const pack::RowTable& applications = pack.rows(pack::files::kApplications);
  CreditData data;
  for (CreditLabel& label : *labels) {
    if (applications.find(label.application_id)) {
      data.labels.push_back(std::move(label));
    } else {
      data.without_application.push_back(std::move(label.application_id));
    }
  }
  data.without_label = static_cast<std::int64_t>(applications.size() - data.labels.size());
  if (!data.labels.empty()) return data;
  pack::PackErrors errors;
  errors.add(pack.meta.label + "/labels.jsonl", 0,
             {ErrorCode::kUnsupported, "there is no labelled application to evaluate on", ""});
  return tl::unexpected(std::move(errors));
}

CreditReport evaluate_credit(const replay::EngineSet& engine, const CreditData& data,
                             const std::vector<CreditOutcome>& outcomes) {
  const credit::Underwriter& underwriter = engine.credit().underwriter();
  CreditReport report;
  report.pack_label = engine.credit().rows()->meta.label;
  report.provenance = engine.credit().provenance();
  report.model = underwriter.model.name + " " + underwriter.model.version;
  report.version = underwriter.policy.version;
  report.thresholds = underwriter.policy.thresholds;
  report.costs_stated = underwriter.policy.costs.has_value();
  report.costs = credit::costs_of(underwriter.policy);
  report.count = static_cast<std::int64_t>(outcomes.size());
  report.without_application = data.without_application;
  report.without_label = data.without_label;
  std::vector<Scored> scored;
  for (const CreditOutcome& outcome : outcomes) {
    OutcomeRate& rate = report.outcomes[static_cast<std::size_t>(outcome.decision)];
    ++rate.count;
    rate.bad += outcome.defaulted ? 1 : 0;
    report.by_rule += outcome.by_pd ? 0 : 1;
    report.cost += cost_of(outcome.decision, outcome.defaulted, report.costs);
    scored.push_back({outcome.pd, outcome.defaulted});
  }
  for (OutcomeRate& rate : report.outcomes) {
    rate.rate = proportion(rate.count, report.count);
    rate.bad_rate = proportion(rate.bad, rate.count);
  }
  report.cost_per_row = {report.cost.value / report.count};
  report.ours = figures_of(scored);
  add_oracle(outcomes, report);
  report.slices = slices_over(outcomes);
  return report;
}

}  // namespace financescr::evaluation
