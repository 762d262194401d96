#include "engine/monitoring/sliding_windows.hpp"

#include <algorithm>

namespace financescr::monitoring {
namespace {

std::size_t apart(std::size_t a, std::size_t b) { return a > b ? a - b : b - a; }

constexpr bool holds(std::uint32_t spans, std::size_t span) { return (spans >> span & 1U) != 0; }

}  // namespace

void SlidingWindows::WideSum::add(std::int64_t amount) {
  low += static_cast<std::uint64_t>(amount);
  if (low < static_cast<std::uint64_t>(amount)) ++high;
}

void SlidingWindows::WideSum::subtract(std::int64_t amount) {
  if (low < static_cast<std::uint64_t>(amount)) --high;
  low -= static_cast<std::uint64_t>(amount);
}

void SlidingWindows::WideSum::add(const WideSum& other) {
  low += other.low;
  high += other.high + (low < other.low ? 1 : 0);
}

std::int64_t SlidingWindows::WideSum::value() const {
  const bool fits = high == 0 && low <= static_cast<std::uint64_t>(INT64_MAX);
  return fits ? static_cast<std::int64_t>(low) : INT64_MAX;
}

SlidingWindows::Money& SlidingWindows::money_of(std::uint16_t currency) {
  for (Money& money : money_) {
    if (money.currency == currency) return money;
  }
  money_.emplace_back().currency = currency;
  return money_.back();
}

template <bool kIsAdded>
void SlidingWindows::count(const Entry& entry, SpanSet spans) {
  constexpr std::uint32_t kStep = kIsAdded ? 1U : ~0U;  // counts wrap
  const auto change = [&entry](WideSum& sum) {
    kIsAdded ? sum.add(entry.amount_minor) : sum.subtract(entry.amount_minor);
  };
  Money& money = money_of(entry.currency);
  const bool is_in = entry.direction == Direction::kIn;
  const std::size_t flow = flow_of(entry);
  for (std::size_t span = 0; span < kSpanCount; ++span) {
    if (!holds(spans, span)) continue;
    totals_[span].count += kStep;
    totals_[span].count_by_flow[flow] += kStep;
    MoneyTotals& totals = money.totals[span];
    totals.count += kStep;
    change(is_in ? totals.in : totals.out);
    if (is_cash(entry)) change(is_in ? totals.cash_in : totals.cash_out);
    change(totals.by_flow[flow]);
  }
  for (std::size_t i = 0; i < kAttributeCount; ++i) {
    const std::uint32_t value = value_of(entry, static_cast<Attribute>(i));
    if (value == 0) continue;
    SpanCounts& counts = values_[i].of(value);
    for (std::size_t span = 0; span < kSpanCount; ++span) {
      if (!holds(spans, span)) continue;
      counts[span] += kStep;
      // The first of its value came, or the last went.
      if (counts[span] == (kIsAdded ? 1U : 0U)) totals_[span].distinct[i] += kStep;
    }
    if (!kIsAdded && counts == SpanCounts{}) values_[i].erase(value);
  }
}

void SlidingWindows::add(const Entry& entry, SpanSet spans) { count<true>(entry, spans); }
void SlidingWindows::remove(const Entry& entry, SpanSet spans) { count<false>(entry, spans); }

SlidingWindows::SpanSet SlidingWindows::spans_from(const WindowPlaces& places, std::size_t place) {
  SpanSet spans = 0;
  for (std::size_t span = 0; span < kSpanCount; ++span) {
    if (place >= places.low[span]) spans |= SpanSet{1} << span;
  }
  return spans;
}

std::size_t SlidingWindows::distance_to(const WindowPlaces& places) const {
  std::size_t distance = apart(places.high, places_.high);
  for (std::size_t span = 0; span < kSpanCount; ++span) {
    distance += apart(places.low[span], places_.low[span]);
  }
  return distance;
}

void SlidingWindows::begin_at(std::size_t place) {
  *this = SlidingWindows();
  places_.low.fill(place);
  places_.high = place;
}

void SlidingWindows::move_to(const WindowPlaces& places, Entries entries) {
  for (std::size_t place = places_.high; place > places.high; --place) {
    const SpanSet spans = spans_from(places_, place - 1);
    if (spans != 0) remove(entries[place - 1], spans);
  }
  for (std::size_t span = 0; span < kSpanCount; ++span) {
    const SpanSet one = SpanSet{1} << span;
    const std::size_t end = std::min(places_.high, places.high);  // of what the window holds now
    std::size_t& low = places_.low[span];
    for (; low < places.low[span]; ++low) {
      if (low < end) remove(entries[low], one);
    }
    for (; low > places.low[span]; --low) {
      if (low - 1 < end) add(entries[low - 1], one);
    }
  }
  for (std::size_t place = places_.high; place < places.high; ++place) {
    const SpanSet spans = spans_from(places, place);
    if (spans != 0) add(entries[place], spans);
  }
  places_.high = places.high;
}

KeyFacts SlidingWindows::facts(const Entry& event, Entries entries) {
  KeyFacts facts;
  for (std::size_t span = 0; span < kSpanCount; ++span) {
    facts[span].count = totals_[span].count;
    facts[span].count_by_flow = totals_[span].count_by_flow;
    facts[span].distinct = totals_[span].distinct;
  }
  for (std::size_t i = 0; i < kAttributeCount; ++i) {
    const std::uint32_t value = value_of(event, static_cast<Attribute>(i));
    const SpanCounts* counts = value == 0 ? nullptr : values_[i].find(value);
    if (counts == nullptr) continue;
    for (std::size_t span = 0; span < kSpanCount; ++span) facts[span].same[i] = (*counts)[span];
  }
  std::array<ModalCountry, kSpanCount> modal;
  values_[place_of(Attribute::kCountry)].for_each(
      [&modal](std::uint32_t country, const SpanCounts& counts) {
        for (std::size_t span = 0; span < kSpanCount; ++span) {
          modal[span].take(static_cast<std::uint16_t>(country), counts[span]);
        }
      });
  for (std::size_t span = 0; span < kSpanCount; ++span) {
    facts[span].modal_country = modal[span].country;
  }
  read_money(facts, event, entries);
  return facts;
}

void SlidingWindows::read_money(KeyFacts& facts, const Entry& event, Entries entries) {
  const auto found = std::find_if(money_.begin(), money_.end(), [&event](const Money& money) {
    return money.currency == event.currency;
  });
  if (found == money_.end()) return;
  const auto amount_at = [&](std::size_t place) {
    const Entry& entry = entries[place];
    return entry.currency == event.currency ? entry.amount_minor : std::int64_t{0};
  };
  for (std::size_t span = 0; span < kSpanCount; ++span) {
    const MoneyTotals& totals = found->totals[span];
    WindowFacts& window = facts[span];
    window.money_count = totals.count;
    WideSum sum = totals.in;
    sum.add(totals.out);
    window.sum_minor = sum.value();
    window.in_minor = totals.in.value();
    window.out_minor = totals.out.value();
    window.cash_in_minor = totals.cash_in.value();
    window.cash_out_minor = totals.cash_out.value();
    for (std::size_t flow = 0; flow < kFlowCount; ++flow) {
      window.sum_by_flow_minor[flow] = totals.by_flow[flow].value();
    }
    window.max_minor =
        found->maxima.largest(places_.low[span], places_.high, entries.size(), amount_at);
  }
}

void SlidingWindows::changed_from(std::size_t place) {
  for (Money& money : money_) money.maxima.changed_from(place);
}

void SlidingWindows::inserted(std::size_t place, Entries entries) {
  changed_from(place);
  if (place >= places_.high) return;
  const SpanSet spans = spans_from(places_, place);
  for (std::size_t& low : places_.low) {
    if (place < low) ++low;
  }
  ++places_.high;
  if (spans != 0) add(entries[place], spans);
}

void SlidingWindows::dropping(std::size_t count, Entries entries) {
  changed_from(0);
  WindowPlaces later = places_;
  for (std::size_t& low : later.low) low = std::max(low, count);
  later.high = std::max(later.high, count);
  move_to(later, entries);
  for (std::size_t& low : places_.low) low -= count;
  places_.high -= count;
}

}  // namespace financescr::monitoring
