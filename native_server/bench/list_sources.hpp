// The published lists and development sets of a folder laid out as ../shared/data is:
//
//   lists/ofac/sdn.csv (alt.csv, add.csv)   lists/un/consolidated.xml   lists/uk/ConList.csv
//   lists/eu/*.csv   lists/us_csl/consolidated.csv(.gz)   screening/<list>_aka.dev.jsonl
//
// What is not there is left out; a folder without one list is an error.
#pragma once

#include <string>
#include <vector>

#include "engine/core/result.hpp"
#include "engine/pack/watchlist_row.hpp"
#include "native_server/bench_sets/alias_set.hpp"

namespace financescr::bench {

struct SourceList {
  std::string prefix;  // "ofac"
  std::string path;
  std::vector<pack::WatchlistRow> rows;  // with the list's own ids
  std::size_t taken_entries = 0;         // of them in `merged`
  std::size_t taken_names = 0;
};

struct ListSources {
  std::vector<SourceList> lists;
  // Of all lists, sorted by id, without the US list's entries of parties that OFAC's list holds.
  std::vector<pack::WatchlistRow> merged;
};

// Identity numbers are not kept.
// Errors: kNotFound if the folder or every list is missing; a list's own faults.
[[nodiscard]] Result<ListSources> read_lists(const std::string& folder);

// Sorted by name. Errors: a set's own faults, with its path.
[[nodiscard]] Result<std::vector<bench_sets::AliasSet>> read_alias_sets(const std::string& folder);

}  // namespace financescr::bench
