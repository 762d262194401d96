#include "engine/evaluation/frontier.hpp"

#include <doctest/doctest.h>

namespace financescr::evaluation {
namespace {

// 0.9: two found; 0.7: one found, one alarm; 0.4: two alarms; 0.1: one found, three alarms.
const std::vector<Tie> kTies = {
    {{900'000}, 2, 0}, {{700'000}, 1, 1}, {{400'000}, 0, 2}, {{100'000}, 1, 3}};

Frontier frontier_of(std::int64_t false_positive, std::int64_t false_negative) {
  auto frontier =
      Frontier::over(kTies, {Micro::from_int(false_positive), Micro::from_int(false_negative)});
  REQUIRE(frontier.has_value());
  return *frontier;
}

TEST_CASE("every distinct threshold, from none to all") {
  const auto frontier = frontier_of(1, 5);
  const auto& points = frontier.points();
  REQUIRE(points.size() == 5);
  CHECK(points[0].counts == Confusion{0, 0, 6, 4});
  CHECK(points[0].cost == Micro::from_int(20));
  CHECK(points[1].counts == Confusion{2, 0, 6, 2});
  CHECK(points[2].counts == Confusion{3, 1, 5, 1});
  CHECK(points[2].cost == Micro::from_int(6));
  CHECK(points[4].counts == Confusion{4, 6, 0, 0});
}

TEST_CASE("the threshold is the middle of the gap that decides alike") {
  const auto frontier = frontier_of(1, 5);
  const auto& points = frontier.points();
  CHECK(points[0].threshold() == Micro{950'000});
  CHECK(points[1].threshold() == Micro{800'000});
  CHECK(points[2].threshold() == Micro{550'000});
  CHECK(points[4].threshold() == Micro{100'000});
  for (const auto& point : points) {
    CHECK(frontier.at(point.threshold()).counts == point.counts);
    CHECK(frontier.at(point.lowest).counts == point.counts);
  }
  CHECK(frontier.at(kMicroZero).counts.alerts() == 10);
  CHECK(frontier.at(kMicroOne).counts.alerts() == 0);
  const FrontierPoint close{{3}, {2}, {}, {}};
  CHECK(close.threshold() == Micro{3});  // above 2, which must not alert
}

TEST_CASE("the cheapest threshold follows the prices") {
  CHECK(frontier_of(1, 4).cheapest().counts == Confusion{3, 1, 5, 1});
  CHECK(frontier_of(1, 100).cheapest().counts.false_negatives == 0);
  CHECK(frontier_of(100, 1).cheapest().counts.false_positives == 0);
}

TEST_CASE("of equal costs the one that finds more is chosen, then the one that alerts less") {
  // At 0.9 two misses, at 0.7 one miss and one alarm; at 5 a miss, one miss and one alarm cost six
  // alarms.
  CHECK(frontier_of(1, 1).cheapest().counts == Confusion{3, 1, 5, 1});
  CHECK(frontier_of(1, 5).cheapest().counts == Confusion{4, 6, 0, 0});
  CHECK(frontier_of(0, 0).cheapest().counts == Confusion{4, 6, 0, 0});
  const auto free_alarms = Frontier::over({{{2}, 1, 0}, {{1}, 0, 5}}, {kMicroZero, kMicroOne});
  CHECK(free_alarms->cheapest().counts == Confusion{1, 0, 5, 0});
}

TEST_CASE("an alert budget never divides a tie and is not spent on what finds nothing") {
  const auto frontier = frontier_of(1, 5);
  CHECK(frontier.within_alerts(0)->counts.alerts() == 0);
  CHECK(frontier.within_alerts(3)->counts.alerts() == 2);
  CHECK(frontier.within_alerts(4)->counts.alerts() == 4);
  CHECK(frontier.within_alerts(9)->counts.alerts() == 4);
  CHECK(frontier.within_alerts(10)->counts.alerts() == 10);
}

TEST_CASE("a recall is reached exactly, with the fewest alerts") {
  const auto frontier = frontier_of(1, 5);
  CHECK(frontier.at_recall(Micro{500'000})->counts.alerts() == 2);
  CHECK(frontier.at_recall(Micro{500'001})->counts.alerts() == 4);
  CHECK(frontier.at_recall(Micro{750'000})->counts.alerts() == 4);
  CHECK(frontier.at_recall(kMicroOne)->counts.alerts() == 10);
  CHECK(frontier.at_recall(kMicroZero)->counts.alerts() == 0);
}

TEST_CASE("a score of 1 cannot be excluded by a threshold of at most 1") {
  const auto frontier = Frontier::over({{kMicroOne, 1, 2}, {{500'000}, 1, 0}}, {{1}, {1}});
  REQUIRE(frontier.has_value());
  CHECK(frontier->points().front().counts.alerts() == 3);
  CHECK(frontier->within_alerts(2) == nullptr);
  CHECK(frontier->at(kMicroOne).counts.alerts() == 3);
}

TEST_CASE("nothing to choose from, no positives, and costs beyond 64 bits") {
  CHECK_FALSE(Frontier::over({}, {{1}, {1}}).has_value());
  const auto none = Frontier::over({{{5}, 0, 3}}, {{1}, {1}});
  CHECK(none->at_recall(kMicroOne) == nullptr);
  const auto large = Frontier::over({{{5}, 9'000'000'000, 3}}, {{1}, Micro::from_int(1'000'000)});
  REQUIRE_FALSE(large.has_value());
  CHECK(large.error().code == ErrorCode::kTooLarge);
}

}  // namespace
}  // namespace financescr::evaluation
