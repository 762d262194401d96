// CountTable: how often each value of a field stands in windows of a timeline.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/monitoring/keys.hpp"

namespace financescr::monitoring {

// One a span of a group.
using SpanCounts = std::array<std::uint32_t, kGroupSize>;

class CountTable {
 public:
  // How many attributes are counted of each value.
  void set_attributes(std::size_t attributes) { attributes_ = attributes; }

  // The counts of a value, one an attribute, with zeros if it is new. They stay until the next
  // call. Requires: above 0.
  [[nodiscard]] SpanCounts* of(std::uint32_t value) {
    if (!slots_.empty()) {
      const Slot& slot = slots_[slot_of(value)];
      if (slot.value != 0) return &counts_[slot.row * attributes_];
    }
    return add(value);
  }
  // Returns: nullptr where there is none.
  [[nodiscard]] const SpanCounts* find(std::uint32_t value) const {
    if (slots_.empty()) return nullptr;
    const Slot& slot = slots_[slot_of(value)];
    return slot.value == 0 ? nullptr : &counts_[slot.row * attributes_];
  }
  void prefetch(std::uint32_t value) const {
    if (!slots_.empty()) prefetch_memory(&slots_[home_of(value)], sizeof(Slot));
  }
  // Requires: it is there.
  void erase(std::uint32_t value);

  // All values, in no order that means anything.
  [[nodiscard]] std::span<const std::uint32_t> values() const { return values_; }
  [[nodiscard]] const SpanCounts* counts_at(std::size_t row) const {
    return &counts_[row * attributes_];
  }

 private:
  struct Slot {
    std::uint32_t value = 0;  // 0: free
    std::uint32_t row = 0;
  };
  static constexpr std::size_t kFewestSlots = 8;
  static constexpr std::uint32_t kSpread = 2'654'435'769;  // 2^32 / golden ratio

  [[nodiscard]] std::size_t home_of(std::uint32_t value) const {
    return (static_cast<std::uint32_t>(value * kSpread) >> 7U) & (slots_.size() - 1);
  }
  // Where a value stands, or would. Requires: slots.
  [[nodiscard]] std::size_t slot_of(std::uint32_t value) const {
    std::size_t at = home_of(value);
    while (slots_[at].value != 0 && slots_[at].value != value) at = (at + 1) & (slots_.size() - 1);
    return at;
  }
  [[nodiscard]] SpanCounts* add(std::uint32_t value);
  void resize(std::size_t size);
  void free_slot(std::size_t gap);

  std::size_t attributes_ = 1;
  std::vector<Slot> slots_;            // a power of two of them, open addressing
  std::vector<std::uint32_t> values_;  // by row
  std::vector<SpanCounts> counts_;     // by row and attribute
};

}  // namespace financescr::monitoring
