// WindowCounter: counts the windows of an event anew, from the latest entry to the oldest.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "engine/monitoring/seen_values.hpp"
#include "engine/monitoring/window_facts.hpp"

namespace financescr::monitoring {

// What counting needs, kept from one event to the next; it holds no result.
using WindowScratch = std::array<SeenValues, kMostCountedFields>;

// Positive amounts; stops at the largest number.
[[nodiscard]] inline std::int64_t added(std::int64_t sum, std::int64_t amount) {
  const auto exact = static_cast<std::uint64_t>(sum) + static_cast<std::uint64_t>(amount);
  return static_cast<std::int64_t>(std::min<std::uint64_t>(exact, INT64_MAX));
}

// Bit i of six as byte i.
inline constexpr std::array<std::uint64_t, 64> kBytesOfBits = [] {
  std::array<std::uint64_t, 64> bytes{};
  for (std::size_t bits = 0; bits < bytes.size(); ++bits) {
    for (std::size_t i = 0; i < 6; ++i) bytes[bits] |= std::uint64_t{bits >> i & 1U} << (8 * i);
  }
  return bytes;
}();

// How often each attribute stood in a few sets.
class AttributeCounts {
 public:
  static constexpr std::size_t kMost = 255;  // sets

  void add(AttributeSet set) {
    first_ += kBytesOfBits[set & 63U];
    second_ += kBytesOfBits[set >> 6U];
  }

  // Adds them to others and begins again.
  void move_to(std::array<std::uint32_t, kAttributeCount>& counts) {
    for (std::size_t i = 0; i < 6; ++i) {
      counts[i] += static_cast<std::uint32_t>(first_ >> (8 * i) & 0xFFU);
      counts[i + 6] += static_cast<std::uint32_t>(second_ >> (8 * i) & 0xFFU);
    }
    first_ = second_ = 0;
  }

 private:
  std::uint64_t first_ = 0, second_ = 0;  // a byte an attribute
};
static_assert(kAttributeCount == 12);

// Counts entries from the latest to the oldest, each once.
template <std::size_t kKind>
class WindowCounter {
 public:
  WindowCounter(const Entry& event, WindowScratch& scratch, std::size_t most)
      : event_(event), attributes_(attributes_of(event)), scratch_(scratch) {
    for (std::size_t i = 0; i < kCountedFields[kKind].count; ++i) scratch_[i].restart(most);
  }

  // Adds the entries that come before all that was counted. Returns: the window of all of them.
  const WindowFacts& count(std::span<const Entry> entries) {
    std::size_t pending = 0;
    const auto settle = [&] {
      first_.move_to(window_.distinct);
      shared_.move_to(window_.same);
      pending = 0;
    };
    for (auto entry = entries.rbegin(); entry != entries.rend(); ++entry) {
      count_entry(*entry);
      if (++pending == AttributeCounts::kMost) settle();
    }
    if (pending > 0) settle();
    window_.modal_country = modal_.country();
    return window_;
  }

 private:
  void count_entry(const Entry& entry) {
    const std::size_t flow = flow_of(entry);
    ++window_.count;
    ++window_.count_by_flow[flow];
    if (entry.currency == event_.currency) count_money(entry, flow);
    const AttributeSet attributes = attributes_of(entry);
    AttributeSet first = 0;   // of their values
    AttributeSet shared = 0;  // with the event
    for_each_counted<kKind>([&]<std::size_t kPlace>() {
      constexpr CountedField kCounted = kCountedFields[kKind].fields[kPlace];
      const std::uint32_t value = value_of(entry, kCounted.field);
      SeenValues::Seen& seen = scratch_[kPlace].of(value);
      const AttributeSet of_field = value == 0 ? 0 : attributes & kCounted.set;
      first |= of_field & ~seen.attributes;
      seen.attributes |= of_field;
      shared |= value == value_of(event_, kCounted.field) ? of_field : 0;
      if (kCounted.field == Field::kCountry) modal_.take(value, seen.count += value == 0 ? 0 : 1);
    });
    first_.add(first);
    shared_.add(shared & attributes_);
  }

  void count_money(const Entry& entry, std::size_t flow) {
    const auto add = [&entry](std::int64_t& sum) { sum = added(sum, entry.amount_minor); };
    const bool is_in = entry.direction == Direction::kIn;
    ++window_.money_count;
    window_.max_minor = std::max(window_.max_minor, entry.amount_minor);
    add(window_.sum_minor);
    add(is_in ? window_.in_minor : window_.out_minor);
    if (is_cash(entry)) {
      add(brings_cash_in(entry) ? window_.cash_in_minor : window_.cash_out_minor);
    }
    add(window_.sum_by_flow_minor[flow]);
  }

  const Entry& event_;
  AttributeSet attributes_;  // of the event
  WindowScratch& scratch_;
  WindowFacts window_;
  AttributeCounts first_, shared_;
  ModalCountry modal_;
};

}  // namespace financescr::monitoring
