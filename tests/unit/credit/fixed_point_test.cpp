#include "engine/credit/fixed_point.hpp"

#include <doctest/doctest.h>

namespace financescr::credit {
namespace {

TEST_CASE("a quotient is rounded half to even, on both sides of zero") {
  struct Row {
    std::int64_t n, d, expected;
  };
  for (const Row& row : {Row{5, 10, 0}, Row{15, 10, 2}, Row{25, 10, 2}, Row{26, 10, 3},
                         Row{-5, 10, 0}, Row{-15, 10, -2}, Row{-25, 10, -2}, Row{-26, 10, -3},
                         Row{7, 7, 1}, Row{0, 3, 0}, Row{1, 3, 0}, Row{2, 3, 1}, Row{-2, 3, -1}}) {
    CAPTURE(row.n);
    CAPTURE(row.d);
    CHECK(divide_half_even(row.n, row.d) == row.expected);
  }
}

TEST_CASE("amounts with more than two decimals go to the even penny") {
  struct Row {
    std::int64_t micro, pence;
  };
  for (const Row& row : {Row{1'005'000, 100}, Row{1'015'000, 102}, Row{1'005'001, 101},
                         Row{325'500'000, 32'550}, Row{-1'005'000, -100}}) {
    CAPTURE(row.micro);
    CHECK(to_money({row.micro}).minor == row.pence);
  }
}

TEST_CASE("multiply_exact is core's multiply, whatever the size") {
  const std::int64_t values[] = {0,           1,           -1,          499'999,
                                 500'000,     1'500'000,   -600,        2'500'001,
                                 -7'654'321,  123'456'789, 1LL << 40,   -(1LL << 40),
                                 999'999'999, 1LL << 50,   -(1LL << 45)};
  for (const std::int64_t a : values) {
    for (const std::int64_t b : values) {
      if (a > (1LL << 30) && b > (1LL << 45)) continue;  // beyond multiply's own range
      CAPTURE(a);
      CAPTURE(b);
      CHECK(multiply_exact({a}, {b}) == multiply({a}, {b}));
    }
  }
}

TEST_CASE("a ratio of money is exact to the millionth") {
  CHECK(ratio({1, kGbp}, {3, kGbp}).value == 333'333);
  CHECK(ratio({2, kGbp}, {3, kGbp}).value == 666'667);
  CHECK(ratio({-1, kGbp}, {2, kGbp}).value == -500'000);
  CHECK(ratio({kMaxMoneyMajor * 100, kGbp}, {100, kGbp}) == Micro::from_int(kMaxMoneyMajor));
}

}  // namespace
}  // namespace financescr::credit
