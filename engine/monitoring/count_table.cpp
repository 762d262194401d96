#include "engine/monitoring/count_table.hpp"

#include <utility>

namespace financescr::monitoring {
namespace {

constexpr std::uint32_t kSpread = 2'654'435'769;  // 2^32 / golden ratio

}  // namespace

std::size_t CountTable::home_of(std::uint32_t value) const {
  return (static_cast<std::uint32_t>(value * kSpread) >> 7U) & (slots_.size() - 1);
}

std::size_t CountTable::place_of_value(std::uint32_t value) const {
  std::size_t at = home_of(value);
  while (slots_[at].value != 0 && slots_[at].value != value) at = (at + 1) & (slots_.size() - 1);
  return at;
}

void CountTable::resize(std::size_t size) {
  std::vector<Slot> before(size);
  before.swap(slots_);
  for (const Slot& slot : before) {
    if (slot.value != 0) slots_[place_of_value(slot.value)] = slot;
  }
}

SpanCounts& CountTable::of(std::uint32_t value) {
  std::size_t at = place_of_value(value);
  if (slots_[at].value == 0) {
    if (2 * (used_ + 1) > slots_.size()) {
      resize(2 * slots_.size());
      at = place_of_value(value);
    }
    slots_[at].value = value;
    ++used_;
  }
  return slots_[at].counts;
}

const SpanCounts* CountTable::find(std::uint32_t value) const {
  const Slot& slot = slots_[place_of_value(value)];
  return slot.value == 0 ? nullptr : &slot.counts;
}

// Moves back what the gap would hide (Knuth 6.4, algorithm R).
void CountTable::erase(std::uint32_t value) {
  const std::size_t mask = slots_.size() - 1;
  std::size_t gap = place_of_value(value);
  for (std::size_t at = (gap + 1) & mask; slots_[at].value != 0; at = (at + 1) & mask) {
    const std::size_t home = home_of(slots_[at].value);
    const bool is_reached = ((at - home) & mask) < ((at - gap) & mask);
    if (is_reached) continue;
    slots_[gap] = slots_[at];
    gap = at;
  }
  slots_[gap] = Slot{};
  --used_;
  if (slots_.size() > kFewestSlots && 8 * used_ < slots_.size()) resize(slots_.size() / 4);
}

}  // namespace financescr::monitoring
