#include "engine/backtest/tuning.hpp"

#include <doctest/doctest.h>

#include "engine/monitoring/rule.hpp"

namespace financescr::backtest {
namespace {

using canonical::Json;
using evaluation::Goal;

Date day(int number) { return Date::from_days(20'000 + number); }

// `count` events of a day with the score, known from the day `known` if they are fraud.
void add(DayScores& scores, int at, double score, int count, std::optional<int> known = {}) {
  Verdict verdict;
  verdict.score = Micro::from_double(score);
  DecidedEvent event{.event_id = "E",
                     .account_id = "A",
                     .occurred_at = {day(at).to_days() * Timestamp::kDay},
                     .is_fraud = known ? std::optional(true) : std::nullopt,
                     .known_on = day(known.value_or(0)),
                     .is_late = false,
                     .is_counted = true,
                     .first = verdict,
                     .second = nullptr};
  for (int i = 0; i < count; ++i) scores.add(event);
}

std::vector<Variant> variants(std::size_t count) {
  return std::vector<Variant>(count, {{}, monitoring::builtin_policy()});
}

TuningOptions options(Goal goal) {
  TuningOptions made;
  made.goal.goal = goal;
  made.goal.costs = {kMicroOne, Micro::from_int(10)};
  made.goal.recall = kMicroOne;
  made.max_alert_rate = Micro{100'000};
  return made;
}

// Fraud scores .6, and half of what else scores .55.
DayScores plain() {
  DayScores scores;
  for (int at = 0; at < 9; ++at) {
    add(scores, at, .6, 1, at + 1);
    add(scores, at, .55, 5);
    add(scores, at, .1, 5);
  }
  return scores;
}

TEST_CASE("the threshold that serves the goal is found, and measured on later days") {
  for (const Goal goal : {Goal::kCost, Goal::kAlerts, Goal::kRecall}) {
    const auto tuning = tune(options(goal), variants(1), {plain()});
    REQUIRE(tuning);
    CHECK(tuning->split == day(6));
    const Tuned& chosen = tuning->best[tuning->chosen];
    CHECK(chosen.threshold > Micro{550'000});
    CHECK(chosen.threshold <= Micro{600'000});
    CHECK(chosen.after.true_positives == 3);
    CHECK(chosen.after.false_positives == 0);
    CHECK(tuning->current.after.false_positives == 15);
    CHECK(tuning->is_proposed);
  }
}

TEST_CASE("labels that became known after the split choose nothing") {
  DayScores scores;
  add(scores, 0, .6, 1, 1);
  add(scores, 1, .2, 1, 9);  // looks innocent until the day 9
  add(scores, 2, .2, 5);
  add(scores, 5, .6, 1, 6);
  add(scores, 6, .2, 5);
  auto with_split = options(Goal::kCost);
  with_split.split = day(5);
  const auto tuning = tune(with_split, variants(1), {scores});
  REQUIRE(tuning);
  CHECK(tuning->best.front().before.positives() == 1);
  CHECK(tuning->best.front().before.count() == 7);
  CHECK(tuning->best.front().threshold > Micro{200'000});
  CHECK(evaluation::totals_of(scores.known_before(day(10))).positives == 3);
}

TEST_CASE("what served by luck before the split is not proposed") {
  DayScores scores;
  // Before the split all fraud scores .9; after it all scores .6.
  add(scores, 0, .9, 3, 1);
  add(scores, 0, .55, 30);
  add(scores, 5, .6, 3, 6);
  add(scores, 5, .1, 30);
  auto with_split = options(Goal::kCost);
  with_split.split = day(5);
  const auto tuning = tune(with_split, variants(1), {scores});
  REQUIRE(tuning);
  CHECK(tuning->best.front().threshold > Micro{600'000});
  CHECK(tuning->best.front().after.true_positives == 0);
  CHECK_FALSE(tuning->is_proposed);
}

TEST_CASE("no goal is served by an alert on everything") {
  DayScores scores;
  for (int at = 0; at < 9; ++at) {
    add(scores, at, .6, 1, at + 1);
    add(scores, at, 0, 1, at + 1);
    add(scores, at, 0, 5);
  }
  CHECK_FALSE(tune(options(Goal::kRecall), variants(1), {scores}));
  auto dear = options(Goal::kCost);
  dear.goal.costs.false_negative = Micro::from_int(1'000);
  const auto tuning = tune(dear, variants(1), {scores});
  REQUIRE(tuning);
  CHECK(tuning->best.front().threshold > kMicroZero);
  CHECK(tuning->best.front().after.false_positives == 0);
}

TEST_CASE("a choice that finds less is not proposed because the other is an alert over budget") {
  DayScores scores;
  add(scores, 0, .9, 1, 1);
  add(scores, 0, .6, 19);
  add(scores, 0, .1, 180);
  // From the split on: 11 alerts of 109 events at the current threshold, a tenth being 10.
  add(scores, 5, .9, 1, 6);
  add(scores, 5, .6, 9, 6);
  add(scores, 5, .6, 1);
  add(scores, 5, .1, 98);
  auto with_split = options(Goal::kAlerts);
  with_split.split = day(5);
  with_split.max_alert_rate = Micro{95'000};
  const auto tuning = tune(with_split, variants(1), {scores});
  REQUIRE(tuning);
  CHECK(tuning->current.after.alerts() == 11);
  CHECK(tuning->best.front().threshold > Micro{600'000});
  CHECK_FALSE(tuning->is_proposed);
}

TEST_CASE("of several policies the one that serves best is chosen") {
  DayScores worse = plain();
  add(worse, 0, .7, 20);
  const auto tuning = tune(options(Goal::kCost), variants(3), {worse, plain(), worse});
  REQUIRE(tuning);
  CHECK(tuning->best.size() == 3);
  CHECK(tuning->best[tuning->chosen].variant == 1);
}

TEST_CASE("a history without fraud, or with all of it on one day, is refused") {
  DayScores none;
  add(none, 0, .5, 3);
  CHECK_FALSE(tune(options(Goal::kCost), variants(1), {none}));
  add(none, 0, .9, 3, 0);
  CHECK_FALSE(tune(options(Goal::kCost), variants(1), {none}));
}

TEST_CASE("every combination of the values is a policy, read as a policy is read") {
  const auto maximum = parse_vary("/limits/maximum/USD=11000,12000");
  const auto hours = parse_vary("/rules/unusual_hours/on=true,false");
  REQUIRE(maximum);
  REQUIRE(hours);
  const auto made = variants_of(monitoring::builtin_policy(), {*maximum, *hours});
  REQUIRE(made);
  REQUIRE(made->size() == 5);  // the policy as it is, and four
  CHECK(made->front().changes.empty());
  const Currency usd{{'U', 'S', 'D'}};
  CHECK(made->back().policy.limit(monitoring::Limit::kMaximum, usd) == 1'200'000);
  CHECK_FALSE(made->back().policy.rules[*monitoring::find_rule("unusual_hours")].is_on);
}

TEST_CASE("what no policy can be is refused with its place") {
  const auto refusal = [](const char* text) {
    const auto vary = parse_vary(text);
    REQUIRE(vary);
    return variants_of(monitoring::builtin_policy(), {*vary}).error();
  };
  CHECK(refusal("/limits/maximum/USD=-1").pointer == "/limits/maximum/USD");
  CHECK(refusal("/alert_from/deep=1").pointer == "/alert_from/deep");
  CHECK(refusal("/no_such=1").pointer == "/no_such");
  CHECK_FALSE(parse_vary("alert_from=1"));
  CHECK_FALSE(parse_vary("/alert_from"));
  CHECK_FALSE(parse_vary("/alert_from="));
  std::string many = "/alert_from=0.01";
  for (int i = 2; i < 70; ++i) many += ",0." + std::to_string(i + 10);
  CHECK(refusal(many.c_str()).code == ErrorCode::kTooLarge);
}

}  // namespace
}  // namespace financescr::backtest
