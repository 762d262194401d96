// Instalments: what a loan of equal monthly instalments costs each month, in whole pence.
//
// Interest compounds monthly at the monthly equivalent of an effective annual rate,
// (1 + APR)^(1/12) - 1. The regular instalment is rounded half up to the penny; interest accrues
// unrounded, and the last instalment settles what is left, so the loan is repaid to the penny.
#pragma once

#include <cstdint>

#include "engine/core/micro.hpp"
#include "engine/core/money.hpp"

namespace financescr::credit {

struct LoanTerms {
  Money amount;
  std::int32_t term_months = 0;
};

struct Instalments {
  Money regular;  // months 1 to term - 1
  Money last;     // month term
  std::int32_t term_months = 0;

  [[nodiscard]] Money total() const {
    return {regular.minor * (term_months - 1) + last.minor, regular.currency};
  }
  bool operator==(const Instalments&) const = default;
};

// The monthly rate of an effective annual rate given in percent; 0 for 0.
[[nodiscard]] double monthly_rate(Micro apr_percent);

// Requires: 0 < amount <= 1e9 pounds, 1 <= term_months <= 120, 0 <= monthly rate <= 0.2.
[[nodiscard]] Instalments instalments_of(const LoanTerms& terms, double rate_per_month);

// The UK/EU APR (apr.hpp) of the instalments as rounded, advanced in full on day 0 and paid at
// equal months: the same root as effective_annual_rate, by closed sums. `expected_rate` (per month)
// starts the search. Complexity: logarithmic in the term.
[[nodiscard]] double effective_annual_rate(Money amount, const Instalments& instalments,
                                           double expected_rate);

}  // namespace financescr::credit
