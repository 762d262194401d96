// Entry: what a timeline keeps of an event: all that a window counts, in 56 bytes.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <utility>

#include "engine/monitoring/event.hpp"
#include "engine/monitoring/keys.hpp"

namespace financescr::monitoring {

// A text in Names; 0 is none.
using NameId = std::uint32_t;

struct Entry {
  std::int64_t at_us = 0;
  std::uint64_t seq = 0;  // of ingestion
  std::int64_t amount_minor = 0;
  NameId account = 0;
  NameId client = 0;
  NameId counterparty = 0;
  NameId agent = 0;
  NameId ip_address = 0;
  NameId device = 0;
  std::uint16_t currency = 0;  // pack_code()
  std::uint16_t country = 0;   // pack_code(), 0: none
  EventType type = EventType::kOther;
  Direction direction = Direction::kOut;
  std::uint8_t instrument = kInstrumentCount;  // kInstrumentCount: not said
  bool is_new_client = false;                  // of KYC level 1
};

static_assert(sizeof(Entry) == 56, "docs/MONITORING.md says so");

// Its members that are names.
inline constexpr std::array kNamesOfEntry = {&Entry::account,      &Entry::client,
                                             &Entry::counterparty, &Entry::agent,
                                             &Entry::ip_address,   &Entry::device};

// Two or three capital letters to a number above 0.
template <std::size_t kLetters>
[[nodiscard]] constexpr std::uint16_t pack_code(const std::array<char, kLetters>& code) {
  std::uint32_t packed = 0;
  for (const char c : code) packed = 27 * packed + static_cast<std::uint32_t>(c - 'A' + 1);
  return static_cast<std::uint16_t>(packed);
}

[[nodiscard]] constexpr bool is_cash(const Entry& entry) {
  return entry.instrument == place_of(Instrument::kCash);
}

// Whether cash of such an event is handed to the bank. A loan that is repaid in cash goes out of
// the account and yet brings cash in; one that is paid out in cash the other way round.
[[nodiscard]] constexpr bool brings_cash_in(EventType type, Direction direction) {
  switch (type) {
    case EventType::kDeposit:
    case EventType::kWithdrawal:
    case EventType::kTransfer:
    case EventType::kOther:
      return direction == Direction::kIn;
    case EventType::kLoanDisbursement:
    case EventType::kShareRedemption:
      return false;
    case EventType::kLoanRepayment:
    case EventType::kSharePurchase:
    case EventType::kFixedDeposit:
    case EventType::kRecurringDeposit:
    case EventType::kCharge:
    case EventType::kFee:
      return true;
  }
  return false;
}
[[nodiscard]] constexpr bool brings_cash_in(const Entry& entry) {
  return brings_cash_in(entry.type, entry.direction);
}

// A type of event; of transfers, those that come in apart from those that go out.
inline constexpr std::size_t kFlowCount = kEventTypeCount + 1;
inline constexpr std::size_t kTransferIn = kEventTypeCount;
[[nodiscard]] constexpr std::size_t flow_of(EventType type, Direction direction) {
  return type == EventType::kTransfer && direction == Direction::kIn ? kTransferIn : place_of(type);
}
[[nodiscard]] constexpr std::size_t flow_of(const Entry& entry) {
  return flow_of(entry.type, entry.direction);
}

// The member that one or more attributes take their value from: those of kNamesOfEntry, and the
// country.
enum class Field : std::uint8_t {
  kAccount,
  kClient,
  kCounterparty,
  kAgent,
  kIpAddress,
  kDevice,
  kCountry,
};
inline constexpr std::size_t kFieldCount = 7;

// 0: none.
[[nodiscard]] constexpr std::uint32_t value_of(const Entry& entry, Field field) {
  if (field == Field::kCountry) return entry.country;
  return entry.*kNamesOfEntry[place_of(field)];
}

// The attributes of a field follow each other. Whatever has a value of one of them has the same of
// the first.
struct AttributeRun {
  Attribute first = Attribute::kAccount;
  std::size_t count = 1;
};
[[nodiscard]] constexpr AttributeRun attributes_of(Field field) {
  switch (field) {
    case Field::kAccount:
      return {Attribute::kAccount, 1};
    case Field::kClient:
      return {Attribute::kClient, 2};
    case Field::kCounterparty:
      return {Attribute::kCounterparty, 5};
    case Field::kAgent:
      return {Attribute::kAgent, 1};
    case Field::kIpAddress:
      return {Attribute::kIpAddress, 1};
    case Field::kDevice:
      return {Attribute::kDevice, 1};
    case Field::kCountry:
      return {Attribute::kCountry, 1};
  }
  return {};
}

// The attributes that an entry has a value of, if its fields have one.
[[nodiscard]] constexpr AttributeSet attributes_of(const Entry& entry) {
  constexpr AttributeSet kAlways =
      set_of(Attribute::kAccount, Attribute::kClient, Attribute::kAgent, Attribute::kCounterparty,
             Attribute::kIpAddress, Attribute::kDevice, Attribute::kCountry);
  const bool is_out = entry.direction == Direction::kOut;
  const auto set_if = [](bool is_so, Attribute attribute) {
    return AttributeSet{is_so} << place_of(attribute);
  };
  return kAlways | set_if(is_out, Attribute::kRecipient) | set_if(!is_out, Attribute::kSender) |
         set_if(entry.is_new_client, Attribute::kNewClient) |
         set_if(entry.type == EventType::kDeposit, Attribute::kDepositSource) |
         set_if(is_out && entry.type == EventType::kTransfer, Attribute::kTransferRecipient);
}

// The value that an entry has for an attribute; 0: none.
[[nodiscard]] constexpr std::uint32_t value_of(const Entry& entry, Attribute attribute) {
  if ((attributes_of(entry) & set_of(attribute)) == 0) return 0;
  for (std::size_t i = 0; i < kFieldCount; ++i) {
    const AttributeRun run = attributes_of(static_cast<Field>(i));
    const std::size_t first = place_of(run.first);
    if (place_of(attribute) >= first && place_of(attribute) < first + run.count) {
      return value_of(entry, static_cast<Field>(i));
    }
  }
  return 0;
}

// A field of which the timelines of a kind of key count attributes.
struct CountedField {
  Field field = Field::kAccount;
  Attribute first = Attribute::kAccount;
  std::size_t attributes = 0;  // how many, from the first on
  AttributeSet set = 0;        // the same
};
inline constexpr std::size_t kMostCountedFields = 4;

struct CountedFields {
  std::array<CountedField, kMostCountedFields> fields;
  std::size_t count = 0;

