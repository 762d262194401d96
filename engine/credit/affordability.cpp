#include "engine/credit/affordability.hpp"

#include "engine/credit/fixed_point.hpp"
#include "engine/credit/instalments.hpp"

namespace financescr::credit {
namespace {

// Nothing without an income, so that a division by it cannot pass a test.
std::optional<Micro> share_of_income(Money part, Money income) {
  if (income.minor <= 0) return std::nullopt;
  return ratio(part, income);
}

}  // namespace

Affordability assess_affordability(const Application& application, const AffordabilityRules& rules,
                                   Money payment, double rate_per_month) {
  const Money income = application.income_monthly;
  const Money outgoings = application.outgoings_monthly;
  const double stressed_rate = rate_per_month + rules.stress_rate_pp.to_double() / 1200.0;
  const LoanTerms terms{application.amount, application.term_months};

  Affordability out;
  out.stressed_income = {multiply({income.minor}, kMicroOne - rules.income_haircut).value,
                         income.currency};
  out.stressed_payment = instalments_of(terms, stressed_rate).regular;
  out.disposable = difference(difference(out.stressed_income, outgoings), out.stressed_payment);
  out.payment_to_income = share_of_income(payment, income);
  out.debt_to_income = share_of_income(sum(outgoings, payment), income);

  out.disposable_passed = out.disposable.minor >= rules.min_disposable.minor;
  out.payment_to_income_passed =
      out.payment_to_income && *out.payment_to_income <= rules.max_payment_to_income;
  out.debt_to_income_passed = out.debt_to_income && *out.debt_to_income <= rules.max_debt_to_income;
  return out;
}

}  // namespace financescr::credit
