#include "engine/monitoring/timeline.hpp"

#include <algorithm>

#include "engine/monitoring/prefetch.hpp"

namespace financescr::monitoring {
namespace {

constexpr std::size_t kFewestGone = 8;    // before their room is given back
constexpr std::size_t kCountedAnew = 24;  // events that are as fast counted as kept counted

// Where a day of `length_us` begins that holds the instant.
std::int64_t floor_to(std::int64_t at_us, std::int64_t length_us) {
  const std::int64_t rest = at_us % length_us;
  return at_us - (rest < 0 ? rest + length_us : rest);
}

}  // namespace

WindowStarts WindowStarts::of(std::int64_t at_us, std::int64_t ahead_us) {
  WindowStarts starts;
  starts.at_us[place_of(Span::k1h)] = at_us - Timestamp::kHour;
  starts.at_us[place_of(Span::k24h)] = at_us - Timestamp::kDay;
  starts.at_us[place_of(Span::k7d)] = at_us - 7 * Timestamp::kDay;
  starts.at_us[place_of(Span::k30d)] = at_us - 30 * Timestamp::kDay;
  starts.at_us[place_of(Span::k180d)] = at_us - kLongestSpan_us;
  starts.at_us[place_of(Span::kDay)] = floor_to(at_us + ahead_us, Timestamp::kDay) - ahead_us;
  return starts;
}

std::size_t Timeline::place_after(std::int64_t at_us) const {
  if (size() == 0 || entries_.back().at_us <= at_us) return entries_.size();
  const auto from = entries_.begin() + static_cast<std::ptrdiff_t>(begin_);
  const auto found =
      std::upper_bound(from, entries_.end(), at_us,
                       [](std::int64_t time, const Entry& entry) { return time < entry.at_us; });
  return static_cast<std::size_t>(found - entries_.begin());
}

std::size_t Timeline::place_from(std::int64_t at_us, std::size_t near) const {
  const auto is_before = [this, at_us](std::size_t place) { return entries_[place].at_us < at_us; };
  std::size_t low = std::clamp(near, begin_, entries_.size());
  std::size_t high = low;
  for (std::size_t step = 1; low > begin_ && !is_before(low - 1); step *= 2) {
    high = low - 1;
    low -= std::min(step, low - begin_);
  }
  for (std::size_t step = 1; high < entries_.size() && is_before(high); step *= 2) {
    low = high + 1;
    high += std::min(step, entries_.size() - high);
  }
  while (low < high) {
    const std::size_t middle = low + (high - low) / 2;
    is_before(middle) ? low = middle + 1 : high = middle;
  }
  return low;
}

void Timeline::insert(const Entry& entry) {
  if (entries_.size() == entries_.capacity()) {
    entries_.reserve(entries_.size() + entries_.size() / 2 + 1);
  }
  const std::size_t place = place_after(entry.at_us);
  entries_.insert(entries_.begin() + static_cast<std::ptrdiff_t>(place), entry);
  earliest_us_ = std::min(earliest_us_, entry.at_us);
  if (windows_ == nullptr) return;
  windows_->days.inserted(place, entries_);
  if (windows_->hours != nullptr) windows_->hours->inserted(place, entries_);
}

void Timeline::drop_before(std::int64_t before_us) {
  while (begin_ < entries_.size() && entries_[begin_].at_us < before_us) ++begin_;
  earliest_us_ = size() == 0 ? INT64_MAX : entries_[begin_].at_us;
  if (2 * size() < kCountedAnew) windows_.reset();
  if (size() > 0 && (begin_ < kFewestGone || begin_ < size())) return;
  if (windows_ != nullptr) {
    windows_->days.dropping(begin_, entries_);
    if (windows_->hours != nullptr) windows_->hours->dropping(begin_, entries_);
  }
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
  const std::size_t first = std::min(place_from(from_us, begin_), last);
  return std::span<const Entry>(entries_).subspan(first, last - first);
}

void Timeline::prefetch(int step, const Entry& event) const {
  if (size() == 0) return;
  if (step == 0) {
    const std::size_t latest = windows_ == nullptr ? std::min(size(), kCountedAnew) : 1;
    prefetch_memory(&entries_[entries_.size() - latest], latest * sizeof(Entry));
    if (windows_ != nullptr) prefetch_memory(windows_.get(), sizeof(KeptWindows));
  } else if (windows_ != nullptr) {
    windows_->days.prefetch(event, entries_);
    if (windows_->hours != nullptr) windows_->hours->prefetch(event, entries_);
  }
}

SpanSet Timeline::long_spans(const WindowStarts& starts, std::size_t high) const {
  if (high - begin_ <= kCountedAnew) return 0;
  const std::int64_t at_us = entries_[high - kCountedAnew - 1].at_us;
  SpanSet spans = 0;
  for (std::size_t span = 0; span < kSpanCount; ++span) {
    if (starts.at_us[span] <= at_us) spans |= SpanSet{1} << span;
  }
  return spans;
}

SpanSet Timeline::read_kept(SlidingWindows& windows, SpanGroup group, SpanSet spans,
                            std::size_t high, const Entry& event, const WindowStarts& starts,
                            KeyFacts& facts) const {
  WindowPlaces places;
  places.high = high;
  places.low.fill(high);  // empty, if not kept
  SpanSet written = 0;
  SpanSet grouped = 0;
  for (std::size_t i = 0; i < kGroupSize; ++i) {
    const Span span = kSpanGroups[place_of(group)][i];
    if ((spans & set_of(span)) == 0) continue;
    places.low[i] = place_from(starts.at_us[place_of(span)], windows.places().low[i]);
    written |= set_of(span);
    grouped |= SpanSet{1} << i;
  }
  if (written == 0) return 0;
  const std::size_t longest = places.low.back();
  if (high - longest < windows.distance_to(places)) {
    const bool is_late = high < entries_.size();
    if (is_late) return 0;
    windows.begin_at(longest);
  }
  windows.move_to(places, entries_);
  if (!windows.have_exact_sums()) return 0;
  windows.read(event, grouped, facts);
  return written;
}

void Timeline::count_anew(KeyKind kind, const Entry& event, const WindowStarts& starts,
                          SpanSet spans, std::size_t high, WindowScratch& scratch,
                          KeyFacts& facts) const {
  std::array<Span, kSpanCount> nearest{Span::k1h, Span::kDay, Span::k24h,
                                       Span::k7d, Span::k30d, Span::k180d};
  const auto start_of = [&starts](Span span) { return starts.at_us[place_of(span)]; };
  if (start_of(Span::kDay) > start_of(Span::k1h)) std::swap(nearest[0], nearest[1]);
  std::size_t count = kSpanCount;  // of windows; the nearest ones are the short ones
  while (count > 0 && (spans & set_of(nearest[count - 1])) == 0) --count;
  if (count == 0) return;
  const std::size_t first = place_from(start_of(nearest[count - 1]), high);
  if (first >= high) return;
  with_kind(kind, [&]<std::size_t kKind>() {
    WindowCounter<kKind> counter(event, scratch, high - first);
    std::size_t end = high;
    for (std::size_t i = 0; i < count; ++i) {
      std::size_t begin = end;
      while (begin > first && entries_[begin - 1].at_us >= start_of(nearest[i])) --begin;
      facts[place_of(nearest[i])] =
          counter.count(std::span<const Entry>(entries_).subspan(begin, end - begin));
      end = begin;
    }
  });
}

void Timeline::read(KeyKind kind, const Entry& event, const WindowStarts& starts,
                    WindowScratch& scratch, KeyFacts& facts) {
  const std::size_t high = place_after(event.at_us);
  const SpanSet spans = long_spans(starts, high);
  SpanSet kept = 0;
  if (spans != 0) {
    if (windows_ == nullptr) windows_ = std::make_unique<KeptWindows>(kind);
    kept = read_kept(windows_->days, SpanGroup::kDays, spans, high, event, starts, facts);
  }
  if (kept != 0 && (spans & set_of(Span::k24h)) != 0) {
    auto& hours = windows_->hours;
    if (hours == nullptr) hours = std::make_unique<SlidingWindows>(kind, SpanGroup::kHours);
    kept |= read_kept(*hours, SpanGroup::kHours, spans, high, event, starts, facts);
  }
  count_anew(kind, event, starts, kAllSpans & ~kept, high, scratch, facts);
}

}  // namespace financescr::monitoring
