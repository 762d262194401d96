// The random streams of a stream of transactions: one for each thing that is drawn on its own, so
// that nothing that is added to one changes another.
#pragma once

#include <cstdint>

#include "datagen/keyed_order.hpp"
#include "datagen/transactions/stream_random.hpp"

namespace financescr::datagen {

enum class Section : std::uint8_t {
  kClients = 1,  // by client
  kAgents,       // by agent
  kLife,         // by client and slice
  kCases,        // by case
  kCaseOrder,    // the order in which clients are taken for cases
  kSleepers,     // the order in which accounts are put to sleep
  kSchedule,     // by case: what it is and when
  kNames,        // the order in which clients are numbered
  kLateness,     // by slice
  kLooks,        // by slice: whom somebody looks at without need
  kDevices,
  kAddresses,
  kPeople,  // whom clients pay again and again
};

[[nodiscard]] inline std::uint64_t key_of(std::uint64_t seed, Section section) {
  return mixed(mixed(seed, 0x7472616E73ULL), static_cast<std::uint64_t>(section));
}

[[nodiscard]] inline StreamRandom stream_of(std::uint64_t seed, Section section,
                                            std::uint64_t number) {
  return StreamRandom(mixed(key_of(seed, section), number));
}

// Uniform in [low, high).
[[nodiscard]] inline double draw_between(StreamRandom& rng, double low, double high) {
  return low + (high - low) * rng.random();
}

}  // namespace financescr::datagen
