#include "engine/monitoring/policy.hpp"

#include <algorithm>
#include <array>

namespace financescr::monitoring {
namespace {

constexpr std::array<std::string_view, kLimitCount> kLimits = {
    "maximum",          "structuring_from",  "round_unit",          "cash_report_over",
    "cash_report_from", "agent_float",       "merchant_collection", "anonymous_payment",
    "dormant_from",     "pass_through_from", "network_from",        "loan_transfer_below"};

}  // namespace

std::string_view to_string(Limit limit) { return kLimits[place_of(limit)]; }

std::optional<std::int64_t> LimitTable::minor(Currency currency) const {
  std::optional<Micro> major = any;
  for (const auto& [own, amount] : by_currency) {
    if (own == currency) major = amount;
  }
  if (!major) return std::nullopt;
  return major->value / micro_per_minor(currency);
}

std::int64_t Policy::hour_of(const Event& event) const {
  const std::int64_t ahead_us = zone_minutes.value_or(event.offset_minutes) * Timestamp::kMinute;
  const std::int64_t local_us = event.occurred_at.us + ahead_us;
  const std::int64_t of_day_us = (local_us % Timestamp::kDay + Timestamp::kDay) % Timestamp::kDay;
  return of_day_us / (60 * Timestamp::kMinute);
}

const Policy* find_builtin_policy(std::string_view name) {
  const auto policies = builtin_policies();
  const auto found =
      std::find_if(policies.begin(), policies.end(),
                   [name](const BuiltinPolicy& builtin) { return builtin.name == name; });
  return found == policies.end() ? nullptr : &found->policy;
}

const Policy& builtin_policy() { return builtin_policies().front().policy; }

}  // namespace financescr::monitoring
