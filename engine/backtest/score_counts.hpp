// ScoreCounts: how many with each score are fraud and how many are not. However long a history is,
// there are at most a million scores, so that curves and thresholds stay exact in little memory.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <vector>

#include "engine/core/micro.hpp"
#include "engine/evaluation/ties.hpp"

namespace financescr::backtest {

class ScoreCounts {
 public:
  void add(Micro score, bool is_fraud) {
    evaluation::Totals& totals = counts_[score.value];
    ++(is_fraud ? totals.positives : totals.negatives);
  }

  // One that was added as fraud counts as the others do. Requires: there is one.
  void take_as_legitimate(Micro score) {
    evaluation::Totals& totals = counts_[score.value];
    --totals.positives;
    ++totals.negatives;
  }
  void join(const ScoreCounts& other);

  // Highest score first.
  [[nodiscard]] std::vector<evaluation::Tie> ties() const;

 private:
  std::map<std::int64_t, evaluation::Totals, std::greater<>> counts_;
};

// Where a budget of alerts ends in a ranking by score.
struct BudgetCut {
  std::int64_t budget = 0;  // alerts that may be made
  Micro lowest;             // the lowest score that is looked at; what scores 0 never is
  double share = 1.0;       // of those with the lowest score
  double alerts = 0.0;
  double fraud = 0.0;  // expected where a tie is cut: it is looked at in random order
};

// The first `budget` of a ranking.
[[nodiscard]] BudgetCut cut_at(const std::vector<evaluation::Tie>& ties, std::int64_t budget);
// How many of a part of the ranking lie within its cut: its positives.
[[nodiscard]] double within(const std::vector<evaluation::Tie>& part, const BudgetCut& cut);

}  // namespace financescr::backtest
