#include "engine/credit/features.hpp"

#include <algorithm>

#include "engine/credit/fixed_point.hpp"
#include "engine/numeric/elementary.hpp"

namespace financescr::credit {
namespace {

constexpr std::int64_t kReferenceTermMonths = 48;
constexpr std::int32_t kOverdraftSaturationDays = 30;

constexpr Micro indicator(bool condition) { return condition ? kMicroOne : kMicroZero; }

constexpr Micro fraction(std::int64_t part, std::int64_t whole) {
  return {divide_half_even(part * Micro::kScale, whole)};
}

Micro overdraft_fraction(const std::optional<std::int32_t>& days) {
  if (!days) return kMissingFeature;
  return fraction(std::min(*days, kOverdraftSaturationDays), kOverdraftSaturationDays);
}

}  // namespace

std::string_view to_string(Feature feature) {
  switch (feature) {
    case Feature::kUtilisation:
      return "utilisation";
    case Feature::kVolatility:
      return "volatility";
    case Feature::kAmountToIncome:
      return "amount_to_income";
    case Feature::kTermYearsFraction:
      return "term_years_fraction";
    case Feature::kMissedAny:
      return "missed_any";
    case Feature::kMissedMultiple:
      return "missed_multiple";
    case Feature::kMonthlySurplusGbp:
      return "monthly_surplus_gbp";
    case Feature::kLnEmploymentMonths:
      return "ln_employment_months";
    case Feature::kUnemployed:
      return "unemployed";
    case Feature::kSelfEmployed:
      return "self_employed";
    case Feature::kOverdraftFraction:
      return "overdraft_fraction";
  }
  return "";
}

FeatureVector compute_features(const Application& application, const Derivations& derivations) {
  const Money income = application.income_monthly;
  const Money divisor = income.minor > kOnePound.minor ? income : kOnePound;
  const EmploymentStatus status = application.employment_status;

  FeatureVector values{};
  const auto set = [&values](Feature feature, Micro value) { values[index_of(feature)] = value; };
  set(Feature::kUtilisation, derivations.utilisation.value);
  set(Feature::kVolatility, derivations.volatility.value);
  set(Feature::kAmountToIncome, ratio(application.amount, divisor));
  set(Feature::kTermYearsFraction, fraction(application.term_months, kReferenceTermMonths));
  set(Feature::kMissedAny, indicator(application.missed_payments_12m > 0));
  set(Feature::kMissedMultiple, indicator(application.missed_payments_12m >= 2));
  set(Feature::kMonthlySurplusGbp, difference(income, application.outgoings_monthly).major());
  set(Feature::kLnEmploymentMonths,
      Micro::from_double(numeric::log(static_cast<double>(application.employment_months) + 1.0)));
  set(Feature::kUnemployed, indicator(status == EmploymentStatus::kUnemployed));
  set(Feature::kSelfEmployed, indicator(status == EmploymentStatus::kSelfEmployed));
  set(Feature::kOverdraftFraction, overdraft_fraction(application.days_overdraft_90d));
  return values;
}

}  // namespace financescr::credit
