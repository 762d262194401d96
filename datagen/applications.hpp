// Credit applications of the customers, and their outcomes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "datagen/credit_truth.hpp"
#include "datagen/customers.hpp"
#include "datagen/python_number.hpp"

namespace financescr::datagen {

// The raw fields from which utilisation and volatility are derived (v2).
struct RawBalances {
  PythonNumber revolving_balance_gbp;
  PythonNumber revolving_limit_gbp;
  PythonNumber balance_mean_gbp;
  PythonNumber balance_std_gbp;
  std::int64_t days_overdraft_90d = 0;
};

// Stability fields and bureau-like signals (v2). Given the other fields they say nothing more about
// the outcome: the law of credit_truth.hpp does not use them.
struct Background {
  std::int64_t months_at_address = 0;
  std::string_view housing_status;
  std::int64_t dependents = 0;
  std::int64_t accounts_open = 0;
  std::int64_t inquiries_6m = 0;
  std::int64_t oldest_account_months = 0;
  std::vector<PythonNumber> utilisation_history_6m;  // the oldest month first
};

struct Application {
  PythonNumber amount_gbp;
  std::int64_t term_months = 0;
  PythonNumber income_monthly_gbp;
  PythonNumber outgoings_monthly_gbp;
  EmploymentStatus employment_status = EmploymentStatus::kEmployed;
  std::int64_t employment_months = 0;
  PythonNumber credit_utilisation;
  std::int64_t missed_payments_12m = 0;
  PythonNumber bank_balance_volatility;
  std::optional<RawBalances> raw;
  std::optional<Background> background;

  [[nodiscard]] CreditFacts facts() const;
};

// A_000001 for index 0.
[[nodiscard]] std::string application_id(std::int64_t index);

[[nodiscard]] Application draw_application_v1(PythonRandom& rng, Region region);

// With probability `raw_rate` the raw fields are drawn, and utilisation and volatility derived from
// them as they are written, as the engine derives them (docs/CREDIT.md).
[[nodiscard]] Application draw_application_v2(PythonRandom& rng, Region region, double raw_rate);

// The row of applications.jsonl, with its line feed.
[[nodiscard]] std::string application_line(std::int64_t index, std::int64_t customer,
                                           const Application& application);

struct CreditLabel {
  PythonNumber pd_12m;           // four decimals
  std::int64_t default_12m = 0;  // 0 or 1
};

// The default is drawn with the unrounded probability.
[[nodiscard]] CreditLabel draw_credit_label(PythonRandom& rng, double pd);

// The row of labels.jsonl, with its line feed.
[[nodiscard]] std::string credit_label_line(std::int64_t index, const CreditLabel& label);

}  // namespace financescr::datagen
