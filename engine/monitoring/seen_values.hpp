// SeenValues: what has been seen of each value, emptied in one step.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/monitoring/keys.hpp"

namespace financescr::monitoring {

class SeenValues {
 public:
  struct Seen {
    AttributeSet attributes = 0;
    std::uint32_t count = 0;
  };

  // Forgets all values and makes room for so many.
  void restart(std::size_t most) {
    std::size_t size = kFewest;
    while (size < 2 * most) size *= 2;
    if (slots_.size() < size || ++stamp_ == 0) {
      slots_.assign(slots_.size() < size ? size : slots_.size(), Slot{});
      stamp_ = 1;
    }
    mask_ = size - 1;
  }

  // Zeros of a value that is new. Requires: no more values than restart() made room for, and 0.
  [[nodiscard]] Seen& of(std::uint32_t value) {
    std::size_t at = ((value * kSpread) >> 7U) & mask_;
    for (; slots_[at].stamp == stamp_; at = (at + 1) & mask_) {
      if (slots_[at].value == value) return slots_[at].seen;
    }
    slots_[at] = {stamp_, value, {}};
    return slots_[at].seen;
  }

 private:
  struct Slot {
    std::uint32_t stamp = 0;  // of an older restart(): free
    std::uint32_t value = 0;
    Seen seen;
  };
  static constexpr std::size_t kFewest = 16;
  static constexpr std::uint32_t kSpread = 2'654'435'769;  // 2^32 / golden ratio

  std::vector<Slot> slots_;
  std::size_t mask_ = 0;  // of the slots in use
  std::uint32_t stamp_ = 0;
};

}  // namespace financescr::monitoring
