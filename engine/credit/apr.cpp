#include "engine/credit/apr.hpp"

#include <cmath>
#include <optional>

#include "engine/credit/root.hpp"
#include "engine/numeric/elementary.hpp"

namespace financescr::credit {
namespace {

constexpr double kFirstStep = 1.0 / 64.0;
constexpr double kMaxRate = 1.0e9;

bool is_good_time(const YearFlow& flow) { return flow.years >= 0.0 && flow.years <= kMaxYears; }
bool is_good_time(const UnitPeriodFlow& flow) {
  return flow.unit_periods >= 0 && flow.unit_periods <= kMaxUnitPeriods && flow.fraction >= 0.0 &&
         flow.fraction < 1.0;
}

template <typename Flow>
std::optional<Error> check(std::span<const Flow> flows, std::string_view what, Currency currency) {
  const auto invalid = [&](std::string_view detail) {
    return Error{ErrorCode::kInvalid, std::string(what) + " " + std::string(detail), {}};
  };
  if (flows.empty()) return invalid("must not be empty");
  if (flows.size() > kMaxCashFlows) {
    return Error{ErrorCode::kTooLarge,
                 std::string(what) + " has more than " + std::to_string(kMaxCashFlows) + " flows",
                 {}};
  }
  for (const Flow& flow : flows) {
    if (flow.amount.minor < 0) return invalid("must not be negative");
    if (flow.amount.currency != currency) return invalid("must all be in one currency");
    if (!is_good_time(flow)) return invalid("has a time out of range");
  }
  return std::nullopt;
}

template <typename Flow>
std::optional<Error> check(std::span<const Flow> advances, std::span<const Flow> payments) {
  const Currency currency = advances.empty() ? kGbp : advances.front().amount.currency;
  auto error = check(advances, "advances", currency);
  return error ? error : check(payments, "payments", currency);
}

double base_power(double base, double log_base, double exponent) {
  const double whole = std::floor(exponent);
  if (whole == exponent) return integer_power(base, static_cast<std::uint32_t>(whole));
  return numeric::exp(exponent * log_base);
}

double present_value(std::span<const YearFlow> flows, double rate) {
  const double growth = 1.0 + rate;
  const double log_growth = numeric::log(growth);
  double total = 0.0;
  for (const YearFlow& flow : flows) {
    total += static_cast<double>(flow.amount.minor) / base_power(growth, log_growth, flow.years);
  }
  return total;
}

double present_value(std::span<const UnitPeriodFlow> flows, double rate) {
  double total = 0.0;
  for (const UnitPeriodFlow& flow : flows) {
    const double growth = integer_power(1.0 + rate, static_cast<std::uint32_t>(flow.unit_periods)) *
                          (1.0 + flow.fraction * rate);
    total += static_cast<double>(flow.amount.minor) / growth;
  }
  return total;
}

// The root of the equation nearest to zero from above.
template <typename Flow>
Result<double> solve(std::span<const Flow> advances, std::span<const Flow> payments) {
  const auto net = [&](double rate) {
    return present_value(payments, rate) - present_value(advances, rate);
  };
  double low = 0.0;
  double f_low = net(low);
  if (f_low == 0.0) return 0.0;
  for (double step = kFirstStep; low < kMaxRate; step *= 2.0) {
    const double high = low + step;
    const double f_high = net(high);
    if (brackets(f_low, f_high)) {
      if (const auto root = find_root(net, low, high)) return *root;
      break;
    }
    low = high;
    f_low = f_high;
  }
  return fail(ErrorCode::kInvalid, "no annual rate from 0 % upwards solves the cash flows");
}

// `scale` is 10 for one decimal of a percent, 100 for two.
Micro round_percent(double rate, std::int64_t scale) {
  constexpr std::int64_t kTenthBillionths = 10'000'000'000;
  const auto percent = static_cast<std::int64_t>(std::nearbyint(rate * 100.0 * 1.0e10));
  const std::int64_t unit = kTenthBillionths / scale;
  const std::int64_t units = (percent + unit / 2) / unit;
  return {units * (Micro::kScale / scale)};
}

}  // namespace

Result<double> effective_annual_rate(std::span<const YearFlow> advances,
                                     std::span<const YearFlow> payments) {
  if (auto error = check(advances, payments)) return tl::unexpected<Error>(std::move(*error));
  return solve(advances, payments);
}

Result<double> nominal_annual_rate(std::span<const UnitPeriodFlow> advances,
                                   std::span<const UnitPeriodFlow> payments,
                                   double unit_periods_per_year) {
  if (auto error = check(advances, payments)) return tl::unexpected<Error>(std::move(*error));
  if (!(unit_periods_per_year > 0.0 && unit_periods_per_year <= 366.0)) {
    return fail(ErrorCode::kInvalid, "unit periods in a year must lie between 0 and 366");
  }
  const auto rate = solve(advances, payments);
  if (!rate) return rate;
  return *rate * unit_periods_per_year;
}

Micro official_uk_percent(double rate) { return round_percent(rate, 10); }

Micro official_us_percent(double rate) { return round_percent(rate, 100); }

}  // namespace financescr::credit
