#include "engine/backtest/score_counts.hpp"

#include <algorithm>

namespace financescr::backtest {

using evaluation::Tie;

std::vector<Tie> ScoreCounts::ties() const {
  std::vector<Tie> ties;
  ties.reserve(counts_.size());
  for (const auto& [score, totals] : counts_) {
    ties.push_back({Micro{score}, totals.positives, totals.negatives});
  }
  return ties;
}

void ScoreCounts::join(const ScoreCounts& other) {
  for (const auto& [score, totals] : other.counts_) {
    evaluation::Totals& ours = counts_[score];
    ours.positives += totals.positives;
    ours.negatives += totals.negatives;
  }
}

BudgetCut cut_at(const std::vector<Tie>& ties, std::int64_t budget) {
  BudgetCut cut{budget, kMicroOne, 1.0, 0.0, 0.0};
  std::int64_t left = budget;
  for (const Tie& tie : ties) {
    if (left == 0 || tie.score == kMicroZero) break;
    const std::int64_t taken = std::min(left, tie.count());
    cut.lowest = tie.score;
    cut.share = static_cast<double>(taken) / static_cast<double>(tie.count());
    cut.alerts += static_cast<double>(taken);
    cut.fraud += cut.share * static_cast<double>(tie.positives);
    left -= taken;
  }
  return cut;
}

double within(const std::vector<Tie>& part, const BudgetCut& cut) {
  if (cut.alerts <= 0.0) return 0.0;
  double positives = 0.0;
  for (const Tie& tie : part) {
    if (tie.score < cut.lowest) break;
    positives += (tie.score == cut.lowest ? cut.share : 1.0) * static_cast<double>(tie.positives);
  }
  return positives;
}

}  // namespace financescr::backtest
