// Whose past is looked at, how far back, and what is told apart in it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "engine/core/timestamp.hpp"

namespace financescr::monitoring {

// What two events may have in common; each value of each kind has a timeline of its own.
enum class KeyKind : std::uint8_t {
  kAccount,
  kClient,
  kCounterparty,  // the events that name this account as their counterparty
  kAgent,
  kMerchant,
  kDevice,
};
inline constexpr std::size_t kKeyKindCount = 6;
[[nodiscard]] std::string_view to_string(KeyKind kind);

// From so long before the event, inclusive, up to the event itself, which is not part of it.
enum class Span : std::uint8_t {
  k1h,
  k24h,
  k7d,
  k30d,
  k180d,
  kDay,  // the calendar day of the event, in the time zone of the policy
};
inline constexpr std::size_t kSpanCount = 6;
inline constexpr std::int64_t kLongestSpan_us = 180 * Timestamp::kDay;
[[nodiscard]] std::string_view to_string(Span span);

// What is counted apart in a window.
enum class Attribute : std::uint8_t {
  kAccount,
  kClient,
  kNewClient,  // a client of KYC level 1
  kAgent,
  kCounterparty,
  kSender,             // the counterparty of what came in
  kRecipient,          // the counterparty of what went out
  kDepositSource,      // the counterparty of a deposit
  kTransferRecipient,  // the counterparty of a transfer that went out
  kIpAddress,
  kDevice,
  kCountry,
};
inline constexpr std::size_t kAttributeCount = 12;
[[nodiscard]] std::string_view to_string(Attribute attribute);

template <typename Enum>
[[nodiscard]] constexpr std::size_t place_of(Enum value) {
  return static_cast<std::size_t>(value);
}

}  // namespace financescr::monitoring
