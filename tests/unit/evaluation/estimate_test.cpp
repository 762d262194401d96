#include "engine/evaluation/estimate.hpp"

#include <doctest/doctest.h>

#include <cmath>

namespace financescr::evaluation {
namespace {

bool near(Micro value, double expected, double within = 0.00006) {
  return std::fabs(value.to_double() - expected) < within;
}

TEST_CASE("Wilson's interval has the published bounds (Newcombe 1998, table I, method 3)") {
  struct Row {
    std::int64_t successes, trials;
    double low, high;
  };
  for (const Row& row : {Row{81, 263, 0.2553, 0.3662}, Row{15, 148, 0.0624, 0.1605},
                         Row{0, 20, 0.0, 0.1611}, Row{1, 29, 0.0061, 0.1718}}) {
    CAPTURE(row.successes);
    const auto estimate = proportion(row.successes, row.trials);
    REQUIRE(estimate.has_value());
    CHECK(near(estimate->low, row.low));
    CHECK(near(estimate->high, row.high));
  }
}

TEST_CASE("a share of nothing is no share") { CHECK_FALSE(proportion(std::int64_t{0}, 0)); }

TEST_CASE("all and none touch 1 and 0 exactly, but are not certain") {
  for (const std::int64_t trials : {1, 7, 1000}) {
    const auto all = proportion(trials, trials);
    const auto none = proportion(std::int64_t{0}, trials);
    CHECK(all->value == kMicroOne);
    CHECK(all->high == kMicroOne);
    CHECK(all->low < kMicroOne);
    CHECK(none->low == kMicroZero);
    CHECK(all->low.value + none->high.value == Micro::kScale);
  }
}

TEST_CASE("a logit interval stays within 0 to 1 and holds its value") {
  const Estimate wide = logit_interval(0.99, 0.5, 10);
  CHECK(wide.low >= kMicroZero);
  CHECK(wide.low < wide.value);
  CHECK(wide.high > wide.value);
  CHECK(wide.high <= kMicroOne);
  CHECK(logit_interval(1.0, 0.0, 20) == *proportion(std::int64_t{20}, 20));
}

TEST_CASE("a missing estimate is null in JSON") {
  CHECK(canonical::write(to_json(std::nullopt)) == "null");
  CHECK(canonical::write(to_json(Estimate{{500'000}, {250'000}, {750'000}})) ==
        R"({"high":0.75,"low":0.25,"value":0.5})");
}

}  // namespace
}  // namespace financescr::evaluation
