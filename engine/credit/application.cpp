#include "engine/credit/application.hpp"

#include <utility>

#include "engine/canonical/fields.hpp"
#include "engine/core/limits.hpp"
#include "engine/credit/derivations.hpp"
#include "engine/credit/fixed_point.hpp"

namespace financescr::credit {
namespace {

using canonical::Fields;
using canonical::Json;

constexpr Micro kOnePenny{kMicroPerMinor};

std::optional<Money> optional_money(Fields& fields, std::string_view key) {
  const auto major = fields.number(key, -kMaxMoney, kMaxMoney);
  if (!major) return std::nullopt;
  return to_money(*major);
}

Money required_money(Fields& fields, std::string_view key, Micro low) {
  return to_money(fields.required_number(key, low, kMaxMoney));
}

std::int32_t required_count(Fields& fields, std::string_view key, std::int64_t low,
                            std::int64_t high) {
  return static_cast<std::int32_t>(fields.required_integer(key, low, high));
}

std::optional<std::string> read_id(Fields& fields, std::string_view key, ApplicationForm form) {
  if (form == ApplicationForm::kPackRow) return fields.required_text(key, limits::kMaxIdBytes);
  auto id = fields.text(key, limits::kMaxIdBytes);
  if (id && id->empty()) fields.reject(key, ErrorCode::kInvalid, "must not be empty");
  return id;
}

void read_product(Fields& fields, ApplicationForm form) {
  const std::vector<std::string_view> names = {to_string(Product::kPersonalLoan)};
  // One product exists, so its index carries no information; the check does.
  if (form == ApplicationForm::kPackRow) {
    static_cast<void>(fields.required_choice("product", names));
  } else {
    static_cast<void>(fields.choice("product", names));
  }
}

EmploymentStatus read_employment_status(Fields& fields) {
  const std::vector<std::string_view> names = {to_string(EmploymentStatus::kEmployed),
                                               to_string(EmploymentStatus::kSelfEmployed),
                                               to_string(EmploymentStatus::kUnemployed)};
  return static_cast<EmploymentStatus>(fields.required_choice("employment_status", names));
}

void read_risk_signals(Fields& fields, Application& out) {
  out.credit_utilisation = fields.number("credit_utilisation", kMicroZero, kMicroOne);
  out.bank_balance_volatility = fields.number("bank_balance_volatility", kMicroZero, kMicroOne);
  out.revolving_balance = optional_money(fields, "revolving_balance_gbp");
  out.revolving_limit = optional_money(fields, "revolving_limit_gbp");
  out.balance_mean = optional_money(fields, "balance_mean_gbp");
  out.balance_std = optional_money(fields, "balance_std_gbp");
  if (const auto days = fields.integer("days_overdraft_90d", 0, kOverdraftWindowDays)) {
    out.days_overdraft_90d = static_cast<std::int32_t>(*days);
  }
}

std::optional<std::int32_t> optional_count(Fields& fields, std::string_view key,
                                           std::int64_t high) {
  const auto count = fields.integer(key, 0, high);
  if (!count) return std::nullopt;
  return static_cast<std::int32_t>(*count);
}

const std::vector<std::string_view>& housing_status_names() {
  static const std::vector<std::string_view> names{"OWNER", "MORTGAGE", "TENANT", "WITH_FAMILY",
                                                   "OTHER"};
  return names;
}

void read_utilisation_history(Fields& fields, Application& out) {
  constexpr std::string_view kKey = "utilisation_history_6m";
  const Json* value = fields.find(kKey);
  if (value == nullptr) return;
  const auto* array = value->if_array();
  if (array == nullptr || array->size() > kUtilisationHistoryMonths) {
    fields.reject(kKey, ErrorCode::kInvalid, "must be an array of at most 6 numbers from 0 to 1");
    return;
  }
  for (std::size_t i = 0; i < array->size(); ++i) {
    const Json& month = (*array)[i];
    const std::int64_t* whole = month.if_integer();
    const bool small = whole != nullptr ? *whole == 0 || *whole == 1 : month.is_number();
    if (small && month.number() >= kMicroZero && month.number() <= kMicroOne) {
      out.utilisation_history_6m.push_back(month.number());
    } else {
      fields.reject_at(kKey, i, ErrorCode::kInvalid, "must be a number from 0 to 1");
    }
  }
}

void read_background(Fields& fields, Application& out) {
  out.months_at_address = optional_count(fields, "months_at_address", kMaxBackgroundMonths);
  if (const auto status = fields.choice("housing_status", housing_status_names())) {
    out.housing_status = static_cast<HousingStatus>(*status);
  }
  out.dependents = optional_count(fields, "dependents", kMaxBackgroundCount);
  out.accounts_open = optional_count(fields, "accounts_open", kMaxBackgroundCount);
  out.inquiries_6m = optional_count(fields, "inquiries_6m", kMaxBackgroundCount);
  out.oldest_account_months = optional_count(fields, "oldest_account_months", kMaxBackgroundMonths);
  read_utilisation_history(fields, out);
}

// A ratio may be absent only where the raw fields derive it. A ratio of the wrong type was already
// reported, so it counts as present here.
void require_ratios(Fields& fields, const Application& application) {
  if (fields.find("credit_utilisation") == nullptr && !derive_utilisation(application)) {
    fields.reject("credit_utilisation", ErrorCode::kMissing,
                  "is required, because revolving_balance_gbp and revolving_limit_gbp are not both "
                  "present and valid");
  }
  if (fields.find("bank_balance_volatility") == nullptr && !derive_volatility(application)) {
    fields.reject("bank_balance_volatility", ErrorCode::kMissing,
                  "is required, because balance_mean_gbp and balance_std_gbp are not both present "
                  "and valid");
  }
}

template <typename T>
void set_if(Json& json, std::string_view key, const std::optional<T>& value) {
  if (value) json.set(key, Json(*value));
}

void set_if(Json& json, std::string_view key, const std::optional<Money>& value) {
  if (value) json.set(key, Json(value->major()));
}

}  // namespace

std::string_view to_string(Product product) {
  switch (product) {
    case Product::kPersonalLoan:
      return "PERSONAL_LOAN";
  }
  return "PERSONAL_LOAN";
}

std::string_view to_string(EmploymentStatus status) {
  switch (status) {
    case EmploymentStatus::kEmployed:
      return "EMPLOYED";
    case EmploymentStatus::kSelfEmployed:
      return "SELF_EMPLOYED";
    case EmploymentStatus::kUnemployed:
      return "UNEMPLOYED";
  }
  return "EMPLOYED";
}

std::string_view to_string(HousingStatus status) {
  return housing_status_names()[static_cast<std::size_t>(status)];
}

std::optional<Application> read_application(const Json& value, const std::string& pointer,
                                            ApplicationForm form, Errors& errors,
                                            Pointers& ignored_fields) {
  const std::size_t errors_before = errors.size();
  Fields fields(value, pointer, errors);
  if (errors.size() != errors_before) return std::nullopt;
  Application out;
  out.application_id = read_id(fields, "application_id", form);
  out.customer_id = read_id(fields, "customer_id", form);
  read_product(fields, form);
  out.amount = required_money(fields, "amount_gbp", kOnePenny);
  out.term_months = required_count(fields, "term_months", 1, kMaxTermMonths);
  out.income_monthly = required_money(fields, "income_monthly_gbp", kMicroZero);
  out.outgoings_monthly = required_money(fields, "outgoings_monthly_gbp", kMicroZero);
  out.employment_status = read_employment_status(fields);
  out.employment_months = required_count(fields, "employment_months", 0, kMaxEmploymentMonths);
  out.missed_payments_12m = required_count(fields, "missed_payments_12m", 0, kMaxMissedPayments);
  read_risk_signals(fields, out);
  read_background(fields, out);
  require_ratios(fields, out);
  ignored_fields.append(fields.unknown());
  if (errors.size() != errors_before) return std::nullopt;
  return out;
}

Json to_json(const Application& application) {
  Json json = Json::object({
      {"product", to_string(application.product)},
      {"amount_gbp", application.amount.major()},
      {"term_months", application.term_months},
      {"income_monthly_gbp", application.income_monthly.major()},
      {"outgoings_monthly_gbp", application.outgoings_monthly.major()},
      {"employment_status", to_string(application.employment_status)},
      {"employment_months", application.employment_months},
      {"missed_payments_12m", application.missed_payments_12m},
  });
  set_if(json, "application_id", application.application_id);
  set_if(json, "customer_id", application.customer_id);
  set_if(json, "credit_utilisation", application.credit_utilisation);
  set_if(json, "bank_balance_volatility", application.bank_balance_volatility);
  set_if(json, "revolving_balance_gbp", application.revolving_balance);
  set_if(json, "revolving_limit_gbp", application.revolving_limit);
  set_if(json, "balance_mean_gbp", application.balance_mean);
  set_if(json, "balance_std_gbp", application.balance_std);
  set_if(json, "days_overdraft_90d", application.days_overdraft_90d);
  set_if(json, "months_at_address", application.months_at_address);
  if (application.housing_status) {
    json.set("housing_status", to_string(*application.housing_status));
  }
  set_if(json, "dependents", application.dependents);
  set_if(json, "accounts_open", application.accounts_open);
  set_if(json, "inquiries_6m", application.inquiries_6m);
  set_if(json, "oldest_account_months", application.oldest_account_months);
  if (!application.utilisation_history_6m.empty()) {
    Json::Array history;
    for (const Micro month : application.utilisation_history_6m) history.emplace_back(month);
    json.set("utilisation_history_6m", Json(std::move(history)));
  }
  return json;
}

}  // namespace financescr::credit
