// policy.json: reading with every fault listed, and writing.
#include "engine/canonical/fields.hpp"
#include "engine/core/limits.hpp"
#include "engine/credit/application.hpp"
#include "engine/credit/fixed_point.hpp"
#include "engine/credit/policy.hpp"

namespace financescr::credit {
namespace {

using canonical::Fields;
using canonical::Json;

constexpr Micro kMaxCost = Micro::from_int(1'000'000);
constexpr Micro kSmallestCost{1};
constexpr Micro kMaxRatio = Micro::from_int(10);
constexpr Micro kMaxStressPoints = Micro::from_int(100);

// Each reads one member into `out`, which keeps its value when the member is absent or wrong.
void read_number(Fields& fields, std::string_view key, Micro low, Micro high, Micro& out) {
  if (const auto value = fields.number(key, low, high)) out = *value;
}

void read_money(Fields& fields, std::string_view key, Money& out) {
  if (const auto value = fields.number(key, kMicroZero, kMaxMoney)) out = to_money(*value);
}

void read_count(Fields& fields, std::string_view key, std::int64_t low, std::int64_t high,
                std::int32_t& out) {
  if (const auto value = fields.integer(key, low, high)) out = static_cast<std::int32_t>(*value);
}

// Whether a key that the policy cannot do without is there.
bool require(Fields& fields, std::string_view key) {
  if (fields.find(key) != nullptr) return true;
  fields.reject(key, ErrorCode::kMissing, "Credit policy missing key: " + std::string(key));
  return false;
}

void read_thresholds(Fields& fields, PdThresholds& out) {
  if (require(fields, "pd_threshold_approve")) {
    read_number(fields, "pd_threshold_approve", kMicroZero, kMicroOne, out.approve);
  }
  if (require(fields, "pd_threshold_refer")) {
    read_number(fields, "pd_threshold_refer", kMicroZero, kMicroOne, out.refer);
  }
}

void read_costs(Fields& fields, DecisionCosts& out) {
  out.default_loss = fields.required_number("default_loss", kSmallestCost, kMaxCost);
  out.lost_good = fields.required_number("lost_good", kSmallestCost, kMaxCost);
  out.manual_review = fields.required_number("manual_review", kSmallestCost, kMaxCost);
}

void read_affordability(Fields& fields, AffordabilityRules& out) {
  read_number(fields, "stress_rate_pp", kMicroZero, kMaxStressPoints, out.stress_rate_pp);
  read_number(fields, "income_haircut", kMicroZero, kMicroOne, out.income_haircut);
  read_money(fields, "min_disposable_gbp", out.min_disposable);
  read_number(fields, "max_payment_to_income", kMicroZero, kMaxRatio, out.max_payment_to_income);
  read_number(fields, "max_debt_to_income", kMicroZero, kMaxRatio, out.max_debt_to_income);
}

void read_guardrails(Fields& fields, Guardrails& out) {
  read_count(fields, "max_missed_payments_12m", 0, kMaxMissedPayments, out.max_missed_payments_12m);
  read_count(fields, "max_days_overdraft_90d", 0, kOverdraftWindowDays, out.max_days_overdraft_90d);
  read_money(fields, "min_amount_gbp", out.min_amount);
  read_money(fields, "max_amount_gbp", out.max_amount);
  read_count(fields, "min_term_months", 1, kMaxTermMonths, out.min_term_months);
  read_count(fields, "max_term_months", 1, kMaxTermMonths, out.max_term_months);
  if (out.min_amount.minor > out.max_amount.minor) {
    fields.reject("min_amount_gbp", ErrorCode::kInvalid, "must not be above max_amount_gbp");
  }
  if (out.min_term_months > out.max_term_months) {
    fields.reject("min_term_months", ErrorCode::kInvalid, "must not be above max_term_months");
  }
}

PriceBand read_band(const Json& value, const std::string& pointer, Errors& errors) {
  PriceBand band;
  Fields fields(value, pointer, errors);
  if (value.if_object() == nullptr) return band;
  band.pd_below = fields.required_number("pd_below", kSmallestCost, kMicroOne);
  band.apr_percent = fields.required_number("apr_percent", kMicroZero, kMaxAprPercent);
  fields.reject_unknown();
  return band;
}

// The bands must ascend and cover every PD, so that no applicant is without a price.
void check_bands(const std::vector<PriceBand>& bands, const std::string& pointer, Errors& errors) {
  for (std::size_t i = 1; i < bands.size(); ++i) {
    if (bands[i].pd_below <= bands[i - 1].pd_below) {
      errors.push_back({ErrorCode::kInvalid, "must be above the pd_below of the band before it",
                        canonical::pointer_append(pointer, i) + "/pd_below"});
    }
  }
  if (bands.back().pd_below != kMicroOne) {
    errors.push_back({ErrorCode::kInvalid,
                      "must be 1 in the last band, so that every PD has a price",
                      canonical::pointer_append(pointer, bands.size() - 1) + "/pd_below"});
  }
}

void read_pricing(Fields& policy, Errors& errors, std::vector<PriceBand>& out) {
  const Json* pricing = policy.find("pricing");
  if (pricing == nullptr) return;
  const Json::Array* rows = pricing->if_array();
  if (rows == nullptr || rows->empty() || rows->size() > kMaxPriceBands) {
    policy.reject("pricing", ErrorCode::kInvalid,
                  "must be an array of 1 to " + std::to_string(kMaxPriceBands) + " price bands");
    return;
  }
  const std::string pointer = policy.pointer_to("pricing");
  const std::size_t errors_before = errors.size();
  out.clear();
  for (std::size_t i = 0; i < rows->size(); ++i) {
    out.push_back(read_band((*rows)[i], canonical::pointer_append(pointer, i), errors));
  }
  if (errors.size() == errors_before) check_bands(out, pointer, errors);
}

Json affordability_json(const AffordabilityRules& rules) {
  return Json::object({
      {"stress_rate_pp", rules.stress_rate_pp},
      {"income_haircut", rules.income_haircut},
      {"min_disposable_gbp", rules.min_disposable.major()},
      {"max_payment_to_income", rules.max_payment_to_income},
      {"max_debt_to_income", rules.max_debt_to_income},
  });
}

Json guardrails_json(const Guardrails& guardrails) {
  return Json::object({
      {"max_missed_payments_12m", guardrails.max_missed_payments_12m},
      {"max_days_overdraft_90d", guardrails.max_days_overdraft_90d},
      {"min_amount_gbp", guardrails.min_amount.major()},
      {"max_amount_gbp", guardrails.max_amount.major()},
      {"min_term_months", guardrails.min_term_months},
      {"max_term_months", guardrails.max_term_months},
  });
}

}  // namespace

std::optional<Policy> Policy::read(const Json& value, const std::string& pointer, Errors& errors) {
  const std::size_t errors_before = errors.size();
  Fields fields(value, pointer, errors);
  if (errors.size() != errors_before) return std::nullopt;
  Policy out = builtin_policy();
  out.costs.reset();
  if (fields.find("version") != nullptr) {
    out.version = fields.required_text("version", limits::kMaxIdBytes);
  }
  read_thresholds(fields, out.thresholds);
  require(fields, "affordability");
  fields.section("affordability",
                 [&](Fields& section) { read_affordability(section, out.affordability); });
  fields.section("costs", [&](Fields& section) { read_costs(section, out.costs.emplace()); });
  read_pricing(fields, errors, out.pricing);
  fields.section("guardrails", [&](Fields& section) { read_guardrails(section, out.guardrails); });
  fields.section("reason_codes", [&](Fields& section) {
    const auto max = section.integer("max", 1, kMaxReasons);
    if (max) out.max_reasons = static_cast<std::uint32_t>(*max);
  });
  fields.reject_unknown();
  if (errors.size() != errors_before) return std::nullopt;
  if (out.thresholds.approve > out.thresholds.refer) {
    fields.reject("pd_threshold_approve", ErrorCode::kInvalid,
                  "must not be above pd_threshold_refer");
    return std::nullopt;
  }
  return out;
}

Json Policy::to_json() const {
  Json bands = Json::array();
  for (const PriceBand& band : pricing) {
    bands.push_back(Json::object({{"pd_below", band.pd_below}, {"apr_percent", band.apr_percent}}));
  }
  Json json = Json::object({
      {"version", version},
      {"pd_threshold_approve", thresholds.approve},
      {"pd_threshold_refer", thresholds.refer},
      {"affordability", affordability_json(affordability)},
      {"pricing", std::move(bands)},
      {"guardrails", guardrails_json(guardrails)},
      {"reason_codes", Json::object({{"max", max_reasons}})},
  });
  if (costs) {
    json.set("costs", Json::object({{"default_loss", costs->default_loss},
                                    {"lost_good", costs->lost_good},
                                    {"manual_review", costs->manual_review}}));
  }
  return json;
}

}  // namespace financescr::credit
