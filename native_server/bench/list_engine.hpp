// Engines over watchlists that are made for a measurement.
#pragma once

#include <string>
#include <vector>

#include "engine/core/result.hpp"
#include "engine/pack/watchlist_row.hpp"
#include "engine/replay/engine_set.hpp"

namespace financescr::bench {

// An engine with the built-in policy and model over the lines of a watchlist.jsonl.
// Errors: the first fault of a line.
[[nodiscard]] Result<replay::EngineSet> engine_over(const std::string& lines);
[[nodiscard]] Result<replay::EngineSet> engine_over(const std::vector<pack::WatchlistRow>& rows);

}  // namespace financescr::bench
