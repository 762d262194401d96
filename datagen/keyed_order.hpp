// KeyedOrder: a shuffle of 0 .. n-1 that is computed, not stored, in both directions.
//
// A Feistel network of six rounds over the least even number of bits that holds n; values outside
// are walked on until they fall inside (Black and Rogaway 2002). With it generator v2 knows which
// customer is linked to which entry without keeping either.
#pragma once

#include <cstdint>

namespace financescr::datagen {

// Mixes a seed with a number so that nearby numbers have unrelated results.
[[nodiscard]] std::uint64_t mixed(std::uint64_t seed, std::uint64_t number);

class KeyedOrder {
 public:
  // Requires: 0 <= size < 2^40.
  KeyedOrder(std::uint64_t key, std::int64_t size);

  // Requires: 0 <= i < size.
  [[nodiscard]] std::int64_t at(std::int64_t i) const;
  // The i for which at(i) is `value`. Requires: 0 <= value < size.
  [[nodiscard]] std::int64_t index_of(std::int64_t value) const;

 private:
  [[nodiscard]] std::uint64_t forwards(std::uint64_t x) const;
  [[nodiscard]] std::uint64_t backwards(std::uint64_t x) const;

  std::uint64_t key_;
  std::uint64_t size_;
  unsigned half_bits_ = 1;
};

}  // namespace financescr::datagen
