#include "engine/credit/affordability.hpp"

#include <doctest/doctest.h>

#include "tests/unit/credit/samples.hpp"

namespace financescr::credit {
namespace {

using samples::application;

// 1,200 pounds over 12 months without interest: 100 a month, and with 12 points of stress (1 % a
// month) 106.62.
constexpr std::string_view kLoan =
    R"({"amount_gbp":1200,"term_months":12,"income_monthly_gbp":1000,"outgoings_monthly_gbp":600})";

AffordabilityRules rules() {
  return {.stress_rate_pp = Micro::from_int(12),
          .income_haircut = {100'000},
          .min_disposable = {10'000},
          .max_payment_to_income = {100'000},
          .max_debt_to_income = {700'000}};
}

TEST_CASE("each figure, by hand") {
  const Affordability a = assess_affordability(application(kLoan), rules(), {10'000}, 0.0);
  CHECK(a.stressed_income.minor == 90'000);
  CHECK(a.stressed_payment.minor == 10'662);
  CHECK(a.disposable.minor == 90'000 - 60'000 - 10'662);
  CHECK(a.payment_to_income == Micro{100'000});
  CHECK(a.debt_to_income == Micro{700'000});
  CHECK(a.passed());  // both ratios are exactly at their limits
}

TEST_CASE("one step beyond each limit fails that test alone") {
  const Application loan = application(kLoan);
  AffordabilityRules limits = rules();
  limits.min_disposable = {90'000 - 60'000 - 10'662 + 1};
  Affordability a = assess_affordability(loan, limits, {10'000}, 0.0);
  CHECK_FALSE(a.disposable_passed);
  CHECK(a.payment_to_income_passed);
  CHECK(a.debt_to_income_passed);

  limits = rules();
  limits.max_payment_to_income = {99'999};
  a = assess_affordability(loan, limits, {10'000}, 0.0);
  CHECK(a.disposable_passed);
  CHECK_FALSE(a.payment_to_income_passed);

  limits = rules();
  limits.max_debt_to_income = {699'999};
  a = assess_affordability(loan, limits, {10'000}, 0.0);
  CHECK(a.payment_to_income_passed);
  CHECK_FALSE(a.debt_to_income_passed);
  CHECK_FALSE(a.passed());
}

TEST_CASE("without an income there are no ratios and nothing passes") {
  const auto loan = application(R"({"income_monthly_gbp":0,"outgoings_monthly_gbp":0})");
  AffordabilityRules limits = rules();
  limits.min_disposable = {0};
  const Affordability a = assess_affordability(loan, limits, {10'000}, 0.0);
  CHECK_FALSE(a.payment_to_income.has_value());
  CHECK_FALSE(a.debt_to_income.has_value());
  CHECK_FALSE(a.disposable_passed);
  CHECK_FALSE(a.payment_to_income_passed);
  CHECK_FALSE(a.debt_to_income_passed);
}

TEST_CASE("a haircut is rounded half to even to the penny") {
  AffordabilityRules limits = rules();
  limits.income_haircut = {500'000};
  const auto stressed = [&](std::string_view change) {
    return assess_affordability(application(change), limits, {1}, 0.0).stressed_income.minor;
  };
  CHECK(stressed(R"({"income_monthly_gbp":1000.01})") == 50'000);
  CHECK(stressed(R"({"income_monthly_gbp":1000.03})") == 50'002);
}

}  // namespace
}  // namespace financescr::credit
