// Running the queries of alias sets (alias_set.hpp) against packs made for them. Only the name is
// given, no date of birth or country.
#pragma once

#include <cstddef>
#include <vector>

#include "engine/core/result.hpp"
#include "native_server/bench/list_sources.hpp"
#include "native_server/bench_sets/alias_set.hpp"
#include "native_server/bench_sets/quality_rows.hpp"

namespace financescr::bench {

// The parties of a set are those of the list of the same name, except for the EU's, whose set was
// not drawn from the CSV layout and stands alone. Sections "aliases SET, A" and "aliases SET, B".
[[nodiscard]] Result<bench_sets::QualityRows> measure_retrieval(
    std::vector<bench_sets::AliasSet> sets, const ListSources& sources, std::size_t threads);

}  // namespace financescr::bench
