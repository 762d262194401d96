// Evaluation against slow twins that count pairs and thresholds one by one, and its invariants.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "engine/evaluation/credit_tuning.hpp"
#include "engine/evaluation/discrimination.hpp"
#include "engine/evaluation/frontier.hpp"
#include "engine/evaluation/scenario.hpp"
#include "tests/unit/screening/seed_pack.hpp"

namespace financescr::evaluation {
namespace {

using samples::Random;

// Few distinct scores, so that ties are the rule.
std::vector<Scored> random_rows(Random& random, std::size_t count, std::size_t scores) {
  std::vector<Scored> rows;
  for (std::size_t i = 0; i < count; ++i) {
    const auto score = static_cast<std::int64_t>(random.below(scores) * 1'000'000 / scores);
    rows.push_back({{score}, random.chance(30 + static_cast<int>(score / 20'000))});
  }
  rows.push_back({{1}, true});
  rows.push_back({{2}, false});
  return rows;
}

double slow_area(const std::vector<Scored>& rows) {
  double right = 0.0;
  double pairs = 0.0;
  for (const Scored& a : rows) {
    for (const Scored& b : rows) {
      if (!a.positive || b.positive) continue;
      right += a.score > b.score ? 1.0 : a.score == b.score ? 0.5 : 0.0;
      pairs += 1.0;
    }
  }
  return right / pairs;
}

Confusion slow_counts(const std::vector<Scored>& rows, Micro threshold) {
  Confusion counts;
  for (const Scored& row : rows) counts.add(row.score >= threshold, row.positive);
  return counts;
}

TEST_CASE("property: the area is the share of pairs in the right order, ties half") {
  Random random(1);
  for (int round = 0; round < 60; ++round) {
    const auto rows = random_rows(random, 5 + random.below(80), 1 + random.below(30));
    CHECK(roc_area(gather_ties(rows))->value == Micro::from_double(slow_area(rows)));
  }
}

TEST_CASE("property: reversing the score reverses the area") {
  Random random(2);
  for (int round = 0; round < 60; ++round) {
    auto rows = random_rows(random, 60, 12);
    const double area = roc_area(gather_ties(rows))->value.to_double();
    for (Scored& row : rows) row.score = -row.score;
    CHECK(std::fabs(roc_area(gather_ties(rows))->value.to_double() + area - 1.0) < 2e-6);
  }
}

TEST_CASE("property: no figure depends on the order of rows") {
  Random random(3);
  for (int round = 0; round < 40; ++round) {
    auto rows = random_rows(random, 70, 9);
    const auto ties = gather_ties(rows);
    random.shuffle(rows);
    CHECK(gather_ties(rows) == ties);
  }
}

TEST_CASE(
    "property: the frontier holds the counts of every threshold, and finds more as it falls") {
  Random random(4);
  const AlertCosts costs{{1'000'000}, {15'000'000}};
  for (int round = 0; round < 40; ++round) {
    const auto rows = random_rows(random, 50, 10);
    const auto frontier = Frontier::over(gather_ties(rows), costs);
    REQUIRE(frontier.has_value());
    std::int64_t found = -1;
    for (const FrontierPoint& point : frontier->points()) {
      CHECK(point.counts == slow_counts(rows, point.threshold()));
      CHECK(point.counts == slow_counts(rows, point.lowest));
      CHECK(point.cost.value ==
            1'000'000 * (point.counts.false_positives + 15 * point.counts.false_negatives));
      CHECK(point.counts.true_positives >= found);
      found = point.counts.true_positives;
    }
    for (std::int64_t at = 0; at <= 1'000'000; at += 37'037) {
      CHECK(frontier->at(Micro{at}).counts == slow_counts(rows, Micro{at}));
    }
  }
}

TEST_CASE("property: no threshold is better than the one that is chosen") {
  Random random(5);
  for (int round = 0; round < 40; ++round) {
    const auto rows = random_rows(random, 50, 10);
    const AlertCosts costs{{1'000'000},
                           Micro::from_int(static_cast<std::int64_t>(random.below(9)))};
    const auto frontier = Frontier::over(gather_ties(rows), costs);
    REQUIRE(frontier.has_value());
    const auto budget = static_cast<std::int64_t>(random.below(52));
    const Micro recall{static_cast<std::int64_t>(random.below(1'000'001))};
    const auto* within = frontier->within_alerts(budget);
    const auto* reached = frontier->at_recall(recall);
    REQUIRE(reached != nullptr);
    const Confusion all = slow_counts(rows, kMicroZero);
    CHECK(reached->counts.true_positives * 1'000'000 >= recall.value * all.positives());
    for (std::int64_t at = 0; at <= 1'000'000; at += 5'000) {
      const Confusion counts = slow_counts(rows, Micro{at});
      const std::int64_t cost = counts.false_positives * costs.false_positive.value +
                                counts.false_negatives * costs.false_negative.value;
      CHECK(frontier->cheapest().cost.value <= cost);
      if (counts.alerts() <= budget) {
        REQUIRE(within != nullptr);
        CHECK(within->counts.true_positives >= counts.true_positives);
      }
      if (counts.true_positives * 1'000'000 >= recall.value * all.positives()) {
        CHECK(reached->counts.alerts() <= counts.alerts());
      }
    }
  }
}

TEST_CASE("property: no pair of credit thresholds is cheaper than the pair that is found") {
  Random random(6);
  for (int round = 0; round < 60; ++round) {
    const auto ties = gather_ties(random_rows(random, 40, 8));
    const auto cost = [&random] { return Micro{static_cast<std::int64_t>(1 + random.below(5))}; };
    const credit::DecisionCosts costs{cost(), cost(), cost()};
    const auto best = cheapest_thresholds(ties, costs);
    CHECK(best.approve <= best.refer);
    const Micro least = outcome_at(ties, best, costs).cost;
    std::vector<Micro> cuts = {kMicroZero, kMicroOne};
    for (const Tie& tie : ties) cuts.push_back(tie.score);
    for (const Micro approve : cuts) {
      for (const Micro refer : cuts) {
        if (approve > refer) continue;
        CHECK(least <= outcome_at(ties, {approve, refer}, costs).cost);
      }
    }
  }
}

TEST_CASE("property: random ties lie between the worst and the best, and recall grows with k") {
  Random random(7);
  for (int round = 0; round < 100; ++round) {
    std::vector<Position> positions;
    for (int i = 0; i < 20; ++i) {
      positions.push_back({static_cast<std::int64_t>(random.below(15)),
                           static_cast<std::int64_t>(random.below(6))});
    }
    double last = 0.0;
    for (std::int64_t k = 1; k <= 25; ++k) {
      const auto recall = recall_at(k, positions);
      CHECK(recall->worst <= recall->expected.value);
      CHECK(recall->expected.value <= recall->best);
      CHECK(expected_within(k, positions) >= last);
      last = expected_within(k, positions);
    }
    auto shuffled = positions;
    random.shuffle(shuffled);
    CHECK(expected_within(3, shuffled) == expected_within(3, positions));
  }
}

}  // namespace
}  // namespace financescr::evaluation
