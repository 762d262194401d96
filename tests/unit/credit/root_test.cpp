#include "engine/credit/root.hpp"

#include <doctest/doctest.h>

namespace financescr::credit {
namespace {

TEST_CASE("a bracketed root is found to the last bits") {
  const auto cube = [](double x) { return x * x * x - 2.0; };
  const auto root = find_root(cube, 0.0, 10.0);
  REQUIRE(root.has_value());
  CHECK(magnitude(*root - 1.2599210498948732) < 1e-15);
  const auto down = [&](double x) { return -cube(x); };
  CHECK(magnitude(*find_root(down, 0.0, 10.0) - 1.2599210498948732) < 1e-15);
}

TEST_CASE("a root at an end of the bracket is that end") {
  const auto line = [](double x) { return x - 3.0; };
  CHECK(*find_root(line, 3.0, 5.0) == 3.0);
  CHECK(*find_root(line, 1.0, 3.0) == 3.0);
}

TEST_CASE("a jump is found by bisection, no sign change is refused") {
  const auto jump = [](double x) { return x < 0.3 ? -1.0 : 1.0; };
  CHECK(magnitude(*find_root(jump, 0.0, 1.0) - 0.3) < 1e-15);
  CHECK_FALSE(find_root([](double x) { return x * x + 1.0; }, -1.0, 1.0).has_value());
  CHECK_FALSE(find_root([](double) { return 0.0 / 0.0; }, -1.0, 1.0).has_value());
}

TEST_CASE("whole powers and geometric sums") {
  CHECK(integer_power(3.0, 0) == 1.0);
  CHECK(integer_power(3.0, 5) == 243.0);
  CHECK(geometric_sum(2.0, 0) == 0.0);
  CHECK(geometric_sum(2.0, 1) == 2.0);
  CHECK(geometric_sum(2.0, 10) == 2046.0);
  CHECK(geometric_sum(1.0, 48) == 48.0);
  double slow = 0.0;
  for (std::uint32_t k = 1; k <= 37; ++k) slow += integer_power(0.99, k);
  CHECK(magnitude(geometric_sum(0.99, 37) - slow) < 1e-13);
}

}  // namespace
}  // namespace financescr::credit
