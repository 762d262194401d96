#include "datagen/credit_truth.hpp"

#include <algorithm>

#include "engine/numeric/elementary.hpp"

namespace financescr::datagen {

std::string_view to_string(EmploymentStatus status) {
  switch (status) {
    case EmploymentStatus::kEmployed:
      return "EMPLOYED";
    case EmploymentStatus::kSelfEmployed:
      return "SELF_EMPLOYED";
    case EmploymentStatus::kUnemployed:
      return "UNEMPLOYED";
  }
  return "EMPLOYED";
}

double true_log_odds(const CreditFacts& facts) {
  double z = -2.2;
  z += 1.3 * facts.credit_utilisation;
  z += 0.9 * facts.bank_balance_volatility;
  z += 0.45 * (facts.amount_gbp / std::max(facts.income_monthly_gbp, 1.0));
  z += 0.25 * (static_cast<double>(facts.term_months) / 48.0);
  if (facts.missed_payments_12m > 0) z += 0.55;
  if (facts.missed_payments_12m >= 2) z += 0.75;
  z -= 0.0006 * (facts.income_monthly_gbp - facts.outgoings_monthly_gbp);
  z -= 0.10 * numeric::log(static_cast<double>(facts.employment_months) + 1.0);
  if (facts.employment_status == EmploymentStatus::kUnemployed) z += 0.8;
  if (facts.employment_status == EmploymentStatus::kSelfEmployed) z += 0.2;
  const std::int64_t overdraft = std::min<std::int64_t>(facts.days_overdraft_90d, 30);
  if (overdraft > 0) z += 0.015 * (static_cast<double>(overdraft) / 30.0);
  return z;
}

double true_pd(const CreditFacts& facts) {
  return std::clamp(numeric::logistic(true_log_odds(facts)), 0.01, 0.60);
}

}  // namespace financescr::datagen
