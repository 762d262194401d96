// What the rules share: how they read amounts and say numbers.
#pragma once

#include <algorithm>
#include <optional>
#include <string>

#include "engine/monitoring/policy.hpp"
#include "engine/monitoring/sight.hpp"

namespace financescr::monitoring::rules {

__extension__ using Int128 = __int128;

inline constexpr std::int64_t kMostCount = 100'000;  // that a parameter may ask for

inline bool always(const Evidence& /*evidence*/) { return true; }
inline bool is_transfer(const Evidence& e) { return e.event.type == EventType::kTransfer; }
inline bool is_agent(const Evidence& e) { return e.event.actor_type == ActorType::kAgent; }
inline bool is_merchant(const Evidence& e) { return e.event.actor_type == ActorType::kMerchant; }

inline std::optional<std::int64_t> limit(const Evidence& e, Limit which) {
  return e.policy.limit(which, e.event.amount.currency);
}
// Amounts that are kept just below the maximum.
struct JustBelow {
  std::int64_t from = 0;
  std::int64_t maximum = 0;

  [[nodiscard]] bool holds(std::int64_t minor) const { return minor >= from && minor < maximum; }
};
// Nothing: the policy has no such amounts for the currency.
inline std::optional<JustBelow> just_below(const Policy& policy, Currency currency) {
  const auto from = policy.limit(Limit::kStructuringFrom, currency);
  const auto maximum = policy.limit(Limit::kMaximum, currency);
  if (!from || !maximum) return std::nullopt;
  return JustBelow{*from, *maximum};
}
inline bool lies_just_below(const Evidence& e) {
  const auto range = just_below(e.policy, e.event.amount.currency);
  return range && range->holds(e.event.amount.minor);
}

inline std::string money(const Evidence& e, std::int64_t minor) {
  return money_text({minor, e.event.amount.currency});
}

// min(n / d, 1). Requires: n >= 0, d > 0, n below 9e12.
inline Micro share_of(std::int64_t n, std::int64_t d) {
  if (n >= d) return kMicroOne;
  return {divide_half_even(static_cast<Int128>(n) * Micro::kScale, d)};
}
// Whether n >= share * whole, exactly.
inline bool is_at_least(std::int64_t n, Micro share, std::int64_t whole) {
  return static_cast<Int128>(n) * Micro::kScale >= static_cast<Int128>(share.value) * whole;
}
// factor * amount, rounded half to even; stops at the largest number.
inline std::int64_t multiply_amount(std::int64_t amount, Micro factor) {
  const Int128 product = static_cast<Int128>(amount) * factor.value;
  if (product / Micro::kScale >= INT64_MAX) return INT64_MAX;
  return divide_half_even(product, Micro::kScale);
}
// Positive amounts; stops at the largest number.
inline std::int64_t sum_of(std::int64_t a, std::int64_t b) {
  return b > INT64_MAX - a ? INT64_MAX : a + b;
}

// "1 hour", "24 hours", "7 days", "the same day".
[[nodiscard]] std::string words_for(Span span);
// "3 deposits", "1 deposit".
[[nodiscard]] std::string counted(std::int64_t count, std::string_view what);
[[nodiscard]] std::string percent(Micro share);

// The events of one of the event's keys in a window that are of its currency.
inline void point_at_money(const Sight& sight, KeyKind kind, Span span, SeenEvents& seen) {
  sight.for_each(kind, sight.start_of(span), [&](const Entry& entry) {
    return entry.currency != sight.entry().currency || seen.add(entry.seq);
  });
}
// All of them.
inline void point_at_window(const Sight& sight, KeyKind kind, Span span, SeenEvents& seen) {
  sight.for_each(kind, sight.start_of(span),
                 [&seen](const Entry& entry) { return seen.add(entry.seq); });
}

[[nodiscard]] std::span<const Rule> amount_rules();
[[nodiscard]] std::span<const Rule> velocity_rules();
[[nodiscard]] std::span<const Rule> transfer_rules();
[[nodiscard]] std::span<const Rule> network_rules();
[[nodiscard]] std::span<const Rule> agent_rules();
[[nodiscard]] std::span<const Rule> loan_rules();
[[nodiscard]] std::span<const Rule> cash_rules();

}  // namespace financescr::monitoring::rules
