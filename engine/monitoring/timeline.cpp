#include "engine/monitoring/timeline.hpp"

#include <algorithm>

namespace financescr::monitoring {
namespace {

constexpr std::int64_t kHour_us = 3'600 * Timestamp::kSecond;
constexpr std::size_t kFewestGone = 64;   // before their room is given back
constexpr std::size_t kCountedAnew = 32;  // events that are as fast counted as kept counted

// Positive amounts; stops at the largest number.
void add(std::int64_t& sum, std::int64_t amount) {
  sum = amount > INT64_MAX - sum ? INT64_MAX : sum + amount;
}

// Where a day of `length_us` begins that holds the instant.
std::int64_t floor_to(std::int64_t at_us, std::int64_t length_us) {
  const std::int64_t rest = at_us % length_us;
  return at_us - (rest < 0 ? rest + length_us : rest);
}

// Counts the entries of windows that grow into the past, so that each is looked at once.
class Counter {
 public:
  Counter(const Entry& event, WindowScratch& scratch, std::size_t most)
      : event_(event), scratch_(scratch) {
    for (ValueSet& set : scratch_.seen) set.restart(most);
    scratch_.countries.clear();
  }

  void take(const Entry& entry) {
    ++facts_.count;
    ++facts_.count_by_flow[flow_of(entry)];
    if (entry.currency == event_.currency) take_money(entry);
    for (std::size_t i = 0; i < kAttributeCount; ++i) {
      const auto attribute = static_cast<Attribute>(i);
      const std::uint32_t value = value_of(entry, attribute);
      if (value == 0) continue;
      if (scratch_.seen[i].insert(value)) ++facts_.distinct[i];
      if (value == value_of(event_, attribute)) ++facts_.same[i];
    }
    if (entry.country != 0) count_country(entry.country);
  }

  // The window so far.
  [[nodiscard]] WindowFacts facts() const {
    WindowFacts facts = facts_;
    ModalCountry modal;
    for (const auto& [country, count] : scratch_.countries) modal.take(country, count);
    facts.modal_country = modal.country;
    return facts;
  }

 private:
  void take_money(const Entry& entry) {
    const bool is_in = entry.direction == Direction::kIn;
    ++facts_.money_count;
    add(facts_.sum_minor, entry.amount_minor);
    add(is_in ? facts_.in_minor : facts_.out_minor, entry.amount_minor);
    add(facts_.sum_by_flow_minor[flow_of(entry)], entry.amount_minor);
    facts_.max_minor = std::max(facts_.max_minor, entry.amount_minor);
    if (is_cash(entry)) {
      add(is_in ? facts_.cash_in_minor : facts_.cash_out_minor, entry.amount_minor);
    }
  }

  void count_country(std::uint16_t country) {
    for (auto& [known, count] : scratch_.countries) {
      if (known != country) continue;
      ++count;
      return;
    }
    scratch_.countries.emplace_back(country, 1U);
  }

