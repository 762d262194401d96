// How long the exact frontier of thresholds takes over many scores.
#pragma once

#include <cstddef>
#include <cstdint>

namespace financescr::bench {

struct FrontierFigures {
  std::size_t rows = 0;
  std::size_t thresholds = 0;
  std::int64_t sort_ns = 0;      // gathering the scores by value
  std::int64_t frontier_ns = 0;  // every threshold, and the best by cost, budget and recall
};

// Made-up scores, all but uniform over 0 to 1, a tenth of them positive. Returns the fastest of
// three runs. Requires: rows > 0.
[[nodiscard]] FrontierFigures measure_frontier(std::size_t rows, std::uint64_t seed);

}  // namespace financescr::bench
