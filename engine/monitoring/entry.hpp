// Entry: what a timeline keeps of an event: all that a window counts, in 56 bytes.
#pragma once

#include <array>
#include <cstdint>
#include <optional>

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

// A type of event; of transfers, those that come in apart from those that go out.
inline constexpr std::size_t kFlowCount = kEventTypeCount + 1;
inline constexpr std::size_t kTransferIn = kEventTypeCount;
[[nodiscard]] constexpr std::size_t flow_of(EventType type, Direction direction) {
  return type == EventType::kTransfer && direction == Direction::kIn ? kTransferIn : place_of(type);
}
[[nodiscard]] constexpr std::size_t flow_of(const Entry& entry) {
  return flow_of(entry.type, entry.direction);
}

// The value that an entry has for an attribute; 0: none.
[[nodiscard]] constexpr std::uint32_t value_of(const Entry& entry, Attribute attribute) {
  switch (attribute) {
    case Attribute::kAccount:
      return entry.account;
    case Attribute::kClient:
      return entry.client;
    case Attribute::kNewClient:
      return entry.is_new_client ? entry.client : 0;
    case Attribute::kAgent:
      return entry.agent;
    case Attribute::kCounterparty:
      return entry.counterparty;
    case Attribute::kSender:
      return entry.direction == Direction::kIn ? entry.counterparty : 0;
    case Attribute::kRecipient:
      return entry.direction == Direction::kOut ? entry.counterparty : 0;
    case Attribute::kDepositSource:
      return entry.type == EventType::kDeposit ? entry.counterparty : 0;
    case Attribute::kTransferRecipient:
      return entry.type == EventType::kTransfer && entry.direction == Direction::kOut
                 ? entry.counterparty
                 : 0;
    case Attribute::kIpAddress:
      return entry.ip_address;
    case Attribute::kDevice:
      return entry.device;
    case Attribute::kCountry:
      return entry.country;
  }
  return 0;
}

}  // namespace financescr::monitoring
