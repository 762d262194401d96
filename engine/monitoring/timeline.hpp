// Timeline: the events of one key in the order of their times, and the windows of an event in it.
//
// A window reaches from a time before the event, inclusive, up to the event's own place: what was
// ingested before it and is not later than it. So it does not matter in which order events came,
// and an event that comes later changes no window that was looked at before.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "engine/monitoring/sliding_windows.hpp"
#include "engine/monitoring/window_counter.hpp"
#include "engine/monitoring/window_facts.hpp"

namespace financescr::monitoring {

// Where each window of an event begins.
struct WindowStarts {
  std::array<std::int64_t, kSpanCount> at_us{};

  // `ahead_us`: how far the policy's time zone is ahead of UTC.
  [[nodiscard]] static WindowStarts of(std::int64_t at_us, std::int64_t ahead_us);
};

// Windows that are kept counted: those of days, and in a busy timeline those of hours.
struct KeptWindows {
  explicit KeptWindows(KeyKind kind) : days(kind, SpanGroup::kDays) {}

  SlidingWindows days;
  std::unique_ptr<SlidingWindows> hours;
};

class Timeline {
 public:
  // Behind all that is not later. O(1) for the latest event, else O(events that are later).
  void insert(const Entry& entry);

  // Lets go of what is older.
  void expire(std::int64_t before_us) {
    if (earliest_us_ < before_us) drop_before(before_us);
  }

  // Asks for the memory that read() will need, in steps: each looks at what the one before asked
  // for. Done for all timelines of an event, they wait at the same time. No result depends on it.
  static constexpr int kPrefetchSteps = 2;
  void prefetch(int step, const Entry& event) const;

  // Writes the windows of an event that is not in the timeline yet. `kind`: of its key, always the
  // same. Requires: all 0 in `facts`. Amortised O(log events) for events in the order of their
  // times; for others O(events between them and the one before), and never more than O(events of
  // the longest span).
  void read(KeyKind kind, const Entry& event, const WindowStarts& starts, WindowScratch& scratch,
            KeyFacts& facts);

  // The events from then on that are not later than `to_us`, the oldest first. They live until the
  // timeline changes.
  [[nodiscard]] std::span<const Entry> between(std::int64_t from_us, std::int64_t to_us) const;

  [[nodiscard]] std::size_t size() const { return entries_.size() - begin_; }

  // Marks the names that its events have, and exchanges them for others.
  void mark_names(std::vector<bool>& marks) const;
  void renumber(const std::vector<NameId>& renumbered);

 private:
  void drop_before(std::int64_t before_us);
  // The first place behind all that is not later than then.
  [[nodiscard]] std::size_t place_after(std::int64_t at_us) const;
  // The first place that is not earlier. O(log places between it and `near`).
  [[nodiscard]] std::size_t place_from(std::int64_t at_us, std::size_t near) const;
  // The spans whose windows hold so much, up to a place, that they are better kept counted.
  [[nodiscard]] SpanSet long_spans(const WindowStarts& starts, std::size_t high) const;
  // Writes the windows of some spans of a group, kept counted. Returns: those that are written;
  // none where it takes less to count them anew.
  [[nodiscard]] SpanSet read_kept(SlidingWindows& windows, SpanGroup group, SpanSet spans,
                                  std::size_t high, const Entry& event, const WindowStarts& starts,
                                  KeyFacts& facts) const;
  void count_anew(KeyKind kind, const Entry& event, const WindowStarts& starts, SpanSet spans,
                  std::size_t high, WindowScratch& scratch, KeyFacts& facts) const;

  std::vector<Entry> entries_;  // those before begin_ are gone
  std::size_t begin_ = 0;
  std::int64_t earliest_us_ = INT64_MAX;  // of entries_[begin_]
  std::unique_ptr<KeptWindows> windows_;  // of a long timeline
};

}  // namespace financescr::monitoring
