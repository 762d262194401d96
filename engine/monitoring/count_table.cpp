#include "engine/monitoring/count_table.hpp"

#include <algorithm>

namespace financescr::monitoring {

void CountTable::resize(std::size_t size) {
  slots_.assign(size, Slot{});
  for (std::size_t row = 0; row < values_.size(); ++row) {
    slots_[slot_of(values_[row])] = {values_[row], static_cast<std::uint32_t>(row)};
  }
}

SpanCounts* CountTable::add(std::uint32_t value) {
  if (2 * (values_.size() + 1) > slots_.size()) resize(std::max(kFewestSlots, 2 * slots_.size()));
  slots_[slot_of(value)] = {value, static_cast<std::uint32_t>(values_.size())};
  values_.push_back(value);
  counts_.resize(counts_.size() + attributes_);
  return &counts_[counts_.size() - attributes_];
}

// Moves back what the gap would hide (Knuth 6.4, algorithm R).
void CountTable::free_slot(std::size_t gap) {
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t at = (gap + 1) & mask; slots_[at].value != 0; at = (at + 1) & mask) {
    const std::size_t home = home_of(slots_[at].value);
    const bool is_reached = ((at - home) & mask) < ((at - gap) & mask);
    if (is_reached) continue;
    slots_[gap] = slots_[at];
    gap = at;
  }
  slots_[gap] = Slot{};
}

// The last row takes the place of the one that goes.
void CountTable::erase(std::uint32_t value) {
  const std::size_t at = slot_of(value);
  const std::uint32_t row = slots_[at].row;
  if (row + 1 < values_.size()) {
    slots_[slot_of(values_.back())].row = row;
    values_[row] = values_.back();
    std::copy_n(counts_.end() - static_cast<std::ptrdiff_t>(attributes_), attributes_,
                counts_.begin() + static_cast<std::ptrdiff_t>(row * attributes_));
  }
  values_.pop_back();
  counts_.resize(counts_.size() - attributes_);
  free_slot(at);
  if (slots_.size() > kFewestSlots && 8 * values_.size() < slots_.size()) {
    resize(slots_.size() / 4);
    values_.shrink_to_fit();
    counts_.shrink_to_fit();
  }
}

}  // namespace financescr::monitoring
