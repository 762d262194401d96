#include "engine/credit/instalments.hpp"

#include <cmath>

#include "engine/credit/root.hpp"
#include "engine/numeric/elementary.hpp"

namespace financescr::credit {
namespace {

std::int64_t round_half_up(double pence) {
  return static_cast<std::int64_t>(std::floor(pence + 0.5));
}

// What is owed at the end of the term if every earlier instalment was `regular`.
std::int64_t last_instalment(double principal, double discount, std::uint32_t months,
                             std::int64_t regular) {
  const double paid = static_cast<double>(regular) * geometric_sum(discount, months - 1);
  return round_half_up((principal - paid) / integer_power(discount, months));
}

}  // namespace

double monthly_rate(Micro apr_percent) {
  if (apr_percent.value == 0) return 0.0;
  return numeric::exp(numeric::log(1.0 + apr_percent.to_double() / 100.0) / 12.0) - 1.0;
}

Instalments instalments_of(const LoanTerms& terms, double rate_per_month) {
  const auto months = static_cast<std::uint32_t>(terms.term_months);
  const auto principal = static_cast<double>(terms.amount.minor);
  const double discount = 1.0 / (1.0 + rate_per_month);
  const double exact = principal / geometric_sum(discount, months);
  std::int64_t regular = round_half_up(exact);
  std::int64_t last = last_instalment(principal, discount, months, regular);
  if (last < 0) {
    // Pennies rounded up over a small loan repay it early; rounded down, they never do.
    regular = static_cast<std::int64_t>(std::floor(exact));
    last = last_instalment(principal, discount, months, regular);
  }
  if (months == 1) regular = last;
  const Currency currency = terms.amount.currency;
  return {{regular, currency}, {last, currency}, terms.term_months};
}

double effective_annual_rate(Money amount, const Instalments& instalments, double expected_rate) {
  const auto months = static_cast<std::uint32_t>(instalments.term_months);
  const auto principal = static_cast<double>(amount.minor);
  const auto regular = static_cast<double>(instalments.regular.minor);
  const auto last = static_cast<double>(instalments.last.minor);
  if (instalments.total().minor <= amount.minor) return 0.0;
  const auto net = [&](double rate) {
    const double discount = 1.0 / (1.0 + rate);
    return regular * geometric_sum(discount, months - 1) + last * integer_power(discount, months) -
           principal;
  };
  // Rounding to the penny moves the rate by little, so a narrow bracket nearly always holds it.
  double margin = expected_rate * 1.0e-3 + 1.0e-9;
  for (int widening = 0; widening < 32; ++widening, margin *= 8.0) {
    const double low = expected_rate > margin ? expected_rate - margin : 0.0;
    if (const auto root = find_root(net, low, expected_rate + margin)) {
      return integer_power(1.0 + *root, 12) - 1.0;
    }
  }
  return 0.0;
}

}  // namespace financescr::credit
