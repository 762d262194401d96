#include "engine/backtest/tally.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace financescr::backtest {
namespace {

using evaluation::Estimate;
using evaluation::Tie;

// Units that a share of all comes to, rounded down.
std::int64_t budget_of(Micro share, std::int64_t count) {
  return share.value * count / Micro::kScale;
}

std::vector<BudgetFigures> budget_figures(const std::vector<Tie>& ties,
                                          const evaluation::Totals& all,
                                          const std::vector<Micro>& shares) {
  std::vector<BudgetFigures> figures;
  for (const Micro share : shares) {
    BudgetFigures budget{share, cut_at(ties, budget_of(share, all.count())), {}, {}};
    budget.recall = evaluation::proportion(budget.cut.fraud, all.positives);
    budget.precision =
        evaluation::proportion(budget.cut.fraud, static_cast<std::int64_t>(budget.cut.alerts));
    figures.push_back(budget);
  }
  return figures;
}

bool is_on(const monitoring::Policy& policy, std::size_t source) {
  return source == kNamesSource ? policy.screening.is_on : policy.rules[source].is_on;
}

}  // namespace

void Tally::OfKind::join(const OfKind& other) {
  count += other.count;
  alerted += other.alerted;
  scores.join(other.scores);
  by_case.insert(by_case.end(), other.by_case.begin(), other.by_case.end());
  for (std::size_t i = 0; i < kSourceCount; ++i) sources[i] += other.sources[i];
}

void Tally::add(const Verdict& verdict, const Known& known, bool is_fraud,
                std::optional<Date> day) {
  confusion_.add(verdict.is_alert, is_fraud);
  scores_.add(verdict.rank(), is_fraud);
  if (day) {
    DayCounts& counts = days_[*day];
    ++counts.events;
    counts.alerts += verdict.is_alert ? 1 : 0;
    counts.fraud += is_fraud ? 1 : 0;
    counts.caught += is_fraud && verdict.is_alert ? 1 : 0;
  }
  for (const Fired& fired : verdict.fired) {
    OfSource& source = sources_[fired.source];
    const bool is_needed = (verdict.needed >> fired.source & 1U) != 0;
    ++source.fired;
    source.fraud += is_fraud ? 1 : 0;
    source.needed += is_needed ? 1 : 0;
    source.needed_fraud += is_needed && is_fraud ? 1 : 0;
    source.severities.add(fired.severity, is_fraud);
    for (const Fired& other : verdict.fired) {
      if (other.source > fired.source) ++both_[fired.source][other.source];
    }
  }
  if (known.kind == kUnlabelled) return;
  if (kinds_.size() <= known.kind) kinds_.resize(known.kind + 1);
  OfKind& of_kind = kinds_[known.kind];
  ++of_kind.count;
  of_kind.alerted += verdict.is_alert ? 1 : 0;
  of_kind.scores.add(verdict.rank(), true);
  for (const Fired& fired : verdict.fired) ++of_kind.sources[fired.source];
  if (known.case_number == 0) return;
  OfCase& of_case = cases_[{known.kind, known.case_number}];
  of_case.is_alerted = of_case.is_alerted || verdict.is_alert;
  if (of_case.events > 0 && verdict.rank() < of_case.score) return;
  of_case.events = verdict.rank() == of_case.score ? of_case.events + 1 : 1;
  of_case.score = verdict.rank();
}

std::vector<Tally::OfKind> Tally::kinds_with_cases() const {
  std::vector<OfKind> kinds = kinds_;
  for (const auto& [place, of_case] : cases_) kinds[place.first].by_case.push_back(of_case);
  return kinds;
}

// Expected, where the cut goes through the case's highest score: each of its events with that score
// is looked at with the share of the tie.
double Tally::cases_within(const std::vector<OfCase>& cases, const BudgetCut& cut) {
  double found = 0.0;
  for (const OfCase& of_case : cases) {
    if (cut.alerts <= 0.0 || of_case.score < cut.lowest) continue;
    double missed = of_case.score == cut.lowest ? 1.0 : 0.0;
    for (std::int64_t i = 0; i < of_case.events && missed > 0.0; ++i) missed *= 1.0 - cut.share;
    found += 1.0 - missed;
  }
  return found;
}

