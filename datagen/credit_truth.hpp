// The law by which synthetic borrowers default: the truth a credit model tries to learn.
#pragma once

#include <cstdint>
#include <string_view>

namespace financescr::datagen {

enum class EmploymentStatus : std::uint8_t { kEmployed, kSelfEmployed, kUnemployed };

[[nodiscard]] std::string_view to_string(EmploymentStatus status);

// What the probability of default depends on, as doubles of the rounded values of a row.
struct CreditFacts {
  double credit_utilisation = 0.0;       // 0 to 1
  double bank_balance_volatility = 0.0;  // 0 to 1
  double amount_gbp = 0.0;
  double income_monthly_gbp = 0.0;
  double outgoings_monthly_gbp = 0.0;
  std::int64_t term_months = 0;
  std::int64_t missed_payments_12m = 0;
  std::int64_t employment_months = 0;
  EmploymentStatus employment_status = EmploymentStatus::kEmployed;
  std::int64_t days_overdraft_90d = 0;  // v1 knows none
};

// The log-odds of default within twelve months.
[[nodiscard]] double true_log_odds(const CreditFacts& facts);

// logistic(true_log_odds), held within 0.01 and 0.60.
[[nodiscard]] double true_pd(const CreditFacts& facts);

}  // namespace financescr::datagen
