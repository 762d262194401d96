// Running the queries of alias sets (alias_set.hpp) against packs made for them. Only the name is
// given, no date of birth or country.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "engine/core/result.hpp"
#include "native_server/bench/alias_set.hpp"
#include "native_server/bench/list_sources.hpp"

namespace financescr::bench {

struct Retrieval {
  std::string set;  // "ofac"
  std::size_t parties = 0;
  std::size_t names = 0;       // of the parties, all that the list and the set know
  RecallTallies primary_only;  // protocol A
  RecallTallies all_but_one;   // protocol B
};

// The parties of a set are those of the list of the same name, except for the EU's, whose set was
// not drawn from the CSV layout and stands alone.
[[nodiscard]] Result<std::vector<Retrieval>> measure_retrieval(std::vector<AliasSet> sets,
                                                               const ListSources& sources);

}  // namespace financescr::bench
