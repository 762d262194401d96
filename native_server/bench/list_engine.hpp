// Engines over watchlists that are made for a measurement, and work shared among threads.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/result.hpp"
#include "engine/pack/watchlist_row.hpp"
#include "engine/replay/engine.hpp"

namespace financescr::bench {

// An engine with the built-in policy and model over the lines of a watchlist.jsonl.
// Errors: the first fault of a line.
[[nodiscard]] Result<replay::Engine> engine_over(const std::string& lines);
[[nodiscard]] Result<replay::Engine> engine_over(const std::vector<pack::WatchlistRow>& rows);

// Calls work(i, workspace) for 0 to count - 1 on so many threads, each with its own workspace, and
// shows how far it is.
void for_each_index(std::string_view what, std::size_t count, std::size_t threads,
                    const std::function<void(std::size_t, screening::Workspace&)>& work);

}  // namespace financescr::bench
