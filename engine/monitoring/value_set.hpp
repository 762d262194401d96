// ValueSet: which numbers have been seen, emptied in one step.
#pragma once

#include <cstdint>
#include <vector>

namespace financescr::monitoring {

class ValueSet {
 public:
  // Forgets all values and makes room for so many.
  void restart(std::size_t most) {
    std::size_t size = kFewest;
    while (size < 2 * most) size *= 2;
    if (slots_.size() < size || ++stamp_ == 0) {
      slots_.assign(slots_.size() < size ? size : slots_.size(), 0);
      stamp_ = 1;
    }
  }

  // Returns: whether it is new. Requires: no more values than restart() made room for; above 0.
  bool insert(std::uint32_t value) {
    const std::uint64_t wanted = (std::uint64_t{stamp_} << 32U) | value;
    std::size_t at = (value * kSpread) & (slots_.size() - 1);
    while (slots_[at] >> 32U == stamp_) {
      if (slots_[at] == wanted) return false;
      at = (at + 1) & (slots_.size() - 1);
    }
    slots_[at] = wanted;
    return true;
  }

 private:
  static constexpr std::size_t kFewest = 16;
  static constexpr std::uint32_t kSpread = 2'654'435'769;  // 2^32 / golden ratio

  std::vector<std::uint64_t> slots_;  // stamp and value; of an older stamp: free
  std::uint32_t stamp_ = 0;
};

}  // namespace financescr::monitoring
