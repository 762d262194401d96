#include "engine/evaluation/ties.hpp"

#include <algorithm>
#include <functional>

namespace financescr::evaluation {

std::vector<Tie> gather_ties(const std::vector<Scored>& rows) {
  // Score and truth in one integer: the sort moves eight bytes a row and leaves no tie open.
  std::vector<std::int64_t> keys;
  keys.reserve(rows.size());
  for (const Scored& row : rows) keys.push_back(row.score.value * 2 + (row.positive ? 1 : 0));
  std::sort(keys.begin(), keys.end(), std::greater<>());  // total order
  std::vector<Tie> ties;
  for (const std::int64_t key : keys) {
    const Micro score{key >> 1};
    if (ties.empty() || ties.back().score != score) ties.push_back({score, 0, 0});
    ((key & 1) != 0 ? ties.back().positives : ties.back().negatives) += 1;
  }
  return ties;
}

Totals totals_of(const std::vector<Tie>& ties) {
  Totals totals;
  for (const Tie& tie : ties) {
    totals.positives += tie.positives;
    totals.negatives += tie.negatives;
  }
  return totals;
}

std::vector<Totals> histogram_of(const std::vector<Tie>& ties, std::size_t bars) {
  std::vector<Totals> counts(bars);
  for (const Tie& tie : ties) {
    const auto scaled = static_cast<std::size_t>(tie.score.value) * bars;
    Totals& bar = counts[std::min(bars - 1, scaled / static_cast<std::size_t>(Micro::kScale))];
    bar.positives += tie.positives;
    bar.negatives += tie.negatives;
  }
  return counts;
}

void Confusion::add(bool alert, bool positive) {
  if (alert) {
    ++(positive ? true_positives : false_positives);
  } else {
    ++(positive ? false_negatives : true_negatives);
  }
}

Confusion decided_at(const std::vector<Tie>& ties, Micro threshold) {
  Confusion counts;
  for (const Tie& tie : ties) {
    const bool alert = tie.score >= threshold;
    (alert ? counts.true_positives : counts.false_negatives) += tie.positives;
    (alert ? counts.false_positives : counts.true_negatives) += tie.negatives;
  }
  return counts;
}

}  // namespace financescr::evaluation