  [[nodiscard]] constexpr const CountedField* begin() const { return fields.data(); }
  [[nodiscard]] constexpr const CountedField* end() const { return fields.data() + count; }
};

// Of a kind of key, as kCountedAttributes says.
[[nodiscard]] constexpr CountedFields counted_fields(KeyKind kind) {
  CountedFields counted;
  for (std::size_t i = 0; i < kFieldCount; ++i) {
    const auto field = static_cast<Field>(i);
    const AttributeRun run = attributes_of(field);
    CountedField next{field, run.first};
    for (std::size_t place = place_of(run.first); next.attributes < run.count; ++place) {
      if (!is_counted(kind, static_cast<Attribute>(place))) break;
      next.set |= AttributeSet{1} << place;
      ++next.attributes;
    }
    if (next.attributes > 0) counted.fields[counted.count++] = next;
  }
  return counted;
}
inline constexpr std::array<CountedFields, kKeyKindCount> kCountedFields = {
    counted_fields(KeyKind::kAccount),      counted_fields(KeyKind::kClient),
    counted_fields(KeyKind::kCounterparty), counted_fields(KeyKind::kAgent),
    counted_fields(KeyKind::kMerchant),     counted_fields(KeyKind::kDevice)};

// Calls use<place>() for each place in the counted fields of a kind of key, in their order.
template <std::size_t kKind, typename Use>
constexpr void for_each_counted(Use use) {
  [&use]<std::size_t... kPlaces>(std::index_sequence<kPlaces...>) {
    (use.template operator()<kPlaces>(), ...);
  }(std::make_index_sequence<kCountedFields[kKind].count>());
}

// Calls use<place of the kind>().
template <typename Use>
constexpr void with_kind(KeyKind kind, Use use) {
  switch (kind) {
    case KeyKind::kAccount:
      return use.template operator()<place_of(KeyKind::kAccount)>();
    case KeyKind::kClient:
      return use.template operator()<place_of(KeyKind::kClient)>();
    case KeyKind::kCounterparty:
      return use.template operator()<place_of(KeyKind::kCounterparty)>();
    case KeyKind::kAgent:
      return use.template operator()<place_of(KeyKind::kAgent)>();
    case KeyKind::kMerchant:
      return use.template operator()<place_of(KeyKind::kMerchant)>();
    case KeyKind::kDevice:
      return use.template operator()<place_of(KeyKind::kDevice)>();
  }
}

// Whether no attribute of kCountedAttributes is left out.
[[nodiscard]] constexpr bool are_all_counted() {
  for (std::size_t kind = 0; kind < kKeyKindCount; ++kind) {
    AttributeSet set = 0;
    for (const CountedField& counted : kCountedFields[kind]) set |= counted.set;
    if (set != kCountedAttributes[kind]) return false;
  }
  return true;
}
static_assert(are_all_counted(), "a field's attributes are counted from its first one on");

}  // namespace financescr::monitoring
