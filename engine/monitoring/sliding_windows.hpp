// SlidingWindows: windows of a long timeline, kept counted from one event to the next, so that an
// event costs what it adds and what falls out, and not all that the windows hold.
//
// Every number is exact, and the same as counting anew gives. Windows are runs of places in the
// timeline; they move forward and, for an event that comes late, back.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/monitoring/amount_maxima.hpp"
#include "engine/monitoring/count_table.hpp"
#include "engine/monitoring/window_facts.hpp"

namespace financescr::monitoring {

// Of each span of a group a run of places from its `low` to before `high`, which is the same for
// all. That of the last span holds the others.
struct WindowPlaces {
  std::array<std::size_t, kGroupSize> low{};
  std::size_t high = 0;
};

class SlidingWindows {
 public:
  using Entries = std::span<const Entry>;

  SlidingWindows(KeyKind kind, SpanGroup group);

  [[nodiscard]] const WindowPlaces& places() const { return places_; }
  // Asks for the memory that the windows of an event will need.
  void prefetch(const Entry& event, Entries entries) const;

  // How many entries move_to() would have to look at.
  [[nodiscard]] std::size_t distance_to(const WindowPlaces& places) const;
  void move_to(const WindowPlaces& places, Entries entries);
  // Empty windows there.
  void begin_at(std::size_t place);

  // Whether no sum is above the largest number.
  [[nodiscard]] bool have_exact_sums() const { return total_.high == 0 && total_.low <= INT64_MAX; }
  // Writes the windows of some spans of the group as they stand. Requires: have_exact_sums(); all 0
  // in `facts`.
  void read(const Entry& event, SpanSet spans, KeyFacts& facts) const;

  // An entry came in at this place; `entries` has it already. Right behind the windows it becomes
  // part of those that are not empty.
  void inserted(std::size_t place, Entries entries);
  // The first entries are about to go; `entries` has them still.
  void dropping(std::size_t count, Entries entries);

 private:
  // A sum of amounts that neither overflows nor forgets.
  struct WideSum {
    std::uint64_t low = 0;
    std::int64_t high = 0;

    void add(std::int64_t amount);
    void subtract(std::int64_t amount);
  };
  // Of one currency.
  struct Money {
    std::uint16_t currency = 0;
    // Sums are modulo 2^64; the largest amounts stand in `maxima` alone.
    std::array<WindowMoney, kGroupSize> windows;
    AmountMaxima maxima;  // of places from maxima_from_ to before the windows' end
  };

  template <bool kIsAdded>
  void count_in(SpanSet spans, const Entry& entry);
  // `spans`: a SpanSet, all spans of the group or one.
  template <bool kIsAdded, typename Spans>
  void count(const Entry& entry, Spans spans);
  template <bool kIsAdded, typename Spans>
  void count_money(const Entry& entry, Spans spans);
  template <bool kIsAdded, std::size_t kKind, typename Spans>
  void count_values(const Entry& entry, Spans spans);
  // The spans whose windows begin at this place or before it.
  [[nodiscard]] static SpanSet spans_from(const WindowPlaces& places, std::size_t place);
  [[nodiscard]] Money& money_of(std::uint16_t currency);
  void move_end_back(std::size_t high, Entries entries);
  void move_begin(std::size_t span, std::size_t to, Entries entries);
  void read_values(const Entry& event, SpanSet spans, KeyFacts& facts) const;

  [[nodiscard]] WindowFacts& window(KeyFacts& facts, std::size_t span) const {
    return facts[place_of(kSpanGroups[place_of(group_)][span])];
  }

  KeyKind kind_;
  SpanGroup group_;
  WindowPlaces places_;
  std::size_t maxima_from_ = 0;
  WideSum total_;  // of all money in the longest window
  std::array<WindowCounts, kGroupSize> windows_;
  std::vector<Money> money_;
  std::array<CountTable, kMostCountedFields> values_;  // by place in kCountedFields
};

}  // namespace financescr::monitoring
