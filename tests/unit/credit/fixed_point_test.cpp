#include "engine/credit/fixed_point.hpp"

#include <doctest/doctest.h>

namespace financescr::credit {
namespace {

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

TEST_CASE("a ratio of money is exact to the millionth") {
  CHECK(ratio({1, kGbp}, {3, kGbp}).value == 333'333);
  CHECK(ratio({2, kGbp}, {3, kGbp}).value == 666'667);
  CHECK(ratio({-1, kGbp}, {2, kGbp}).value == -500'000);
  CHECK(ratio({kMaxMoneyMajor * 100, kGbp}, {100, kGbp}) == Micro::from_int(kMaxMoneyMajor));
}

}  // namespace
}  // namespace financescr::credit
