#include "engine/monitoring/count_table.hpp"

#include <algorithm>

namespace financescr::monitoring {

void CountTable::resize(std::size_t size) {
  std::vector<std::uint32_t> before(size * stride_);
  before.swap(slots_);
  size_ = static_cast<std::uint32_t>(size);
  for (std::size_t at = 0; at < before.size(); at += stride_) {
    if (before[at] == 0) continue;
    std::copy_n(&before[at], stride_, &slots_[slot_of(before[at])]);
  }
}

std::uint32_t* CountTable::add(std::uint32_t value) {
  if (3 * (used_ + 1) > 2 * size_) resize(std::max<std::size_t>(kFewestSlots, 2 * size_));
  ++used_;
  const std::size_t at = slot_of(value);
  slots_[at] = value;
  return &slots_[at + 1];
}

// Moves back what the gap would hide (Knuth 6.4, algorithm R).
void CountTable::erase(std::uint32_t value) {
  const std::size_t mask = size_ - 1;
  std::size_t gap = slot_of(value) / stride_;
  for (std::size_t at = (gap + 1) & mask; slots_[at * stride_] != 0; at = (at + 1) & mask) {
    const std::size_t home = home_of(slots_[at * stride_]);
    const bool is_reached = ((at - home) & mask) < ((at - gap) & mask);
    if (is_reached) continue;
    std::copy_n(&slots_[at * stride_], stride_, &slots_[gap * stride_]);
    gap = at;
  }
  std::fill_n(&slots_[gap * stride_], stride_, 0U);
  --used_;
  if (size_ > kFewestSlots && 8 * used_ < size_) resize(size_ / 4);
}

}  // namespace financescr::monitoring
