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

Application draw_application(PythonRandom& rng, std::int64_t number, const Customer& customer) {
  Application application;
  application.application_id = numbered("A_", number);
  application.customer_id = customer.customer_id;
  const bool eu = customer.region == Region::kEu;
  const Bounds income_bounds = eu ? kEuIncome : kAsiaIncome;
  const double income = eu ? rng.gauss(2800, 900) : rng.gauss(2200, 1100);
  application.income_monthly_gbp = income_bounds.round(income);
  const double spent_share = std::clamp(rng.gauss(.55, .18), .15, .90);
  application.outgoings_monthly_gbp =
      PythonNumber::round(income_bounds.clamp(income) * spent_share, kMoneyDecimals);
  application.employment_status = kStatuses[rng.choices_index(kStatusWeights)];
  const bool unemployed = application.employment_status == EmploymentStatus::kUnemployed;
  application.employment_months =
      static_cast<std::int64_t>(kEmploymentMonths.clamp(rng.gauss(unemployed ? 4 : 24, 18)));
  application.credit_utilisation = PythonNumber::round(rng.betavariate(2.0, 3.5), kRatioDecimals);
  application.missed_payments_12m = static_cast<std::int64_t>(rng.choices_index(kMissedWeights));
  application.bank_balance_volatility =
      PythonNumber::round(rng.betavariate(2.0, 4.0), kRatioDecimals);
  application.amount_gbp = kAmount.round(rng.gauss(3500, 2500));
  application.term_months = kTerms[rng.choice_index(std::size(kTerms))];
  return application;
}

}  // namespace

CreditFacts Application::facts() const {
  return {.credit_utilisation = credit_utilisation.to_double(),
          .bank_balance_volatility = bank_balance_volatility.to_double(),
          .amount_gbp = amount_gbp.to_double(),
          .income_monthly_gbp = income_monthly_gbp.to_double(),
          .outgoings_monthly_gbp = outgoings_monthly_gbp.to_double(),
          .term_months = term_months,
          .missed_payments_12m = missed_payments_12m,
          .employment_months = employment_months,
          .employment_status = employment_status};
}

std::vector<Application> draw_applications(PythonRandom& rng,
                                           const std::vector<Customer>& customers,
                                           std::int64_t count) {
  std::vector<Application> applications;
  applications.reserve(static_cast<std::size_t>(count));
  for (std::int64_t number = 1; number <= count; ++number) {
    const auto index = static_cast<std::size_t>(number - 1) % customers.size();
    applications.push_back(draw_application(rng, number, customers[index]));
  }
  return applications;
}

std::vector<CreditLabel> draw_credit_labels(PythonRandom& rng,
                                            const std::vector<Application>& applications) {
  std::vector<CreditLabel> labels;
  labels.reserve(applications.size());
  for (const Application& application : applications) {
    const double pd = true_pd(application.facts());
    const bool defaulted = maybe(rng, pd);
    labels.push_back(
        {application.application_id, PythonNumber::round(pd, kRatioDecimals), defaulted ? 1 : 0});
  }
  return labels;
}

std::string applications_jsonl(const std::vector<Application>& applications) {
  std::string bytes;
  for (const Application& application : applications) {
    bytes += PythonJsonRow()
                 .text("application_id", application.application_id)
                 .text("customer_id", application.customer_id)
                 .text("product", "PERSONAL_LOAN")
                 .number("amount_gbp", application.amount_gbp)
                 .integer("term_months", application.term_months)
                 .number("income_monthly_gbp", application.income_monthly_gbp)
                 .number("outgoings_monthly_gbp", application.outgoings_monthly_gbp)
                 .text("employment_status", to_string(application.employment_status))
                 .integer("employment_months", application.employment_months)
                 .number("credit_utilisation", application.credit_utilisation)
                 .integer("missed_payments_12m", application.missed_payments_12m)
                 .number("bank_balance_volatility", application.bank_balance_volatility)
                 .line();
  }
  return bytes;
}

std::string credit_labels_jsonl(const std::vector<CreditLabel>& labels) {
  std::string bytes;
  for (const CreditLabel& label : labels) {
    bytes += PythonJsonRow()
                 .text("application_id", label.application_id)
                 .number("pd_12m", label.pd_12m)
                 .integer("default_12m", label.default_12m)
                 .line();
  }
  return bytes;
}

}  // namespace financescr::datagen
