// Invariants of the credit module over many random applications, loans and policies.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "engine/credit/apr.hpp"
#include "engine/credit/decide.hpp"
#include "engine/credit/fixed_point.hpp"
#include "tests/unit/core/random.hpp"

namespace financescr::credit {
namespace {

using financescr::testing::Random;

Application random_application(Random& random) {
  Application a;
  a.amount = {random.between(1, 2'000'000)};
  a.term_months = static_cast<std::int32_t>(random.between(1, kMaxTermMonths));
  a.income_monthly = {random.chance(3) ? 0 : random.between(50'000, 1'000'000)};
  a.outgoings_monthly = {random.between(0, 600'000)};
  a.employment_status = static_cast<EmploymentStatus>(random.between(0, 2));
  a.employment_months = static_cast<std::int32_t>(random.between(0, 400));
  a.missed_payments_12m = static_cast<std::int32_t>(random.chance(70) ? 0 : random.between(0, 4));
  a.credit_utilisation = Micro{random.between(0, Micro::kScale)};
  a.bank_balance_volatility = Micro{random.between(0, Micro::kScale)};
  if (random.chance(50)) {
    a.revolving_balance = Money{random.between(-10'000, 900'000)};
    if (random.chance(90)) a.revolving_limit = Money{random.between(-1'000, 900'000)};
  }
  if (random.chance(50)) {
    a.balance_mean = Money{random.between(-100'000, 900'000)};
    if (random.chance(90)) a.balance_std = Money{random.between(-1'000, 900'000)};
  }
  if (random.chance(50)) {
    a.days_overdraft_90d = static_cast<std::int32_t>(random.between(0, kOverdraftWindowDays));
  }
  return a;
}

// The generator's second version, so that every feature weighs something.
Underwriter underwriter() {
  Underwriter u{builtin_policy(), builtin_model()};
  u.model.terms[index_of(Feature::kOverdraftFraction)].weight = {15'000};
  u.model.terms[index_of(Feature::kOverdraftFraction)].reference = {50'000};
  return u;
}

void check_reasons(const Outcome& outcome, const Model& model) {
  const auto reasons = outcome.reasons.items();
  if (outcome.decision == Decision::kApprove) {
    REQUIRE(reasons.empty());
    return;
  }
  REQUIRE(!reasons.empty());
  REQUIRE(reasons.size() <= kMaxReasons);
  REQUIRE(!outcome.warnings.has(Warning::kNoAdverseFamily));
  for (std::size_t i = 0; i < reasons.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) REQUIRE(reasons[i].code != reasons[j].code);
    if (!reasons[i].contribution) continue;
    // Faithful: with the reason's features at their references the log-odds fall by exactly it.
    FeatureVector changed = outcome.features;
    for (std::size_t f = 0; f < kFeatureCount; ++f) {
      if (model.terms[f].reason == reasons[i].code && !is_missing(feature_at(f), changed[f])) {
        changed[f] = model.terms[f].reference;
      }
    }
    const Micro lowered = predict(model, changed).log_odds;
    REQUIRE(lowered < outcome.prediction.log_odds);
    REQUIRE(outcome.prediction.log_odds - lowered == *reasons[i].contribution);
    if (i > 0 && reasons[i - 1].contribution) {
      REQUIRE(*reasons[i - 1].contribution >= *reasons[i].contribution);
    }
  }
}

TEST_CASE("reasons are faithful, contributions add up, input and outcome survive JSON") {
  Random random(20'260'131);
  const Underwriter u = underwriter();
  int decisions[3] = {0, 0, 0};
  for (int n = 0; n < 50'000; ++n) {
    const Application a = random_application(random);
    const Outcome outcome = assess(a, u);
    ++decisions[static_cast<int>(outcome.decision)];
    Micro total = u.model.intercept;
    for (const Micro contribution : outcome.prediction.contributions) total += contribution;
    REQUIRE(total == outcome.prediction.log_odds);
    check_reasons(outcome, u.model);
    if (n % 50 != 0) continue;
    const auto written = canonical::parse(canonical::write(to_json(a)));
    REQUIRE(written.has_value());
    Errors errors;
    Pointers ignored;
    const auto again = read_application(*written, "", ApplicationForm::kInline, errors, ignored);
    REQUIRE(again.has_value());
    REQUIRE(*again == a);
    const auto text = canonical::write(to_json(assess(a, u), std::nullopt, u));
    REQUIRE(canonical::write(to_json(assess(*again, u), std::nullopt, u)) == text);
    REQUIRE(canonical::write(*canonical::parse(text)) == text);
  }
  for (const int count : decisions) CHECK(count > 500);
}

TEST_CASE("a worse applicant never gets a better decision") {
  Random random(7);
  const Underwriter u = underwriter();
  for (int n = 0; n < 20'000; ++n) {
    const Application a = random_application(random);
    Application worse = a;
    switch (random.between(0, 5)) {
      case 0:
        worse.missed_payments_12m += 1;
        break;
      case 1:
        worse.outgoings_monthly.minor += random.between(1, 100'000);
        break;
      case 2:
        worse.employment_months = 0;
        break;
      case 3:
        worse.employment_status = EmploymentStatus::kUnemployed;
        break;
      case 4:
        worse.days_overdraft_90d = kOverdraftWindowDays;
        break;
      default:
        worse.income_monthly.minor = worse.income_monthly.minor * 9 / 10;
        break;
    }
    const Outcome before = assess(a, u);
    const Outcome after = assess(worse, u);
    REQUIRE(after.prediction.pd >= before.prediction.pd);
    REQUIRE(after.decision >= before.decision);
  }
}

struct Loan {
  Money amount;
  std::vector<YearFlow> payments;
};

Loan random_loan(Random& random) {
  Loan loan;
  loan.amount = {random.between(10'000, 2'000'000)};
  const std::int64_t count = random.between(1, 60);
  const std::int64_t interest = loan.amount.minor * random.between(0, 90) / 100;
  double years = 0.0;
  for (std::int64_t k = 0; k < count; ++k) {
    years += static_cast<double>(random.between(20, 120)) / 365.0;
    loan.payments.push_back({{(loan.amount.minor + interest) / count + 1}, years});
  }
  return loan;
}

double rate_of(const Loan& loan, std::int64_t fee = 0) {
  const YearFlow advance{{loan.amount.minor - fee}, 0.0};
  const auto rate = effective_annual_rate({&advance, 1}, loan.payments);
  REQUIRE(rate.has_value());
  return *rate;
}

TEST_CASE("APR: the discounted flows cancel, a fee raises it, the scale does not matter") {
  Random random(11);
  for (int n = 0; n < 2'000; ++n) {
    const Loan loan = random_loan(random);
    const double rate = rate_of(loan);
    const double base = static_cast<double>(loan.amount.minor);

    // By standard powers: a slow twin of the solver's own.
    double value = -base;
    for (const YearFlow& flow : loan.payments) {
      value += static_cast<double>(flow.amount.minor) * std::pow(1.0 + rate, -flow.years);
    }
    REQUIRE(std::abs(value) < 1e-9 * base);

    REQUIRE(rate_of(loan, loan.amount.minor / 100) > rate);

    Loan scaled = loan;
    scaled.amount.minor *= 7;
    for (YearFlow& flow : scaled.payments) flow.amount.minor *= 7;
    REQUIRE(std::abs(rate_of(scaled) - rate) < 1e-12 * (1.0 + rate));
  }
}

TEST_CASE("APR: the closed sums of equal instalments agree with the general solver") {
  Random random(13);
  for (int n = 0; n < 2'000; ++n) {
    const Money amount{random.between(30'000, 1'500'000)};
    const auto months = static_cast<std::int32_t>(random.between(1, kMaxTermMonths));
    const double rate = monthly_rate({random.between(0, 100'000'000)});
    const Instalments plan = instalments_of({amount, months}, rate);
    REQUIRE(plan.last.minor >= 0);
    std::vector<YearFlow> payments;
    for (std::int32_t k = 1; k <= months; ++k) {
      payments.push_back({k == months ? plan.last : plan.regular, years_of_months(k)});
    }
    const YearFlow advance{amount, 0.0};
    const auto general = effective_annual_rate({&advance, 1}, payments);
    REQUIRE(general.has_value());
    const double closed = effective_annual_rate(amount, plan, rate);
    REQUIRE(std::abs(closed - *general) < 1e-11 * (1.0 + closed));
  }
}

TEST_CASE("APR: US, nominal rates compound to the UK rate where periods are months") {
  Random random(17);
  for (int n = 0; n < 1'000; ++n) {
    const Money amount{random.between(30'000, 1'500'000)};
    const auto months = static_cast<std::int32_t>(random.between(2, 60));
    const Money payment{amount.minor / months + random.between(1, 5'000)};
    std::vector<YearFlow> uk;
    std::vector<UnitPeriodFlow> us;
    for (std::int32_t k = 1; k <= months; ++k) {
      uk.push_back({payment, years_of_months(k)});
      us.push_back({payment, k, 0.0});
    }
    const YearFlow uk_advance{amount, 0.0};
    const UnitPeriodFlow us_advance{amount, 0, 0.0};
    const auto effective = effective_annual_rate({&uk_advance, 1}, uk);
    const auto nominal = nominal_annual_rate({&us_advance, 1}, us, 12.0);
    REQUIRE(effective.has_value());
    REQUIRE(nominal.has_value());
    const double compounded = std::pow(1.0 + *nominal / 12.0, 12.0) - 1.0;
    REQUIRE(std::abs(compounded - *effective) < 1e-10 * (1.0 + *effective));
  }
}

TEST_CASE("a quotient never strays more than half from the exact one") {
  Random random(19);
  for (int n = 0; n < 20'000; ++n) {
    const std::int64_t numerator = random.between(-1'000'000'000'000, 1'000'000'000'000);
    const std::int64_t divisor = random.between(1, 1'000'000);
    const std::int64_t error = 2 * (divide_half_even(numerator, divisor) * divisor - numerator);
    REQUIRE(error <= divisor);
    REQUIRE(error >= -divisor);
  }
}

}  // namespace
}  // namespace financescr::credit
