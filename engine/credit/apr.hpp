// APR: the two legal definitions of the annual percentage rate of charge, solved to the last bits
// of a double from explicit cash flows.
//
//   UK CONC App 1.2, EU 2008/48/EC annex I (the effective annual rate X):
//     sum C_k (1 + X)^-t_k  =  sum D_l (1 + X)^-s_l              t, s in years
//   US Regulation Z, appendix J (b)(8) (the nominal rate, i a unit-period):
//     sum A_j / ((1 + e_j i)(1 + i)^q_j)  =  sum P_j / ((1 + f_j i)(1 + i)^t_j),    APR = i * w
//
// Where several rates solve an equation, the positive one nearest to zero is the APR (the search
// doubles its step from 1/64, so two roots closer together than one step may be passed over). A
// loan whose payments do not return what was advanced has no APR and is an error.
//
// Only + - * / and numeric::exp and log are used; whole powers are repeated multiplications.
// Day counts, holidays and the rounding of instalments are inputs, never decided here.
#pragma once

#include <cstdint>
#include <span>

#include "engine/core/money.hpp"
#include "engine/core/result.hpp"

namespace financescr::credit {

inline constexpr std::size_t kMaxCashFlows = 10'000;
inline constexpr double kMaxYears = 1000.0;
inline constexpr std::int32_t kMaxUnitPeriods = 100'000;

// An amount paid some years after the first advance.
struct YearFlow {
  Money amount;
  double years = 0.0;
};

// The legal lengths: 12 equal months, 52 weeks, 365 days (366 in a leap year) make a year.
[[nodiscard]] constexpr double years_of_months(std::int32_t months) { return months / 12.0; }
[[nodiscard]] constexpr double years_of_weeks(std::int32_t weeks) { return weeks / 52.0; }
[[nodiscard]] constexpr double years_of_days(std::int32_t days, std::int32_t days_in_year = 365) {
  return static_cast<double>(days) / static_cast<double>(days_in_year);
}

// An amount paid after whole unit-periods and a fraction of one.
struct UnitPeriodFlow {
  Money amount;
  std::int32_t unit_periods = 0;
  double fraction = 0.0;  // below 1, e.g. odd days / 30 with monthly unit-periods
};

// The effective annual rate, 0.125 for 12.5 %.
// Errors: kInvalid (no advances or payments, an amount not positive, more than one currency, a time
// out of range, no rate from 0 % to 1e9 solves the equation), kTooLarge (too many flows).
[[nodiscard]] Result<double> effective_annual_rate(std::span<const YearFlow> advances,
                                                   std::span<const YearFlow> payments);

// The nominal annual rate with `unit_periods_per_year` (12 for months; 365 / term days for a single
// advance with a single payment within a year). Errors: as above.
[[nodiscard]] Result<double> nominal_annual_rate(std::span<const UnitPeriodFlow> advances,
                                                 std::span<const UnitPeriodFlow> payments,
                                                 double unit_periods_per_year);

// The published figure, in percent: one decimal for the UK and the EU, two for the US, a next digit
// of 5 or more rounding up. A rate within 1e-10 percent of a tie is a tie.
// Requires: 0 <= rate < 1e8.
[[nodiscard]] Micro official_uk_percent(double rate);
[[nodiscard]] Micro official_us_percent(double rate);

}  // namespace financescr::credit
