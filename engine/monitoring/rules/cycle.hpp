// Cycles of transfers: money that an event brings back to where it started, over other accounts.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/monitoring/sight.hpp"

namespace financescr::monitoring::rules {

struct CycleSearch {
  std::int64_t max_hops = 5;  // the event's own among them
  std::int64_t from_us = 0;
  std::int64_t least_minor = 0;  // of each transfer
  std::int64_t most_minor = 0;
};

// Transfers, and events of any kind, that one search looks at; one that would need more is cut.
inline constexpr std::size_t kMaxTransfersSearched = 2'000;
inline constexpr std::size_t kMaxEventsSearched = 20'000;

// The shortest way of three hops or more by which earlier transfers, each not before the one before
// it, lead from the event's receiver to its sender: their numbers of ingestion, the first one
// first. Empty: there is none, or the search was cut (Sight::was_cut).
[[nodiscard]] std::vector<std::uint64_t> find_cycle(const Sight& sight, const CycleSearch& search);

}  // namespace financescr::monitoring::rules
