// Affordability: whether the instalments can be paid from income, with room for bad luck.
//
// UK CONC 5.2A asks for a reasonable assessment and prescribes no ratio, so every limit is policy.
// Three tests, each reported with its figure, its limit and whether it passed:
//   disposable         income * (1 - haircut) - outgoings - stressed instalment >= minimum
//   payment to income  instalment / income                                      <= maximum
//   debt to income     (outgoings + instalment) / income                        <= maximum
// The stressed instalment is at the nominal annual rate (12 monthly rates) plus stress_rate_pp.
#pragma once

#include <optional>

#include "engine/credit/application.hpp"
#include "engine/credit/policy.hpp"

namespace financescr::credit {

struct Affordability {
  Money stressed_income;
  Money stressed_payment;
  Money disposable;
  // Absent when there is no income; the test has then failed.
  std::optional<Micro> payment_to_income;
  std::optional<Micro> debt_to_income;
  bool disposable_passed = false;
  bool payment_to_income_passed = false;
  bool debt_to_income_passed = false;

  [[nodiscard]] bool passed() const {
    return disposable_passed && payment_to_income_passed && debt_to_income_passed;
  }
};

// `payment` is the regular instalment at `rate_per_month`.
[[nodiscard]] Affordability assess_affordability(const Application& application,
                                                 const AffordabilityRules& rules, Money payment,
                                                 double rate_per_month);

}  // namespace financescr::credit
