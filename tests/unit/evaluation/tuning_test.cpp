#include <doctest/doctest.h>

#include "engine/evaluation/credit_tuning.hpp"
#include "engine/evaluation/fincrime_tuning.hpp"

namespace financescr::evaluation {
namespace {

// 40 customers: those above 0.6 are listed, but for one at 0.55 who is, too.
std::vector<TuningRow> rows() {
  std::vector<TuningRow> all;
  for (int i = 0; i < 40; ++i) {
    const Micro score{100'000 + i * 20'000};
    all.push_back({score, i >= 26 || i == 22, "C" + std::to_string(i)});
  }
  return all;
}

TEST_CASE("the threshold of least cost weighs a miss against false reviews") {
  const auto dear =
      tune_fincrime(rows(), {Goal::kCost, {{1'000'000}, {15'000'000}}, 0, {}}, Micro{720'000});
  REQUIRE(dear.has_value());
  CHECK(dear->chosen.counts == Confusion{15, 3, 22, 0});
  CHECK(dear->chosen.cost == Micro::from_int(3));
  CHECK(dear->current.counts == Confusion{9, 0, 25, 6});
  CHECK(dear->current.cost == Micro::from_int(90));
  const auto cheap =
      tune_fincrime(rows(), {Goal::kCost, {{1'000'000}, {1'000'000}}, 0, {}}, Micro{720'000});
  CHECK(cheap->chosen.counts == Confusion{14, 0, 25, 1});
}

TEST_CASE("every row is counted once on rows not seen, and no customer on both sides") {
  auto all = rows();
  for (int i = 0; i < 40; ++i) all.push_back(all[static_cast<std::size_t>(i)]);
  const auto tuning =
      tune_fincrime(all, {Goal::kCost, {{1'000'000}, {15'000'000}}, 0, {}}, Micro{720'000});
  REQUIRE(tuning.has_value());
  CHECK(tuning->out_of_fold.count() == 80);
  CHECK(tuning->out_of_fold.positives() == 30);
  for (const auto& fold : tuning->folds) CHECK(fold.rows % 2 == 0);
  // In hindsight nothing is cheaper than what was chosen on all rows.
  CHECK(tuning->out_of_fold_cost >= tuning->chosen.cost);
}

TEST_CASE("a budget and a recall") {
  TuningGoal goal{Goal::kAlerts, {{1'000'000}, {15'000'000}}, 10, {}};
  CHECK(tune_fincrime(rows(), goal, Micro{720'000})->chosen.counts.alerts() == 10);
  goal.goal = Goal::kRecall;
  goal.recall = kMicroOne;
  CHECK(tune_fincrime(rows(), goal, Micro{720'000})->chosen.counts == Confusion{15, 3, 22, 0});
}

TEST_CASE("a goal that cannot be reached is an error, not a threshold") {
  CHECK_FALSE(tune_fincrime({}, {}, Micro{720'000}).has_value());
  const std::vector<TuningRow> forced = {{kMicroOne, false, "a"}, {kMicroOne, true, "b"}};
  CHECK_FALSE(tune_fincrime(forced, {Goal::kAlerts, {{1}, {1}}, 1, {}}, Micro{1}).has_value());
  const std::vector<TuningRow> none = {{{5}, false, "a"}};
  CHECK_FALSE(tune_fincrime(none, {Goal::kRecall, {{1}, {1}}, 1, {1}}, Micro{1}).has_value());
}

constexpr credit::DecisionCosts kCosts{{4'000'000}, {1'000'000}, {600'000}};

TEST_CASE("credit thresholds by hand: good below, bad above, mixed between") {
  // PD 0.1: 10 good. 0.3: 5 good, 5 bad (review 6, approve 20, decline 5). 0.5: 10 bad.
  const std::vector<Tie> ties = {{{500'000}, 10, 0}, {{300'000}, 5, 5}, {{100'000}, 0, 10}};
  const auto thresholds = cheapest_thresholds(ties, kCosts);
  CHECK(thresholds.approve == Micro{200'000});
  CHECK(thresholds.refer == Micro{200'000});
  auto cheap_review = kCosts;
  cheap_review.manual_review = {100'000};
  const auto reviewed = cheapest_thresholds(ties, cheap_review);
  CHECK(reviewed.approve == Micro{200'000});
  CHECK(reviewed.refer == Micro{400'000});
  const auto outcome = outcome_at(ties, reviewed, cheap_review);
  CHECK(outcome.counts == std::array<std::int64_t, 3>{10, 10, 10});
  CHECK(outcome.bad == std::array<std::int64_t, 3>{0, 5, 10});
  CHECK(outcome.cost == kMicroOne);
}

TEST_CASE("applications that a rule declines move no threshold") {
  std::vector<CreditOutcome> outcomes(2);
  outcomes[0].pd = {100'000};
  outcomes[0].application_id = "A1";
  outcomes[1].pd = {200'000};
  outcomes[1].by_pd = false;
  outcomes[1].defaulted = true;
  const auto tuning = tune_credit(outcomes, kCosts, {{150'000}, {400'000}});
  REQUIRE(tuning.has_value());
  CHECK(tuning->rows == 1);
  CHECK(tuning->left_out == 1);
  CHECK(tuning->current.cost == kMicroZero);
  outcomes.erase(outcomes.begin());
  CHECK_FALSE(tune_credit(outcomes, kCosts, {{150'000}, {400'000}}).has_value());
}

TEST_CASE("a fold depends on the customer alone") {
  CHECK(fold_of("C_000001") == fold_of("C_000001"));
  std::array<int, kFolds> sizes{};
  for (int i = 0; i < 1000; ++i) ++sizes[fold_of("C_" + std::to_string(i))];
  for (const int size : sizes) CHECK(size > 150);
}

}  // namespace
}  // namespace financescr::evaluation
