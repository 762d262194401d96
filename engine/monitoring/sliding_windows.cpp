#include "engine/monitoring/sliding_windows.hpp"

#include <algorithm>
#include <bit>

#include "engine/monitoring/prefetch.hpp"

namespace financescr::monitoring {
namespace {

constexpr SpanSet kWholeGroup = (SpanSet{1} << kGroupSize) - 1;

// Sets whose loop the compiler knows: of all spans of a group, and of one.
struct AllSpans {};
struct OneSpan {
  std::size_t span;
};

template <typename Use>
void for_each_span(AllSpans /*all*/, Use use) {
  for (std::size_t span = 0; span < kGroupSize; ++span) use(span);
}

template <typename Use>
void for_each_span(OneSpan one, Use use) {
  use(one.span);
}

// The counts of a value's first attribute.
bool are_zero(const std::uint32_t* counts) {
  std::uint32_t bits = 0;
  for (std::size_t span = 0; span < kGroupSize; ++span) bits |= counts[span];
  return bits == 0;
}

std::size_t apart(std::size_t a, std::size_t b) { return a > b ? a - b : b - a; }

}  // namespace

void SlidingWindows::WideSum::add(std::int64_t amount) {
  low += static_cast<std::uint64_t>(amount);
  if (low < static_cast<std::uint64_t>(amount)) ++high;
}

void SlidingWindows::WideSum::subtract(std::int64_t amount) {
  if (low < static_cast<std::uint64_t>(amount)) --high;
  low -= static_cast<std::uint64_t>(amount);
}

SlidingWindows::SlidingWindows(KeyKind kind, SpanGroup group) : kind_(kind), group_(group) {
  const CountedFields& fields = kCountedFields[place_of(kind)];
  for (std::size_t i = 0; i < fields.count; ++i) {
    values_[i].set_attributes(fields.fields[i].attributes);
  }
}

SlidingWindows::Money& SlidingWindows::money_of(std::uint16_t currency) {
  for (Money& money : money_) {
    if (money.currency == currency) return money;
  }
  money_.emplace_back().currency = currency;
  return money_.back();
}

template <bool kIsAdded, typename Spans>
void SlidingWindows::count_money(const Entry& entry, Spans spans) {
  constexpr std::uint32_t kStep = kIsAdded ? 1U : ~0U;  // counts wrap
  const auto amount = static_cast<std::uint64_t>(entry.amount_minor);
  const auto change = [amount](std::int64_t& sum) {
    const auto before = static_cast<std::uint64_t>(sum);
    sum = static_cast<std::int64_t>(kIsAdded ? before + amount : before - amount);
  };
  Money& money = money_of(entry.currency);
  const std::size_t flow = flow_of(entry);
  const bool is_in = entry.direction == Direction::kIn;
  const bool is_in_cash = is_cash(entry);
  const bool brings_in = brings_cash_in(entry);
  for_each_span(spans, [&](std::size_t span) {
    WindowMoney& window = money.windows[span];
    window.money_count += kStep;
    change(window.sum_minor);
    change(is_in ? window.in_minor : window.out_minor);
    if (is_in_cash) change(brings_in ? window.cash_in_minor : window.cash_out_minor);
    change(window.sum_by_flow_minor[flow]);
    if (span + 1 != kGroupSize) return;
    kIsAdded ? total_.add(entry.amount_minor) : total_.subtract(entry.amount_minor);
  });
}

template <bool kIsAdded, std::size_t kKind, typename Spans>
void SlidingWindows::count_values(const Entry& entry, Spans spans) {
  constexpr std::uint32_t kStep = kIsAdded ? 1U : ~0U;  // counts wrap
  const AttributeSet attributes = attributes_of(entry);
  for_each_counted<kKind>([&]<std::size_t kPlace>() {
    constexpr CountedField kCounted = kCountedFields[kKind].fields[kPlace];
    const std::uint32_t value = value_of(entry, kCounted.field);
    if (value == 0) return;
    std::uint32_t* const counts = values_[kPlace].of(value);
    for (std::size_t i = 0; i < kCounted.attributes; ++i) {
      const std::size_t attribute = place_of(kCounted.first) + i;
      if (i > 0 && (attributes >> attribute & 1U) == 0) continue;
      for_each_span(spans, [&](std::size_t span) {
        const std::uint32_t count = counts[i * kGroupSize + span] += kStep;
        // The first of its value came, or the last went.
        windows_[span].distinct[attribute] += count == (kIsAdded ? 1U : 0U) ? kStep : 0U;
      });
    }
    if (!kIsAdded && are_zero(counts)) values_[kPlace].erase(value);
  });
}

template <bool kIsAdded, typename Spans>
void SlidingWindows::count(const Entry& entry, Spans spans) {
  constexpr std::uint32_t kStep = kIsAdded ? 1U : ~0U;  // counts wrap
  const std::size_t flow = flow_of(entry);
  for_each_span(spans, [&](std::size_t span) {
    windows_[span].count += kStep;
    windows_[span].count_by_flow[flow] += kStep;
  });
  count_money<kIsAdded>(entry, spans);
  with_kind(kind_, [&]<std::size_t kKind>() { count_values<kIsAdded, kKind>(entry, spans); });
}

template <bool kIsAdded>
void SlidingWindows::count_in(SpanSet spans, const Entry& entry) {
  if (spans == kWholeGroup) {
    count<kIsAdded>(entry, AllSpans{});
  } else if (spans != 0) {
    count<kIsAdded>(entry, spans);
  }
}

void SlidingWindows::prefetch(const Entry& event, Entries entries) const {
  for (const Money& money : money_) {
    if (money.currency == event.currency) prefetch_memory(&money, sizeof(Money));
  }
  const CountTable* table = values_.data();
  for (const CountedField& counted : kCountedFields[place_of(kind_)]) {
    (table++)->prefetch(value_of(event, counted.field));
  }
  for (const std::size_t low : places_.low) {
    if (low < places_.high) prefetch_memory(&entries[low], sizeof(Entry));
  }
}

SpanSet SlidingWindows::spans_from(const WindowPlaces& places, std::size_t place) {
  SpanSet spans = 0;
  for (std::size_t span = 0; span < kGroupSize; ++span) {
    if (place >= places.low[span]) spans |= SpanSet{1} << span;
  }
  return spans;
}

std::size_t SlidingWindows::distance_to(const WindowPlaces& places) const {
  std::size_t distance = apart(places.high, places_.high);
  for (std::size_t span = 0; span < kGroupSize; ++span) {
    distance += apart(places.low[span], places_.low[span]);
  }
  return distance;
}

void SlidingWindows::begin_at(std::size_t place) {
  *this = SlidingWindows(kind_, group_);
  places_.low.fill(place);
  places_.high = place;
  maxima_from_ = place;
}

void SlidingWindows::move_end_back(std::size_t high, Entries entries) {
  if (high >= places_.high) return;
  for (std::size_t place = places_.high; place > high; --place) {
    count_in<false>(spans_from(places_, place - 1), entries[place - 1]);
  }
  places_.high = high;
  for (std::size_t& low : places_.low) low = std::min(low, high);
  maxima_from_ = std::min(maxima_from_, high);
  for (Money& money : money_) {
    for (std::size_t place = money.maxima.pop_from(high, maxima_from_); place < high; ++place) {
      const Entry& entry = entries[place];
      if (entry.currency == money.currency) money.maxima.push(place, entry.amount_minor);
    }
  }
}

void SlidingWindows::move_begin(std::size_t span, std::size_t to, Entries entries) {
  const OneSpan one{span};
  std::size_t& low = places_.low[span];
  for (; low < to; ++low) {
    if (low < places_.high) count<false>(entries[low], one);
  }
  while (low > to) {
    const Entry& entry = entries[--low];
    count<true>(entry, one);
    if (low >= maxima_from_) continue;
    money_of(entry.currency).maxima.push_front(low, entry.amount_minor);
    maxima_from_ = low;
  }
}

void SlidingWindows::move_to(const WindowPlaces& places, Entries entries) {
  move_end_back(places.high, entries);
  for (std::size_t span = 0; span < kGroupSize; ++span) {
    move_begin(span, places.low[span], entries);
  }
  for (std::size_t place = places_.high; place < places.high; ++place) {
    const Entry& entry = entries[place];
    money_of(entry.currency).maxima.push(place, entry.amount_minor);
    count_in<true>(spans_from(places, place), entry);
  }
  places_.high = places.high;
}

void SlidingWindows::read(const Entry& event, SpanSet spans, KeyFacts& facts) const {
  for_each_span(spans, [&](std::size_t span) {
    static_cast<WindowCounts&>(window(facts, span)) = windows_[span];
  });
  read_values(event, spans, facts);
  const auto money = std::find_if(money_.begin(), money_.end(), [&event](const Money& of_currency) {
    return of_currency.currency == event.currency;
  });
  if (money == money_.end()) return;
  for_each_span(spans, [&](std::size_t span) {
    static_cast<WindowMoney&>(window(facts, span)) = money->windows[span];
    window(facts, span).max_minor = money->maxima.largest_from(places_.low[span]);
  });
}

void SlidingWindows::read_values(const Entry& event, SpanSet spans, KeyFacts& facts) const {
  const AttributeSet attributes = attributes_of(event);
  const CountTable* values = values_.data();
  for (const CountedField& counted : kCountedFields[place_of(kind_)]) {
    const CountTable& table = *values++;
    const std::uint32_t value = value_of(event, counted.field);
    const std::uint32_t* const counts = value == 0 ? nullptr : table.find(value);
    for (std::size_t i = 0; counts != nullptr && i < counted.attributes; ++i) {
      const std::size_t attribute = place_of(counted.first) + i;
      if ((attributes >> attribute & 1U) == 0) continue;
      for_each_span(spans, [&](std::size_t span) {
        window(facts, span).same[attribute] = counts[i * kGroupSize + span];
      });
    }
    if (counted.field != Field::kCountry) continue;
    std::array<ModalCountry, kGroupSize> modal;
    table.for_each([&modal](std::uint32_t country, const std::uint32_t* counts_of_country) {
      for (std::size_t span = 0; span < kGroupSize; ++span) {
        modal[span].take(country, counts_of_country[span]);
      }
    });
    for_each_span(spans, [&](std::size_t span) {
      window(facts, span).modal_country = modal[span].country();
    });
  }
}

void SlidingWindows::inserted(std::size_t place, Entries entries) {
  if (place > places_.high) return;
  const Entry& entry = entries[place];
  SpanSet spans = 0;
  for (std::size_t span = 0; span < kGroupSize; ++span) {
    std::size_t& low = places_.low[span];
    const bool is_before = place < low || low == places_.high;
    is_before ? ++low : spans |= SpanSet{1} << span;
  }
  ++places_.high;
  for (Money& money : money_) money.maxima.make_room(place);
  if (place < maxima_from_) {
    ++maxima_from_;
  } else {
    money_of(entry.currency).maxima.insert(place, entry.amount_minor);
  }
  count_in<true>(spans, entry);
}

void SlidingWindows::dropping(std::size_t count, Entries entries) {
  WindowPlaces later = places_;
  for (std::size_t& low : later.low) low = std::max(low, count);
  later.high = std::max(later.high, count);
  move_to(later, entries);
  for (std::size_t& low : places_.low) low -= count;
  places_.high -= count;
  maxima_from_ = std::max(maxima_from_, count) - count;
  for (Money& money : money_) money.maxima.drop(count);
}

}  // namespace financescr::monitoring
