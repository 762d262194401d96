// Rules about the event itself: its amount, hour, place and payer.
#include <array>

#include "engine/monitoring/rules/shared.hpp"

namespace financescr::monitoring::rules {
namespace {

constexpr Micro kStructuringSeverity{700'000};
constexpr Micro kRoundSeverity{300'000};
constexpr Micro kHoursSeverity{400'000};
constexpr Micro kAnonymousSeverity{700'000};
constexpr Micro kCountrySeverity{500'000};

std::optional<Finding> judge_large(const Evidence& e) {
  const auto maximum = limit(e, Limit::kMaximum);
  if (!maximum || e.event.amount.minor < *maximum) return std::nullopt;
  return Finding{
      money(e, e.event.amount.minor) + " is at or above the limit of " + money(e, *maximum),
      share_of(e.event.amount.minor, 2 * *maximum)};
}

std::optional<Finding> judge_structuring(const Evidence& e) {
  if (!lies_just_below(e)) return std::nullopt;
  return Finding{money(e, e.event.amount.minor) + " lies just below the limit of " +
                 money(e, *limit(e, Limit::kMaximum))};
}

std::optional<Finding> judge_round(const Evidence& e) {
  const auto unit = limit(e, Limit::kRoundUnit);
  const std::int64_t amount = e.event.amount.minor;
  if (!unit || *unit == 0 || amount % *unit != 0) return std::nullopt;
  return Finding{money(e, amount) + " is a multiple of " + money(e, *unit)};
}

constexpr ParameterSpec kHours[] = {{"from_hour", Unit::kHour, 2, 0, 23},
                                    {"to_hour", Unit::kHour, 5, 0, 23}};

std::optional<Finding> judge_hours(const Evidence& e) {
  const std::int64_t from = e.settings.parameters[0];
  const std::int64_t to = e.settings.parameters[1];
  const std::int64_t hour = e.policy.hour_of(e.event);
  const bool is_within =
      from <= to ? hour >= from && hour <= to : hour >= from || hour <= to;  // over midnight
  if (!is_within) return std::nullopt;
  return Finding{"made at " + std::to_string(hour) +
                 " o'clock in the policy's time zone, between " + std::to_string(from) +
                 ":00 and " + std::to_string(to) + ":59"};
}

bool is_paid_to_merchant(const Evidence& e) {
  return is_merchant(e) && e.event.direction == Direction::kIn;
}

std::optional<Finding> judge_anonymous(const Evidence& e) {
  const auto from = limit(e, Limit::kAnonymousPayment);
  const bool is_named = e.event.counterparty_name || e.event.counterparty_account_id;
  if (!from || is_named || e.event.amount.minor < *from) return std::nullopt;
  return Finding{"a payment of " + money(e, e.event.amount.minor) +
                 " to a merchant names neither the payer nor its account"};
}

std::optional<Finding> judge_country(const Evidence& e) {
  if (!e.event.country) return std::nullopt;
  const auto& countries = e.policy.high_risk_countries;
  if (std::find(countries.begin(), countries.end(), *e.event.country) == countries.end()) {
    return std::nullopt;
  }
  return Finding{e.event.country->to_string() + " is on the policy's list of high-risk countries"};
}

constexpr Rule kRules[] = {
    {"large_amount",
     "LARGE_AMOUNT",
     Category::kAmount,
     std::nullopt,
     "An amount from the maximum on; twice the maximum is as severe as it gets.",
     {},
     {},
     always,
     nullptr,
     judge_large,
     nullptr},
    {"structuring",
     "STRUCTURING",
     Category::kPattern,
     kStructuringSeverity,
     "An amount that is kept just below the maximum.",
     {},
     {},
     always,
     nullptr,
     judge_structuring,
     nullptr},
    {"round_number",
     "ROUND_NUMBER",
     Category::kPattern,
     kRoundSeverity,
     "A round amount, which business seldom is.",
     {},
     {},
     always,
     nullptr,
     judge_round,
     nullptr},
    {"unusual_hours",
     "UNUSUAL_HOURS",
     Category::kTiming,
     kHoursSeverity,
     "At night, in the time zone of the policy.",
     kHours,
     {},
     always,
     nullptr,
     judge_hours,
     nullptr},
    {"high_value_anonymous_payment",
     "HIGH_VALUE_ANONYMOUS_PAYMENT",
     Category::kMerchant,
     kAnonymousSeverity,
     "A merchant is paid a large amount by nobody.",
     {},
     {},
     is_paid_to_merchant,
     nullptr,
     judge_anonymous,
     nullptr},
    {"high_risk_country",
     "HIGH_RISK_COUNTRY",
     Category::kGeographic,
     kCountrySeverity,
     "The event's country is on the policy's list.",
     {},
     {},
     always,
     nullptr,
     judge_country,
     nullptr},
};

}  // namespace

std::span<const Rule> amount_rules() { return kRules; }

}  // namespace financescr::monitoring::rules
