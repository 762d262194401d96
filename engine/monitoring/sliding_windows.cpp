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

void SlidingWindows::add(const Entry& entry, SpanSet spans) {
  Money& money = money_of(entry.currency);
  const bool is_in = entry.direction == Direction::kIn;
  const std::size_t type = place_of(entry.type);
  for (std::size_t span = 0; span < kSpanCount; ++span) {
    if (!holds(spans, span)) continue;
    ++totals_[span].count;
    ++totals_[span].count_by_type[type];
    MoneyTotals& totals = money.totals[span];
    ++totals.count;
    (is_in ? totals.in : totals.out).add(entry.amount_minor);
    if (is_cash(entry)) (is_in ? totals.cash_in : totals.cash_out).add(entry.amount_minor);
    totals.by_type[type].add(entry.amount_minor);
  }
  for (std::size_t i = 0; i < kAttributeCount; ++i) {
    const std::uint32_t value = value_of(entry, static_cast<Attribute>(i));
    if (value == 0) continue;
    SpanCounts& counts = values_[i].of(value);
    for (std::size_t span = 0; span < kSpanCount; ++span) {
      if (holds(spans, span) && counts[span]++ == 0) ++totals_[span].distinct[i];
    }
  }
}

void SlidingWindows::remove(const Entry& entry, SpanSet spans) {
  Money& money = money_of(entry.currency);
  const bool is_in = entry.direction == Direction::kIn;
  const std::size_t type = place_of(entry.type);
  for (std::size_t span = 0; span < kSpanCount; ++span) {
    if (!holds(spans, span)) continue;
    --totals_[span].count;
    --totals_[span].count_by_type[type];
    MoneyTotals& totals = money.totals[span];
    --totals.count;
    (is_in ? totals.in : totals.out).subtract(entry.amount_minor);
    if (is_cash(entry)) (is_in ? totals.cash_in : totals.cash_out).subtract(entry.amount_minor);
    totals.by_type[type].subtract(entry.amount_minor);
  }
  for (std::size_t i = 0; i < kAttributeCount; ++i) {
    const std::uint32_t value = value_of(entry, static_cast<Attribute>(i));
    if (value == 0) continue;
    SpanCounts& counts = values_[i].of(value);
    for (std::size_t span = 0; span < kSpanCount; ++span) {
      if (holds(spans, span) && --counts[span] == 0) --totals_[span].distinct[i];
    }
    if (counts == SpanCounts{}) values_[i].erase(value);
  }
}

SlidingWindows::SpanSet SlidingWindows::holding(std::size_t place) const {
  SpanSet spans = 0;
  if (place >= places_.high) return spans;
  for (std::size_t span = 0; span < kSpanCount; ++span) {
    if (place >= places_.low[span]) spans |= SpanSet{1} << span;
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
    if (const SpanSet spans = holding(place - 1)) remove(entries[place - 1], spans);
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
    SpanSet spans = 0;
    for (std::size_t span = 0; span < kSpanCount; ++span) {
      if (place >= places.low[span]) spans |= SpanSet{1} << span;
    }
    if (spans != 0) add(entries[place], spans);
  }
  places_.high = places.high;
}

KeyFacts SlidingWindows::facts(const Entry& event, Entries entries) {
  KeyFacts facts;
  for (std::size_t span = 0; span < kSpanCount; ++span) {
    facts[span].count = totals_[span].count;
    facts[span].count_by_type = totals_[span].count_by_type;
    facts[span].distinct = totals_[span].distinct;
  }
  for (std::size_t i = 0; i < kAttributeCount; ++i) {
    const std::uint32_t value = value_of(event, static_cast<Attribute>(i));
    const SpanCounts* counts = value == 0 ? nullptr : values_[i].find(value);
    if (counts == nullptr) continue;
    for (std::size_t span = 0; span < kSpanCount; ++span) facts[span].same[i] = (*counts)[span];
  }
  SpanCounts most{};
  values_[place_of(Attribute::kCountry)].for_each(
      [&](std::uint32_t country, const SpanCounts& counts) {
        for (std::size_t span = 0; span < kSpanCount; ++span) {
          std::uint16_t& modal = facts[span].modal_country;
          if (counts[span] == 0 || counts[span] < most[span]) continue;
          if (counts[span] == most[span] && country > modal) continue;
          most[span] = counts[span];
          modal = static_cast<std::uint16_t>(country);
        }
      });
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
    sum.high += totals.out.high;
    sum.low += totals.out.low;
    if (sum.low < totals.out.low) ++sum.high;
    window.sum_minor = sum.value();
    window.in_minor = totals.in.value();
    window.out_minor = totals.out.value();
    window.cash_in_minor = totals.cash_in.value();
    window.cash_out_minor = totals.cash_out.value();
    for (std::size_t type = 0; type < kEventTypeCount; ++type) {
      window.sum_by_type_minor[type] = totals.by_type[type].value();
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
  SpanSet spans = 0;
  for (std::size_t span = 0; span < kSpanCount; ++span) {
    if (place < places_.low[span]) {
      ++places_.low[span];
    } else {
      spans |= SpanSet{1} << span;
    }
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

void SlidingWindows::renumber(const std::vector<NameId>& renumbered) {
  for (std::size_t i = 0; i < kAttributeCount; ++i) {
    if (static_cast<Attribute>(i) != Attribute::kCountry) values_[i].renumber(renumbered);
  }
}

}  // namespace financescr::monitoring
