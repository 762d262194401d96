#include "datagen/applications.hpp"

#include <algorithm>

#include "datagen/python_json.hpp"

namespace financescr::datagen {
namespace {

constexpr int kMoneyDecimals = 2;
constexpr int kRatioDecimals = 4;

// Integer bounds: Python's min and max hand back the bound itself, an int.
struct Bounds {
  std::int64_t low;
  std::int64_t high;

  [[nodiscard]] double clamp(double x) const {
    return std::clamp(x, static_cast<double>(low), static_cast<double>(high));
  }
  // round(clamp(x), 2), an int where x lies outside.
  [[nodiscard]] PythonNumber round(double x) const {
    if (x < static_cast<double>(low)) return PythonNumber::integer(low);
    if (x > static_cast<double>(high)) return PythonNumber::integer(high);
    return PythonNumber::round(x, kMoneyDecimals);
  }
};

constexpr Bounds kEuIncome{900, 9000};
constexpr Bounds kAsiaIncome{600, 9000};
constexpr Bounds kEmploymentMonths{0, 240};
constexpr Bounds kAmount{300, 15000};

constexpr double kStatusWeights[] = {.72, .18, .10};
constexpr EmploymentStatus kStatuses[] = {
    EmploymentStatus::kEmployed, EmploymentStatus::kSelfEmployed, EmploymentStatus::kUnemployed};
constexpr double kMissedWeights[] = {.78, .14, .06, .02};  // of 0, 1, 2, 3 missed payments
constexpr std::int64_t kTerms[] = {12, 18, 24, 36, 48};

constexpr Bounds kRevolvingLimit{300, 20'000};
constexpr Bounds kMeanBalance{0, 30'000};
constexpr std::string_view kHousing[] = {"OWNER", "MORTGAGE", "TENANT", "WITH_FAMILY", "OTHER"};
constexpr double kHousingWeights[] = {.18, .36, .32, .11, .03};
constexpr double kDependentWeights[] = {.46, .20, .21, .09, .04};  // of 0 to 4

struct Income {
  double unrounded = 0.0;
  PythonNumber rounded;
};

Income draw_income(PythonRandom& rng, Region region) {
  const bool eu = region == Region::kEu;
  const Bounds bounds = eu ? kEuIncome : kAsiaIncome;
  const double income = eu ? rng.gauss(2800, 900) : rng.gauss(2200, 1100);
  return {bounds.clamp(income), bounds.round(income)};
}

void draw_outgoings(PythonRandom& rng, double income, Application& application) {
  const double spent_share = std::clamp(rng.gauss(.55, .18), .15, .90);
  application.outgoings_monthly_gbp = PythonNumber::round(income * spent_share, kMoneyDecimals);
}

void draw_employment(PythonRandom& rng, Application& application) {
  application.employment_status = kStatuses[rng.choices_index(kStatusWeights)];
  const bool unemployed = application.employment_status == EmploymentStatus::kUnemployed;
  application.employment_months =
      static_cast<std::int64_t>(kEmploymentMonths.clamp(rng.gauss(unemployed ? 4 : 24, 18)));
}

void draw_amount(PythonRandom& rng, Application& application) {
  application.amount_gbp = kAmount.round(rng.gauss(3500, 2500));
  application.term_months = kTerms[rng.choice_index(std::size(kTerms))];
}

PythonNumber draw_ratio(PythonRandom& rng, double alpha, double beta) {
  return PythonNumber::round(rng.betavariate(alpha, beta), kRatioDecimals);
}

// clip(part / max(whole, 1), 0, 1), of the values as they are written.
PythonNumber derived_ratio(PythonNumber part, PythonNumber whole) {
  const double ratio = part.to_double() / std::max(whole.to_double(), 1.0);
  return PythonNumber::round(std::clamp(ratio, 0.0, 1.0), kRatioDecimals);
}

std::int64_t draw_overdraft(PythonRandom& rng, double surplus, const Application& application) {
  std::int64_t days = 0;
  if (surplus < 200) days += rng.randint(0, 12);
  if (application.missed_payments_12m > 0) days += rng.randint(0, 8);
  if (application.employment_status == EmploymentStatus::kUnemployed) days += rng.randint(0, 10);
  return std::clamp<std::int64_t>(days, 0, 90);
}

RawBalances draw_raw(PythonRandom& rng, double income, const Application& application) {
  RawBalances raw;
  const double limit = kRevolvingLimit.clamp(rng.gauss(2.2 * income, 1.2 * income));
  raw.revolving_limit_gbp = PythonNumber::round(limit, kMoneyDecimals);
  raw.revolving_balance_gbp =
      PythonNumber::round(std::clamp(limit * rng.betavariate(2.0, 3.5), 0.0, limit), 2);
  const double surplus = income - application.outgoings_monthly_gbp.to_double();
  const double scale = std::max(surplus, 50.0);
  const double mean = kMeanBalance.clamp(rng.gauss(2.5 * scale, 1.5 * scale));
  raw.balance_mean_gbp = PythonNumber::round(mean, kMoneyDecimals);
  double volatility = rng.betavariate(2.0, 4.0);
  if (application.employment_status == EmploymentStatus::kUnemployed) volatility += .20;
  if (application.missed_payments_12m >= 2) volatility += .15;
  const double deviation = mean * std::clamp(volatility, 0.0, 1.0);
  raw.balance_std_gbp =
      PythonNumber::round(std::clamp(deviation, 0.0, std::max(mean, 1.0)), kMoneyDecimals);
  raw.days_overdraft_90d = draw_overdraft(rng, surplus, application);
  return raw;
}

Background draw_background(PythonRandom& rng, const Application& application) {
  Background background;
  background.months_at_address =
      static_cast<std::int64_t>(std::clamp(rng.gauss(54, 48), 0.0, 480.0));
  background.housing_status = kHousing[rng.choices_index(kHousingWeights)];
  background.dependents = static_cast<std::int64_t>(rng.choices_index(kDependentWeights));
  background.accounts_open = rng.randint(1, 6);
  if (application.income_monthly_gbp.to_double() > 3500) {
    background.accounts_open += rng.randint(0, 4);
  }
  background.inquiries_6m = rng.randint(0, 2);
  if (application.missed_payments_12m > 0) background.inquiries_6m += rng.randint(0, 3);
  background.oldest_account_months =
      static_cast<std::int64_t>(std::clamp(rng.gauss(84, 60), 1.0, 480.0));
  // A walk back from today's utilisation.
  double utilisation = application.credit_utilisation.to_double();
  for (int month = 0; month < 6; ++month) {
    utilisation = std::clamp(utilisation + rng.gauss(0.0, .05), 0.0, 1.0);
    background.utilisation_history_6m.push_back(PythonNumber::round(utilisation, kRatioDecimals));
  }
  std::reverse(background.utilisation_history_6m.begin(), background.utilisation_history_6m.end());
  return background;
}

void append_raw(PythonJsonRow& row, const RawBalances& raw) {
  row.number("revolving_balance_gbp", raw.revolving_balance_gbp)
      .number("revolving_limit_gbp", raw.revolving_limit_gbp)
      .number("balance_mean_gbp", raw.balance_mean_gbp)
      .number("balance_std_gbp", raw.balance_std_gbp)
      .integer("days_overdraft_90d", raw.days_overdraft_90d);
}

void append_background(PythonJsonRow& row, const Background& background) {
  row.integer("months_at_address", background.months_at_address)
      .text("housing_status", background.housing_status)
      .integer("dependents", background.dependents)
      .integer("accounts_open", background.accounts_open)
      .integer("inquiries_6m", background.inquiries_6m)
      .integer("oldest_account_months", background.oldest_account_months)
      .numbers("utilisation_history_6m", background.utilisation_history_6m);
}

}  // namespace

CreditFacts Application::facts() const {
  CreditFacts facts{.credit_utilisation = credit_utilisation.to_double(),
                    .bank_balance_volatility = bank_balance_volatility.to_double(),
                    .amount_gbp = amount_gbp.to_double(),
                    .income_monthly_gbp = income_monthly_gbp.to_double(),
                    .outgoings_monthly_gbp = outgoings_monthly_gbp.to_double(),
                    .term_months = term_months,
                    .missed_payments_12m = missed_payments_12m,
                    .employment_months = employment_months,
                    .employment_status = employment_status,
                    .days_overdraft_90d = 0};
  if (raw) facts.days_overdraft_90d = raw->days_overdraft_90d;
  return facts;
}

std::string application_id(std::int64_t index) { return numbered("A_", index + 1); }

Application draw_application_v1(PythonRandom& rng, Region region) {
  Application application;
  const Income income = draw_income(rng, region);
  application.income_monthly_gbp = income.rounded;
  draw_outgoings(rng, income.unrounded, application);
  draw_employment(rng, application);
  application.credit_utilisation = draw_ratio(rng, 2.0, 3.5);
  application.missed_payments_12m = static_cast<std::int64_t>(rng.choices_index(kMissedWeights));
  application.bank_balance_volatility = draw_ratio(rng, 2.0, 4.0);
  draw_amount(rng, application);
  return application;
}

Application draw_application_v2(PythonRandom& rng, Region region, double raw_rate) {
  Application application;
  const Income income = draw_income(rng, region);
  application.income_monthly_gbp = income.rounded;
  draw_outgoings(rng, income.unrounded, application);
  draw_employment(rng, application);
  application.missed_payments_12m = static_cast<std::int64_t>(rng.choices_index(kMissedWeights));
  draw_amount(rng, application);
  if (maybe(rng, raw_rate)) {
    application.raw = draw_raw(rng, income.unrounded, application);
    application.credit_utilisation =
        derived_ratio(application.raw->revolving_balance_gbp, application.raw->revolving_limit_gbp);
    application.bank_balance_volatility =
        derived_ratio(application.raw->balance_std_gbp, application.raw->balance_mean_gbp);
  } else {
    application.credit_utilisation = draw_ratio(rng, 2.0, 3.5);
    application.bank_balance_volatility = draw_ratio(rng, 2.0, 4.0);
  }
  application.background = draw_background(rng, application);
  return application;
}

std::string application_line(std::int64_t index, std::int64_t customer,
                             const Application& application) {
  PythonJsonRow row;
  row.text("application_id", application_id(index))
      .text("customer_id", customer_id(customer))
      .text("product", "PERSONAL_LOAN")
      .number("amount_gbp", application.amount_gbp)
      .integer("term_months", application.term_months)
      .number("income_monthly_gbp", application.income_monthly_gbp)
      .number("outgoings_monthly_gbp", application.outgoings_monthly_gbp)
      .text("employment_status", to_string(application.employment_status))
      .integer("employment_months", application.employment_months)
      .number("credit_utilisation", application.credit_utilisation)
      .integer("missed_payments_12m", application.missed_payments_12m)
      .number("bank_balance_volatility", application.bank_balance_volatility);
  if (application.raw) append_raw(row, *application.raw);
  if (application.background) append_background(row, *application.background);
  return row.line();
}

CreditLabel draw_credit_label(PythonRandom& rng, double pd) {
  const bool defaulted = maybe(rng, pd);
  return {PythonNumber::round(pd, kRatioDecimals), defaulted ? 1 : 0};
}

std::string credit_label_line(std::int64_t index, const CreditLabel& label) {
  return PythonJsonRow()
      .text("application_id", application_id(index))
      .number("pd_12m", label.pd_12m)
      .integer("default_12m", label.default_12m)
      .line();
}

}  // namespace financescr::datagen