  const Entry& event_;
  WindowScratch& scratch_;
  WindowFacts facts_;
};

}  // namespace

WindowStarts WindowStarts::of(std::int64_t at_us, std::int64_t ahead_us) {
  WindowStarts starts;
  starts.at_us[place_of(Span::k1h)] = at_us - kHour_us;
  starts.at_us[place_of(Span::k24h)] = at_us - Timestamp::kDay;
  starts.at_us[place_of(Span::k7d)] = at_us - 7 * Timestamp::kDay;
  starts.at_us[place_of(Span::k30d)] = at_us - 30 * Timestamp::kDay;
  starts.at_us[place_of(Span::k180d)] = at_us - kLongestSpan_us;
  starts.at_us[place_of(Span::kDay)] = floor_to(at_us + ahead_us, Timestamp::kDay) - ahead_us;
  return starts;
}

std::size_t Timeline::place_after(std::int64_t at_us) const {
  const auto from = entries_.begin() + static_cast<std::ptrdiff_t>(begin_);
  const auto found =
      std::upper_bound(from, entries_.end(), at_us,
                       [](std::int64_t time, const Entry& entry) { return time < entry.at_us; });
  return static_cast<std::size_t>(found - entries_.begin());
}

void Timeline::insert(const Entry& entry) {
  const bool is_latest = size() == 0 || entries_.back().at_us <= entry.at_us;
  const std::size_t place = is_latest ? entries_.size() : place_after(entry.at_us);
  entries_.insert(entries_.begin() + static_cast<std::ptrdiff_t>(place), entry);
  if (windows_ != nullptr) windows_->inserted(place, entries_);
}

void Timeline::expire(std::int64_t before_us) {
  while (begin_ < entries_.size() && entries_[begin_].at_us < before_us) ++begin_;
  if (begin_ < kFewestGone || 2 * begin_ < entries_.size()) return;
  if (windows_ != nullptr) windows_->dropping(begin_, entries_);
  entries_.erase(entries_.begin(), entries_.begin() + static_cast<std::ptrdiff_t>(begin_));
  entries_.shrink_to_fit();
  begin_ = 0;
}

void Timeline::mark_names(std::vector<bool>& marks) const {
  for (std::size_t i = begin_; i < entries_.size(); ++i) {
    for (const auto name : kNamesOfEntry) marks[entries_[i].*name] = true;
  }
}

void Timeline::renumber(const std::vector<NameId>& renumbered) {
  for (std::size_t i = begin_; i < entries_.size(); ++i) {
    for (const auto name : kNamesOfEntry) entries_[i].*name = renumbered[entries_[i].*name];
  }
  windows_.reset();  // they may hold events that have expired, whose names are gone
}

std::span<const Entry> Timeline::between(std::int64_t from_us, std::int64_t to_us) const {
  const std::size_t last = place_after(to_us);
  const std::size_t first = std::min(place_after(from_us - 1), last);
  return std::span<const Entry>(entries_).subspan(first, last - first);
}

KeyFacts Timeline::facts(const Entry& event, const WindowStarts& starts, WindowScratch& scratch) {
  if (windows_ == nullptr) {
    if (size() <= kCountedAnew) return counted_anew(event, starts, scratch);
    windows_ = std::make_unique<SlidingWindows>();
  }
  WindowPlaces places;
  places.high = place_after(event.at_us);
  for (std::size_t span = 0; span < kSpanCount; ++span) {
    places.low[span] = std::min(place_after(starts.at_us[span] - 1), places.high);
  }
  const std::size_t held = places.high - places.low[place_of(Span::k180d)];
  if (held < windows_->distance_to(places)) {
    const bool is_late = places.high < entries_.size();
    if (is_late) return counted_anew(event, starts, scratch);
    windows_->begin_at(places.low[place_of(Span::k180d)]);
  }
  windows_->move_to(places, entries_);
  return windows_->facts(event, entries_);
}

KeyFacts Timeline::counted_anew(const Entry& event, const WindowStarts& starts,
                                WindowScratch& scratch) const {
  std::array<Span, kSpanCount> nearest{Span::k1h, Span::kDay, Span::k24h,
                                       Span::k7d, Span::k30d, Span::k180d};
  const auto start_of = [&starts](Span span) { return starts.at_us[place_of(span)]; };
  if (start_of(Span::kDay) > start_of(Span::k1h)) std::swap(nearest[0], nearest[1]);
  const auto window = between(start_of(Span::k180d), event.at_us);
  Counter counter(event, scratch, window.size());
  KeyFacts facts;
  std::size_t open = 0;  // windows before it are complete
  for (auto entry = window.rbegin(); entry != window.rend(); ++entry) {
    while (entry->at_us < start_of(nearest[open])) {
      facts[place_of(nearest[open++])] = counter.facts();
    }
    counter.take(*entry);
  }
  for (; open < kSpanCount; ++open) facts[place_of(nearest[open])] = counter.facts();
  return facts;
}

}  // namespace financescr::monitoring
