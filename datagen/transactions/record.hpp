// Record: one event of the stream before it is written, with numbers where the row has names.
#pragma once

#include <cstdint>

#include "engine/monitoring/event.hpp"

namespace financescr::datagen {

// Who is on the other side of an event.
enum class OtherKind : std::uint8_t {
  kNobody,
  kClient,   // an account of the bank: `other` is a client
  kPerson,   // an account elsewhere, without a name
  kFirm,     // an account elsewhere, with a name
  kPayer,    // a name without an account
  kOwnShop,  // the merchant itself
};

inline constexpr std::int32_t kNone = -1;

struct Record {
  std::int64_t at_us = 0;
  std::int64_t arrives_us = 0;  // in whose order events are written
  std::int64_t amount_minor = 0;
  std::uint64_t device = 0;   // 0: none
  std::uint64_t address = 0;  // 0: none
  std::uint64_t serial = 0;   // settles the order of events that arrive together
  std::int32_t client = 0;
  std::int32_t other = 0;
  std::int32_t agent = kNone;
  std::int32_t merchant = kNone;  // the client who is the merchant
  std::int32_t loan = kNone;      // the client whose loan it is
  std::int32_t case_number = kNone;
  OtherKind other_kind = OtherKind::kNobody;
  std::uint8_t home = 0;  // place in homes(): where it is made
  monitoring::EventType type = monitoring::EventType::kOther;
  monitoring::Direction direction = monitoring::Direction::kOut;
  monitoring::Instrument instrument = monitoring::Instrument::kCash;
  monitoring::ActorType actor = monitoring::ActorType::kCustomer;
  bool is_looked_at = false;  // without need, and found to be innocent
};

}  // namespace financescr::datagen
