// Screening against the merged lists: misspelt listed names, which should alert, beside people who
// are on no list, who should not.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/core/result.hpp"
#include "engine/pack/watchlist_row.hpp"
#include "native_server/bench_sets/innocents.hpp"
#include "native_server/bench_sets/quality_rows.hpp"

namespace financescr::bench {

struct AlertOptions {
  std::uint64_t seed = 42;
  std::size_t threads = 1;
  std::size_t misspelt = 3'000;
  std::size_t common = 500;
};

// A misspelt name is caught if the party it was made from, or one that the list says is the same,
// is among the best matches and reaches the threshold. Errors: a fault of the rows.
[[nodiscard]] Result<bench_sets::QualityRows> measure_alerts(
    const std::vector<pack::WatchlistRow>& list, const std::vector<bench_sets::Innocent>& innocents,
    const AlertOptions& options);

}  // namespace financescr::bench
