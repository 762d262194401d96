// CountTable: how often each value stands in each window of a timeline.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "engine/monitoring/keys.hpp"

namespace financescr::monitoring {

// Counts of one value, one a span.
using SpanCounts = std::array<std::uint32_t, kSpanCount>;

class CountTable {
 public:
  struct Slot {
    std::uint32_t value = 0;  // 0: free
    SpanCounts counts{};
  };

  CountTable() : slots_(kFewestSlots) {}

  // Room for a value, with zeros if it is new. Requires: above 0. It stays until the next call.
  [[nodiscard]] SpanCounts& of(std::uint32_t value);
  // Returns: nullptr where there is none.
  [[nodiscard]] const SpanCounts* find(std::uint32_t value) const;
  // Requires: it is there.
  void erase(std::uint32_t value);

  // Calls use(value, counts) for each value, in no order that means anything.
  template <typename Use>
  void for_each(Use use) const {
    for (const Slot& slot : slots_) {
      if (slot.value != 0) use(slot.value, slot.counts);
    }
  }

 private:
  static constexpr std::size_t kFewestSlots = 8;

  [[nodiscard]] std::size_t home_of(std::uint32_t value) const;
  [[nodiscard]] std::size_t place_of_value(std::uint32_t value) const;
  void resize(std::size_t size);

  std::vector<Slot> slots_;  // a power of two of them, open addressing
  std::size_t used_ = 0;
};

}  // namespace financescr::monitoring
