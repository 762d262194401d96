// The quality of matching on the published lists and development sets of a folder.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "engine/core/result.hpp"
#include "native_server/bench_sets/quality_rows.hpp"

namespace financescr::bench {

struct QualityOptions {
  std::string folder;  // laid out as list_sources.hpp says
  std::uint64_t seed = 42;
  std::size_t threads = 1;
};

// Alias retrieval, name pairs, reported cases, innocents, common and misspelt names. What a folder
// does not hold is named in `missing` and has no rows. Errors: a fault of a file.
[[nodiscard]] Result<bench_sets::QualityReport> measure_quality(const QualityOptions& options);

}  // namespace financescr::bench
