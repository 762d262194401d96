#include "engine/credit/instalments.hpp"

#include <doctest/doctest.h>

#include "engine/credit/root.hpp"

namespace financescr::credit {
namespace {

Instalments plan(std::int64_t pence, std::int32_t months, std::int64_t apr_micro_percent) {
  return instalments_of({{pence}, months}, monthly_rate({apr_micro_percent}));
}

TEST_CASE("the monthly rate compounds to the annual one") {
  CHECK(monthly_rate(kMicroZero) == 0.0);
  CHECK(magnitude(monthly_rate({12'682'503}) - 0.01) < 1e-10);
  CHECK(magnitude(integer_power(1.0 + monthly_rate({52'900'000}), 12) - 1.529) < 1e-14);
}

TEST_CASE("instalments in pence") {
  struct Row {
    std::int64_t pence;
    std::int32_t months;
    std::int64_t apr;
    std::int64_t regular, last;
  };
  for (const Row& row : {
           Row{120'000, 12, 0, 10'000, 10'000},         // no interest
           Row{100'000, 3, 0, 33'333, 33'334},          // the last penny
           Row{100'000, 12, 12'682'503, 8'885, 8'883},  // 1 % a month: 88.8488
           Row{100'000, 1, 12'682'503, 101'000, 101'000}, Row{30'000, 36, 14'900'000, 1'025, 1'020},
           Row{1, 12, 0, 0, 1},     // too small to divide
           Row{69, 120, 0, 0, 69},  // rounded up it would be repaid early, so it is rounded down
       }) {
    CAPTURE(row.pence);
    CAPTURE(row.months);
    const Instalments got = plan(row.pence, row.months, row.apr);
    CHECK(got.regular.minor == row.regular);
    CHECK(got.last.minor == row.last);
  }
}

TEST_CASE("the rate of the rounded instalments is next to the rate they were made from") {
  const Instalments p = plan(300'000, 24, 18'900'000);
  const double rate = effective_annual_rate({300'000}, p, monthly_rate({18'900'000}));
  CHECK(magnitude(rate - 0.189) < 1e-4);
  CHECK(effective_annual_rate({100'000}, plan(100'000, 3, 0), 0.0) == 0.0);
}

TEST_CASE("a wrong expectation only costs time") {
  const Instalments p = plan(300'000, 24, 18'900'000);
  const double expected = effective_annual_rate({300'000}, p, monthly_rate({18'900'000}));
  CHECK(magnitude(effective_annual_rate({300'000}, p, 0.0) - expected) < 1e-13);
  CHECK(magnitude(effective_annual_rate({300'000}, p, 0.2) - expected) < 1e-13);
}

}  // namespace
}  // namespace financescr::credit
