#include "engine/monitoring/sliding_windows.hpp"

#include <algorithm>
#include <bit>

#include "engine/monitoring/prefetch.hpp"

namespace financescr::monitoring {
namespace {

// A set of one, which takes no loop.
struct OneSpan {
  std::size_t span;
};

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
  const std::uint64_t change = kIsAdded ? amount : 0 - amount;
  Money& money = money_of(entry.currency);
  const bool is_in = entry.direction == Direction::kIn;
  SpanSums& sums = is_in ? money.in : money.out;
  SpanSums& flow_sums = money.by_flow[flow_of(entry)];
  for_each_span(spans, [&](std::size_t span) {
    money.count[span] += kStep;
    sums[span] += change;
    flow_sums[span] += change;
  });
  if (is_cash(entry)) {
    SpanSums& cash_sums = brings_cash_in(entry) ? money.cash_in : money.cash_out;
    for_each_span(spans, [&](std::size_t span) { cash_sums[span] += change; });
  }
  for_each_span(spans, [&](std::size_t span) {
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
        distinct_[attribute][span] += count == (kIsAdded ? 1U : 0U) ? kStep : 0U;
      });
    }
    if (!kIsAdded && are_zero(counts)) values_[kPlace].erase(value);
  });
}

template <bool kIsAdded, typename Spans>
void SlidingWindows::count(const Entry& entry, Spans spans) {
  constexpr std::uint32_t kStep = kIsAdded ? 1U : ~0U;  // counts wrap
  const std::size_t flow = flow_of(entry);
  flows_ |= FlowSet{1} << flow;
  for_each_span(spans, [&](std::size_t span) {
    count_[span] += kStep;
    count_by_flow_[flow][span] += kStep;
  });
  count_money<kIsAdded>(entry, spans);
  with_kind(kind_, [&]<std::size_t kKind>() { count_values<kIsAdded, kKind>(entry, spans); });
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
    const SpanSet spans = spans_from(places_, place - 1);
    if (spans != 0) count<false>(entries[place - 1], spans);
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
    if (const SpanSet spans = spans_from(places, place); spans != 0) count<true>(entry, spans);
  }
  places_.high = places.high;
}

void SlidingWindows::read(const Entry& event, SpanSet spans, KeyFacts& facts) const {
  for_each_span(spans, [&](std::size_t span) { window(facts, span).count = count_[span]; });
  for (FlowSet flows = flows_; flows != 0; flows &= flows - 1) {
    const auto flow = static_cast<std::size_t>(std::countr_zero(flows));
    for_each_span(spans, [&](std::size_t span) {
      window(facts, span).count_by_flow[flow] = count_by_flow_[flow][span];
    });
  }
  read_values(event, spans, facts);
  read_money(event, spans, facts);
}

void SlidingWindows::read_values(const Entry& event, SpanSet spans, KeyFacts& facts) const {
  const AttributeSet attributes = attributes_of(event);
  const CountTable* values = values_.data();
  for (const CountedField& counted : kCountedFields[place_of(kind_)]) {
    const CountTable& table = *values++;
    const std::uint32_t value = value_of(event, counted.field);
    const std::uint32_t* const counts = value == 0 ? nullptr : table.find(value);
    for (std::size_t i = 0; i < counted.attributes; ++i) {
      const std::size_t attribute = place_of(counted.first) + i;
      const bool is_shared = counts != nullptr && (attributes >> attribute & 1U) != 0;
      for_each_span(spans, [&](std::size_t span) {
        window(facts, span).distinct[attribute] = distinct_[attribute][span];
        if (is_shared) window(facts, span).same[attribute] = counts[i * kGroupSize + span];
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

void SlidingWindows::read_money(const Entry& event, SpanSet spans, KeyFacts& facts) const {
  const auto found = std::find_if(money_.begin(), money_.end(), [&event](const Money& money) {
    return money.currency == event.currency;
  });
  if (found == money_.end()) return;
  const auto exact = [](std::uint64_t sum) { return static_cast<std::int64_t>(sum); };
  for_each_span(spans, [&](std::size_t span) {
    WindowFacts& facts_of_span = window(facts, span);
    facts_of_span.money_count = found->count[span];
    facts_of_span.sum_minor = exact(found->in[span] + found->out[span]);
    facts_of_span.in_minor = exact(found->in[span]);
    facts_of_span.out_minor = exact(found->out[span]);
    facts_of_span.cash_in_minor = exact(found->cash_in[span]);
    facts_of_span.cash_out_minor = exact(found->cash_out[span]);
    facts_of_span.max_minor = found->maxima.largest_from(places_.low[span]);
  });
  for (FlowSet flows = flows_; flows != 0; flows &= flows - 1) {
    const auto flow = static_cast<std::size_t>(std::countr_zero(flows));
    for_each_span(spans, [&](std::size_t span) {
      window(facts, span).sum_by_flow_minor[flow] = exact(found->by_flow[flow][span]);
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
  if (spans != 0) count<true>(entry, spans);
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
