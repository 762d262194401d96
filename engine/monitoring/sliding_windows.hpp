// SlidingWindows: the windows of a long timeline, kept counted from one event to the next, so that
// an event costs what it adds and what falls out, and not all that the windows hold.
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

// A run of places from `low_of` a span to before `high`, which is the same for all spans.
struct WindowPlaces {
  std::array<std::size_t, kSpanCount> low{};
  std::size_t high = 0;
};

class SlidingWindows {
 public:
  using Entries = std::span<const Entry>;

  // How many entries move_to() would have to look at.
  [[nodiscard]] std::size_t distance_to(const WindowPlaces& places) const;
  void move_to(const WindowPlaces& places, Entries entries);
  // Empty windows there.
  void begin_at(std::size_t place);

  // The windows as they stand. Requires: `entries` is what they were counted of.
  [[nodiscard]] KeyFacts facts(const Entry& event, Entries entries);

  // An entry came in at this place; `entries` has it already.
  void inserted(std::size_t place, Entries entries);
  // The first entries are about to go; `entries` has them still.
  void dropping(std::size_t count, Entries entries);

 private:
  using SpanSet = std::uint32_t;  // one bit a span

  // A sum of amounts that neither overflows nor forgets.
  struct WideSum {
    std::uint64_t low = 0;
    std::int64_t high = 0;

    void add(std::int64_t amount);
    void add(const WideSum& other);
    void subtract(std::int64_t amount);
    // The largest number where it is larger.
    [[nodiscard]] std::int64_t value() const;
  };
  struct MoneyTotals {
    std::uint32_t count = 0;
    WideSum in, out, cash_in, cash_out;
    std::array<WideSum, kFlowCount> by_flow;
  };
  struct Money {
    std::uint16_t currency = 0;
    std::array<MoneyTotals, kSpanCount> totals;
    AmountMaxima maxima;
  };
  struct Totals {
    std::uint32_t count = 0;
    std::array<std::uint32_t, kFlowCount> count_by_flow{};
    std::array<std::uint32_t, kAttributeCount> distinct{};
  };

  void add(const Entry& entry, SpanSet spans);
  void remove(const Entry& entry, SpanSet spans);
  template <bool kIsAdded>
  void count(const Entry& entry, SpanSet spans);
  // The spans whose windows begin at this place or before it.
  [[nodiscard]] static SpanSet spans_from(const WindowPlaces& places, std::size_t place);
  [[nodiscard]] Money& money_of(std::uint16_t currency);
  void changed_from(std::size_t place);
  void read_money(KeyFacts& facts, const Entry& event, Entries entries);

  WindowPlaces places_;
  std::array<Totals, kSpanCount> totals_;
  std::vector<Money> money_;
  std::array<CountTable, kAttributeCount> values_;
};

}  // namespace financescr::monitoring
