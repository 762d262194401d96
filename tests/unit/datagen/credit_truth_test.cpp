#include "datagen/credit_truth.hpp"

#include <doctest/doctest.h>

#include <cmath>

using financescr::datagen::CreditFacts;
using financescr::datagen::EmploymentStatus;
using financescr::datagen::true_log_odds;
using financescr::datagen::true_pd;

namespace {

constexpr CreditFacts kReadmeRow{.credit_utilisation = .3094,
                                 .bank_balance_volatility = .7115,
                                 .amount_gbp = 300,
                                 .income_monthly_gbp = 600,
                                 .outgoings_monthly_gbp = 325.5,
                                 .term_months = 12,
                                 .missed_payments_12m = 0,
                                 .employment_months = 23,
                                 .employment_status = EmploymentStatus::kEmployed};

bool near(double a, double b) { return std::fabs(a - b) < 1e-6; }

}  // namespace

TEST_CASE("the PD vectors of the specification") {
  CHECK(near(true_log_odds(kReadmeRow), -1.352435));
  CHECK(near(true_pd(kReadmeRow), .205473));

  CHECK(near(
      true_pd({.4168, .0792, 3934.04, 1279.02, 550.71, 12, 0, 47, EmploymentStatus::kEmployed}),
      .276005));

  const CreditFacts worst{.9, .9, 15000, 600, 540, 48, 3, 0, EmploymentStatus::kUnemployed};
  CHECK(near(true_log_odds(worst), 13.344));
  CHECK(true_pd(worst) == .60);

  CHECK(true_pd({0, 0, 300, 9000, 1350, 12, 0, 240, EmploymentStatus::kEmployed}) == .01);
}

// The vector is of version 2, whose overdraft term adds 0.015 * 12 / 30 to the log-odds.
TEST_CASE("the vector of a self-employed borrower with two missed payments") {
  const CreditFacts facts{.3, .3, 3500, 2800, 1540, 24, 2, 24, EmploymentStatus::kSelfEmployed};
  CHECK(near(true_log_odds(facts) + 0.015 * 12 / 30, -.424388));
}

TEST_CASE("an income below one pound counts as one") {
  CreditFacts facts = kReadmeRow;
  facts.income_monthly_gbp = 0;
  facts.outgoings_monthly_gbp = 0;
  CHECK(true_log_odds(facts) > 100.0);
  CHECK(true_pd(facts) == .60);
}

TEST_CASE("risk rises with every burden and falls with income and tenure") {
  const double base = true_log_odds(kReadmeRow);
  const auto with = [](auto change) {
    CreditFacts facts = kReadmeRow;
    change(facts);
    return true_log_odds(facts);
  };
  CHECK(with([](CreditFacts& f) { f.credit_utilisation = .5; }) > base);
  CHECK(with([](CreditFacts& f) { f.bank_balance_volatility = .9; }) > base);
  CHECK(with([](CreditFacts& f) { f.amount_gbp = 400; }) > base);
  CHECK(with([](CreditFacts& f) { f.term_months = 48; }) > base);
  CHECK(with([](CreditFacts& f) { f.missed_payments_12m = 1; }) > base);
  CHECK(with([](CreditFacts& f) { f.outgoings_monthly_gbp = 500; }) > base);
  CHECK(with([](CreditFacts& f) { f.employment_status = EmploymentStatus::kUnemployed; }) > base);
  CHECK(with([](CreditFacts& f) { f.income_monthly_gbp = 900; }) < base);
  CHECK(with([](CreditFacts& f) { f.employment_months = 60; }) < base);
}
