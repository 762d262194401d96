// CountTable: how often each value of a field stands in windows of a timeline.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "engine/monitoring/keys.hpp"
#include "engine/monitoring/prefetch.hpp"

namespace financescr::monitoring {

// One a span of a group.
using SpanCounts = std::array<std::uint32_t, kGroupSize>;

class CountTable {
 public:
  // How many attributes are counted of each value. Requires: the table is empty.
  void set_attributes(std::size_t attributes) {
    stride_ = static_cast<std::uint32_t>(1 + attributes * kGroupSize);
  }

  // The counts of a value, zeros if it is new: of its first attribute one a span, then of the next.
  // They stay until the next call. Requires: above 0.
  [[nodiscard]] std::uint32_t* of(std::uint32_t value) {
    if (size_ > 0) {
      const std::size_t at = slot_of(value);
      if (slots_[at] != 0) return &slots_[at + 1];
    }
    return add(value);
  }
  // Returns: nullptr where there is none.
  [[nodiscard]] const std::uint32_t* find(std::uint32_t value) const {
    if (size_ == 0) return nullptr;
    const std::size_t at = slot_of(value);
    return slots_[at] == 0 ? nullptr : &slots_[at + 1];
  }
  void prefetch(std::uint32_t value) const {
    if (size_ > 0) prefetch_memory(&slots_[home_of(value) * stride_], stride_ * sizeof(value));
  }
  // Requires: it is there.
  void erase(std::uint32_t value);

  // Calls use(value, counts) for each value, in no order that means anything.
  template <typename Use>
  void for_each(Use use) const {
    for (std::size_t at = 0; at < slots_.size(); at += stride_) {
      if (slots_[at] != 0) use(slots_[at], &slots_[at + 1]);
    }
  }

 private:
  static constexpr std::size_t kFewestSlots = 8;
  static constexpr std::uint32_t kSpread = 2'654'435'769;  // 2^32 / golden ratio

  // Number of the slot.
  [[nodiscard]] std::size_t home_of(std::uint32_t value) const {
    return (static_cast<std::uint32_t>(value * kSpread) >> 7U) & (size_ - 1);
  }
  // Where in slots_ a value stands, or would. Requires: slots.
  [[nodiscard]] std::size_t slot_of(std::uint32_t value) const {
    std::size_t at = home_of(value) * stride_;
    while (slots_[at] != 0 && slots_[at] != value) {
      at += stride_;
      if (at == slots_.size()) at = 0;
    }
    return at;
  }
  [[nodiscard]] std::uint32_t* add(std::uint32_t value);
  void resize(std::size_t size);

  std::vector<std::uint32_t> slots_;  // a value (0: free) and its counts; open addressing
  std::uint32_t stride_ = 1 + kGroupSize;
  std::uint32_t size_ = 0;  // slots, a power of two
  std::uint32_t used_ = 0;
};

}  // namespace financescr::monitoring