std::vector<SourceFigures> Tally::source_figures(const monitoring::Policy& policy,
                                                 const std::vector<Micro>& shares) const {
  const evaluation::Totals all{confusion_.positives(), confusion_.negatives()};
  std::vector<SourceFigures> figures;
  for (std::size_t i = 0; i < kSourceCount; ++i) {
    const OfSource& source = sources_[i];
    if (source.fired == 0 && !is_on(policy, i)) continue;
    figures.push_back({i, source.fired, source.fraud, source.needed, source.needed_fraud,
                       evaluation::proportion(source.fraud, source.fired),
                       evaluation::proportion(source.fraud, all.positives),
                       budget_figures(source.severities.ties(), all, shares)});
  }
  return figures;
}

template <typename Choose>
std::vector<KindFigures> Tally::kind_figures(const std::vector<OfKind>& counts,
                                             const std::vector<Kind>& kinds,
                                             const std::vector<BudgetFigures>& budgets,
                                             Choose choose) {
  std::map<std::string, OfKind> by_name;
  for (std::size_t i = 1; i < std::min(kinds.size(), counts.size()); ++i) {
    const std::string* name = choose(kinds[i]);
    if (name != nullptr && !name->empty()) by_name[*name].join(counts[i]);
  }
  std::vector<KindFigures> figures;
  for (const auto& [name, of_kind] : by_name) {
    if (of_kind.count == 0) continue;
    KindFigures kind;
    kind.name = name;
    kind.count = of_kind.count;
    kind.alerted = of_kind.alerted;
    kind.share = evaluation::proportion(of_kind.alerted, of_kind.count);
    kind.cases = std::ssize(of_kind.by_case);
    kind.cases_alerted = std::count_if(of_kind.by_case.begin(), of_kind.by_case.end(),
                                       [](const OfCase& of_case) { return of_case.is_alerted; });
    const auto ties = of_kind.scores.ties();
    for (const BudgetFigures& budget : budgets) {
      kind.budgets.push_back(
          {budget.share, evaluation::proportion(within(ties, budget.cut), of_kind.count),
           evaluation::proportion(cases_within(of_kind.by_case, budget.cut), kind.cases)});
    }
    for (std::size_t i = 0; i < kSourceCount; ++i) {
      if (of_kind.sources[i] > 0) kind.sources.emplace_back(i, of_kind.sources[i]);
    }
    figures.push_back(std::move(kind));
  }
  return figures;
}

Figures Tally::figures(const monitoring::Policy& policy, const std::vector<Kind>& kinds,
                       const std::vector<Micro>& shares) const {
  Figures figures;
  figures.at_policy = evaluation::binary_metrics(confusion_);
  figures.ties = scores_.ties();
  figures.average_precision = evaluation::average_precision(figures.ties);
  figures.roc_area = evaluation::roc_area(figures.ties);
  const evaluation::Totals all{confusion_.positives(), confusion_.negatives()};
  figures.budgets = budget_figures(figures.ties, all, shares);
  figures.sources = source_figures(policy, shares);
  const auto counts = kinds_with_cases();
  const auto of = [&](auto choose) { return kind_figures(counts, kinds, figures.budgets, choose); };
  figures.typologies =
      of([](const Kind& kind) { return kind.is_fraud ? &kind.typology : nullptr; });
  for (KindFigures& typology : figures.typologies) {
    typology.parts = of([&](const Kind& kind) {
      return kind.is_fraud && kind.typology == typology.name ? &kind.difficulty : nullptr;
    });
  }
  figures.difficulties =
      of([](const Kind& kind) { return kind.is_fraud ? &kind.difficulty : nullptr; });
  figures.innocents = of([](const Kind& kind) { return kind.is_fraud ? nullptr : &kind.typology; });
  for (std::size_t i = 0; i < kSourceCount; ++i) {
    for (std::size_t j = i + 1; j < kSourceCount; ++j) {
      if (both_[i][j] > 0) figures.overlaps.push_back({i, j, both_[i][j]});
    }
  }
  std::stable_sort(
      figures.overlaps.begin(), figures.overlaps.end(), [](const Overlap& a, const Overlap& b) {
        return std::tuple(-a.both, a.first, a.second) < std::tuple(-b.both, b.first, b.second);
      });
  figures.days = days_;
  return figures;
}

}  // namespace financescr::backtest
