// The vectors of official worked examples (FCA CONC App 1.2, EU 2008/48/EC annex I, US Regulation Z
// appendix J), to the digits they are printed with.
#include "engine/credit/apr.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace financescr::credit {
namespace {

constexpr Money pounds(double amount) { return {static_cast<std::int64_t>(amount * 100 + 0.5)}; }

std::vector<YearFlow> monthly(int count, Money payment) {
  std::vector<YearFlow> flows;
  for (int k = 1; k <= count; ++k) flows.push_back({payment, years_of_months(k)});
  return flows;
}

std::vector<UnitPeriodFlow> unit_periods(int count, Money payment, double fraction = 0.0) {
  std::vector<UnitPeriodFlow> flows;
  for (int k = 1; k <= count; ++k) flows.push_back({payment, k, fraction});
  return flows;
}

// A percentage as printed with five decimals.
Micro five_decimals(const Result<double>& rate) {
  REQUIRE(rate.has_value());
  // One rounding: the rate in units of ten micro percent.
  return {Micro::from_double(*rate * 10.0).value * 10};
}

TEST_CASE("UK and EU: effective annual rate") {
  struct Row {
    std::string name;
    Money advance;
    std::vector<YearFlow> payments;
    std::int64_t percent;   // micro
    std::int64_t official;  // micro
  };
  const Row rows[] = {
      {"1200 after 1.5 years", pounds(1000), {{pounds(1200), 1.5}}, 12'924'320, 12'900'000},
      {"the same, fee of 50", pounds(950), {{pounds(1200), 1.5}}, 16'852'610, 16'900'000},
      {"600 after 1 and 2 years",
       pounds(1000),
       {{pounds(600), 1}, {pounds(600), 2}},
       13'066'240,
       13'100'000},
      {"272, 272, 544",
       pounds(1000),
       {{pounds(272), 0.25}, {pounds(272), 0.5}, {pounds(544), 1}},
       13'185'500,
       13'200'000},
      {"548 days", pounds(1000), {{pounds(1200), years_of_days(548)}}, 12'911'800, 12'900'000},
      {"36 of 322.44", pounds(10'000), monthly(36, pounds(322.44)), 10'417'200, 10'400'000},
      {"the same, fee of 150", pounds(9850), monthly(36, pounds(322.44)), 11'563'260, 11'600'000},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    const YearFlow advance{row.advance, 0};
    const auto rate = effective_annual_rate({&advance, 1}, row.payments);
    CHECK(five_decimals(rate) == Micro{row.percent});
    CHECK(official_uk_percent(*rate) == Micro{row.official});
  }
}

TEST_CASE("US: nominal annual rate") {
  struct Row {
    std::string name;
    Money advance;
    std::vector<UnitPeriodFlow> payments;
    double unit_periods_per_year;
    std::int64_t percent;
    std::int64_t official;
  };
  const Row rows[] = {
      {"24 of 230", pounds(5000), unit_periods(24, pounds(230)), 12, 9'685'710, 9'690'000},
      {"36 of 200 and 19 odd days", pounds(6000), unit_periods(36, pounds(200), 19.0 / 30.0), 12,
       11'816'510, 11'820'000},
      {"one payment after 255 days", pounds(1000), unit_periods(1, pounds(1080)), 365.0 / 255.0,
       11'450'980, 11'450'000},
      {"36 of 322.44", pounds(10'000), unit_periods(36, pounds(322.44)), 12, 9'950'600, 9'950'000},
      {"the same, fee of 150", pounds(9850), unit_periods(36, pounds(322.44)), 12, 10'992'200,
       10'990'000},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    const UnitPeriodFlow advance{row.advance, 0, 0};
    const auto rate = nominal_annual_rate({&advance, 1}, row.payments, row.unit_periods_per_year);
    CHECK(five_decimals(rate) == Micro{row.percent});
    CHECK(official_us_percent(*rate) == Micro{row.official});
  }
}

TEST_CASE("a next digit of 5 rounds up, one of 4 does not") {
  CHECK(official_uk_percent(0.1285) == Micro{12'900'000});
  CHECK(official_uk_percent(0.12849) == Micro{12'800'000});
  CHECK(official_uk_percent(0.128499) == Micro{12'800'000});
  CHECK(official_uk_percent(0.0) == kMicroZero);
  CHECK(official_us_percent(0.096850) == Micro{9'690'000});
  CHECK(official_us_percent(0.0968499) == Micro{9'680'000});
}

TEST_CASE("a loan repaid without interest has a rate of exactly 0") {
  const YearFlow advance{pounds(900), 0};
  CHECK(*effective_annual_rate({&advance, 1}, monthly(3, pounds(300))) == 0.0);
}

TEST_CASE("several advances: a second drawdown of the same loan") {
  // 500 now, 500 in half a year, 1100 after one: 500 x^2 + 500 x = 1100, x = (1 + X)^(1/2).
  const std::vector<YearFlow> advances = {{pounds(500), 0}, {pounds(500), 0.5}};
  const std::vector<YearFlow> payments = {{pounds(1100), 1}};
  CHECK(five_decimals(effective_annual_rate(advances, payments)) == Micro{13'475'240});
}

TEST_CASE("weeks and leap years have their legal lengths") {
  CHECK(years_of_weeks(26) == 0.5);
  CHECK(years_of_days(183, 366) == 0.5);
  CHECK(years_of_months(18) == 1.5);
}

TEST_CASE("a weekly loan at several thousand percent is solved") {
  const YearFlow advance{pounds(100), 0};
  const YearFlow payment{pounds(130), years_of_weeks(2)};
  const auto rate = effective_annual_rate({&advance, 1}, {&payment, 1});
  REQUIRE(rate.has_value());
  CHECK(official_uk_percent(*rate) == Micro{91'633'300'000 / 1000 * 1000});  // 1.3^26 - 1
}

TEST_CASE("cash flows without a rate are refused") {
  const YearFlow advance{pounds(1000), 0};
  const auto error_of = [&](std::vector<YearFlow> advances, std::vector<YearFlow> payments) {
    const auto rate = effective_annual_rate(advances, payments);
    REQUIRE_FALSE(rate.has_value());
    CHECK(rate.error().code == ErrorCode::kInvalid);
    return rate.error().detail;
  };
  CHECK(error_of({advance}, {{pounds(900), 1}}) ==
        "no annual rate from 0 % upwards solves the cash flows");
  CHECK(error_of({advance}, {{pounds(1e9), 1e-9}}) ==
        "no annual rate from 0 % upwards solves the cash flows");
  CHECK(error_of({}, {advance}) == "advances must not be empty");
  CHECK(error_of({advance}, {}) == "payments must not be empty");
  CHECK(error_of({advance}, {{{-1}, 1}}) == "payments must not be negative");
  CHECK(error_of({advance}, {{pounds(1200), -1}}) == "payments has a time out of range");
  CHECK(error_of({advance}, {{pounds(1200), 0.0 / 0.0}}) == "payments has a time out of range");
  CHECK(error_of({advance}, {{{120'000, {{'E', 'U', 'R'}}}, 1}}) ==
        "payments must all be in one currency");

  const UnitPeriodFlow us{pounds(1000), 0, 0};
  const UnitPeriodFlow odd{pounds(1100), 1, 1.5};
  CHECK_FALSE(nominal_annual_rate({&us, 1}, {&odd, 1}, 12));
  const UnitPeriodFlow good{pounds(1100), 1, 0};
  CHECK_FALSE(nominal_annual_rate({&us, 1}, {&good, 1}, 0));
  CHECK(nominal_annual_rate({&us, 1}, {&good, 1}, 12).has_value());

  const std::vector<YearFlow> too_many(kMaxCashFlows + 1, YearFlow{pounds(1), 1});
  const auto rate = effective_annual_rate({&advance, 1}, too_many);
  REQUIRE_FALSE(rate.has_value());
  CHECK(rate.error().code == ErrorCode::kTooLarge);
}

}  // namespace
}  // namespace financescr::credit
