// StreamRandom: the draws of a stream of transactions. Each is a number mixed from a key and a
// count, so that a new stream costs nothing: one is begun for every client and five days.
//
// For synthetic data only: its output is predictable and must never make a secret.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "datagen/keyed_order.hpp"

namespace financescr::datagen {

class StreamRandom {
 public:
  explicit StreamRandom(std::uint64_t key) : key_(key) {}

  // Uniform in [0, 1), 53 bits.
  [[nodiscard]] double random() { return static_cast<double>(next() >> 11U) * 0x1.0p-53; }
  // All 32 bits.
  [[nodiscard]] std::uint32_t bits() { return static_cast<std::uint32_t>(next() >> 32U); }
  // Uniform in [0, n), but for less than n / 2^32. Requires: n > 0.
  [[nodiscard]] std::uint32_t randbelow(std::uint32_t n) {
    return static_cast<std::uint32_t>((std::uint64_t{bits()} * n) >> 32U);
  }
  // Uniform in [low, high], both included. Requires: 0 <= high - low < 2^32 - 1.
  [[nodiscard]] std::int64_t randint(std::int64_t low, std::int64_t high) {
    return low + randbelow(static_cast<std::uint32_t>(high - low + 1));
  }
  // A place in something of that size. Requires: 0 < size < 2^32.
  [[nodiscard]] std::size_t place_in(std::size_t size) {
    return randbelow(static_cast<std::uint32_t>(size));
  }
  // A place, by weights. Requires: they are >= 0, their sum > 0.
  [[nodiscard]] std::size_t weighted(std::span<const double> weights);
  // Normal.
  [[nodiscard]] double gauss(double mean, double deviation);

 private:
  std::uint64_t next() { return mixed(key_, count_++); }

  std::uint64_t key_;
  std::uint64_t count_ = 0;
};

// True with the given probability; always draws.
[[nodiscard]] inline bool maybe(StreamRandom& rng, double probability) {
  return rng.random() < probability;
}

}  // namespace financescr::datagen
