#include "engine/numeric/checked.hpp"

#include <doctest/doctest.h>

#include <limits>

using financescr::numeric::checked_add;
using financescr::numeric::checked_mul;
using financescr::numeric::checked_sub;

namespace {
constexpr std::int64_t kMax = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kMin = std::numeric_limits<std::int64_t>::min();
}  // namespace

TEST_CASE("checked arithmetic gives exact results up to the limits") {
  CHECK(checked_add(2, 3) == 5);
  CHECK(checked_add(kMax, 0) == kMax);
  CHECK(checked_add(kMax, kMin) == -1);
  CHECK(checked_sub(2, 3) == -1);
  CHECK(checked_sub(kMin, 0) == kMin);
  CHECK(checked_mul(-7, 6) == -42);
  CHECK(checked_mul(kMin, 1) == kMin);
  CHECK(checked_mul(kMin, 0) == 0);
  CHECK(checked_mul(3'037'000'499, 3'037'000'499) == 9'223'372'030'926'249'001);
}

TEST_CASE("checked arithmetic gives nothing beyond the limits") {
  CHECK_FALSE(checked_add(kMax, 1));
  CHECK_FALSE(checked_add(kMin, -1));
  CHECK_FALSE(checked_sub(kMin, 1));
  CHECK_FALSE(checked_sub(0, kMin));
  CHECK_FALSE(checked_mul(kMin, -1));
  CHECK_FALSE(checked_mul(kMax, 2));
  CHECK_FALSE(checked_mul(3'037'000'500, 3'037'000'500));
}
