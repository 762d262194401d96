// Credit applications of the customers, and their outcomes.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "datagen/credit_truth.hpp"
#include "datagen/customers.hpp"
#include "datagen/python_number.hpp"

namespace financescr::datagen {

struct Application {
  std::string application_id;  // A_000001 ...
  std::string customer_id;
  PythonNumber amount_gbp;
  std::int64_t term_months = 0;
  PythonNumber income_monthly_gbp;
  PythonNumber outgoings_monthly_gbp;
  EmploymentStatus employment_status = EmploymentStatus::kEmployed;
  std::int64_t employment_months = 0;
  PythonNumber credit_utilisation;
  std::int64_t missed_payments_12m = 0;
  PythonNumber bank_balance_volatility;

  [[nodiscard]] CreditFacts facts() const;
};

struct CreditLabel {
  std::string application_id;
  PythonNumber pd_12m;           // four decimals
  std::int64_t default_12m = 0;  // 0 or 1
};

// Application i belongs to customer i, the customers being cycled.
// Requires: there are customers, or count is 0.
[[nodiscard]] std::vector<Application> draw_applications(PythonRandom& rng,
                                                         const std::vector<Customer>& customers,
                                                         std::int64_t count);

// The default is drawn with the unrounded probability.
[[nodiscard]] std::vector<CreditLabel> draw_credit_labels(
    PythonRandom& rng, const std::vector<Application>& applications);

[[nodiscard]] std::string applications_jsonl(const std::vector<Application>& applications);
[[nodiscard]] std::string credit_labels_jsonl(const std::vector<CreditLabel>& labels);

}  // namespace financescr::datagen
