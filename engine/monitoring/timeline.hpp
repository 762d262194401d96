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
#include <utility>
#include <vector>

#include "engine/monitoring/sliding_windows.hpp"
#include "engine/monitoring/value_set.hpp"
#include "engine/monitoring/window_facts.hpp"

namespace financescr::monitoring {

// Where each window of an event begins.
struct WindowStarts {
  std::array<std::int64_t, kSpanCount> at_us{};

  // `ahead_us`: how far the policy's time zone is ahead of UTC.
  [[nodiscard]] static WindowStarts of(std::int64_t at_us, std::int64_t ahead_us);
};

// What counting needs, kept from one event to the next; it holds no result.
struct WindowScratch {
  std::array<ValueSet, kAttributeCount> seen;
  std::vector<std::pair<std::uint16_t, std::uint32_t>> countries;
};

class Timeline {
 public:
  // Behind all that is not later. O(1) for the latest event, else O(events that are later).
  void insert(const Entry& entry);

  // Lets go of what is older.
  void expire(std::int64_t before_us);

  // The windows of an event that is not in the timeline yet. Amortised O(log events) for events in
  // the order of their times; for others O(events between them and the one before), and never more
  // than O(events of the longest span).
  [[nodiscard]] KeyFacts facts(const Entry& event, const WindowStarts& starts,
                               WindowScratch& scratch);

  // The events from then on that are not later than `to_us`, the oldest first. They live until the
  // timeline changes.
  [[nodiscard]] std::span<const Entry> between(std::int64_t from_us, std::int64_t to_us) const;

  [[nodiscard]] std::size_t size() const { return entries_.size() - begin_; }

  // Marks the names that its events have, and exchanges them for others.
  void mark_names(std::vector<bool>& marks) const;
  void renumber(const std::vector<NameId>& renumbered);

 private:
  // The first place behind all that is not later than then.
  [[nodiscard]] std::size_t place_after(std::int64_t at_us) const;

  [[nodiscard]] KeyFacts counted_anew(const Entry& event, const WindowStarts& starts,
                                      WindowScratch& scratch) const;

  std::vector<Entry> entries_;  // those before begin_ are gone
  std::size_t begin_ = 0;
  std::unique_ptr<SlidingWindows> windows_;  // of a long timeline
};

}  // namespace financescr::monitoring
