#include "engine/backtest/score_counts.hpp"

#include <doctest/doctest.h>

namespace financescr::backtest {
namespace {

ScoreCounts counts(std::initializer_list<std::pair<double, std::pair<int, int>>> rows) {
  ScoreCounts counts;
  for (const auto& [score, numbers] : rows) {
    for (int i = 0; i < numbers.first; ++i) counts.add(Micro::from_double(score), true);
    for (int i = 0; i < numbers.second; ++i) counts.add(Micro::from_double(score), false);
  }
  return counts;
}

TEST_CASE("a budget takes the highest scores first, and of a tie that it cuts a share") {
  const auto ties = counts({{.9, {2, 0}}, {.5, {3, 7}}, {.2, {1, 9}}}).ties();
  REQUIRE(ties.size() == 3);
  CHECK(ties.front().score == Micro{900'000});
  const BudgetCut cut = cut_at(ties, 7);
  CHECK(cut.lowest == Micro{500'000});
  CHECK(cut.share == 0.5);
  CHECK(cut.alerts == 7.0);
  CHECK(cut.fraud == 3.5);
}

TEST_CASE("nobody looks at what scores 0, however large the budget is") {
  const auto ties = counts({{.5, {1, 1}}, {0, {5, 93}}}).ties();
  const BudgetCut cut = cut_at(ties, 100);
  CHECK(cut.alerts == 2.0);
  CHECK(cut.fraud == 1.0);
  CHECK(cut.lowest == Micro{500'000});
}

TEST_CASE("parts of a ranking add up to the whole within its cut") {
  ScoreCounts first = counts({{.9, {2, 0}}, {.5, {1, 0}}});
  const ScoreCounts second = counts({{.5, {2, 0}}, {.2, {1, 0}}});
  ScoreCounts whole = first;
  whole.join(second);
  const BudgetCut cut = cut_at(whole.ties(), 3);
  CHECK(within(first.ties(), cut) + within(second.ties(), cut) == doctest::Approx(cut.fraud));
  CHECK(within(first.ties(), cut_at(whole.ties(), 0)) == 0.0);
}

}  // namespace
}  // namespace financescr::backtest
