// Whose past is looked at, how far back, and what is told apart in it.
#pragma once

#include <array>
#include <bit>
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

// One bit a span, or a span of a group.
using SpanSet = std::uint32_t;
inline constexpr SpanSet kAllSpans = (SpanSet{1} << kSpanCount) - 1;
[[nodiscard]] constexpr SpanSet set_of(Span span) { return SpanSet{1} << place_of(span); }

// Calls use(place) for each span of a set.
template <typename Use>
constexpr void for_each_span(SpanSet spans, Use use) {
  for (; spans != 0; spans &= spans - 1) use(static_cast<std::size_t>(std::countr_zero(spans)));
}

// Spans whose windows are kept counted together; the last one holds the others.
enum class SpanGroup : std::uint8_t { kHours, kDays };
inline constexpr std::size_t kGroupSize = 3;
using GroupedSpans = std::array<Span, kGroupSize>;
inline constexpr std::array<GroupedSpans, 2> kSpanGroups = {{
    {Span::k1h, Span::kDay, Span::k24h},
    {Span::k7d, Span::k30d, Span::k180d},
}};

// One bit an attribute.
using AttributeSet = std::uint32_t;
template <typename... Attributes>
[[nodiscard]] constexpr AttributeSet set_of(Attribute first, Attributes... others) {
  return ((AttributeSet{1} << place_of(first)) | ... | (AttributeSet{1} << place_of(others)));
}

// What is counted apart in the timelines of a kind of key, by KeyKind. The most frequent country is
// looked for where countries are counted.
inline constexpr std::array<AttributeSet, kKeyKindCount> kCountedAttributes = {
    set_of(Attribute::kCounterparty, Attribute::kSender, Attribute::kRecipient,
           Attribute::kDepositSource, Attribute::kTransferRecipient, Attribute::kIpAddress,
           Attribute::kDevice, Attribute::kCountry),
    set_of(Attribute::kAccount, Attribute::kAgent, Attribute::kCounterparty, Attribute::kCountry),
    set_of(Attribute::kAccount, Attribute::kClient),
    set_of(Attribute::kAccount, Attribute::kClient, Attribute::kNewClient,
           Attribute::kCounterparty),
    set_of(Attribute::kAccount, Attribute::kClient, Attribute::kCounterparty, Attribute::kDevice),
    set_of(Attribute::kAccount, Attribute::kClient),
};
[[nodiscard]] constexpr bool is_counted(KeyKind kind, Attribute attribute) {
  return (kCountedAttributes[place_of(kind)] & set_of(attribute)) != 0;
}

}  // namespace financescr::monitoring
