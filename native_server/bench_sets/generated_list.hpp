// Watchlists of any size for measuring: made-up entries whose names are real words recombined.
//
// In: names to take words from, how many names are wanted, a seed. Out: rows, one at a time, the
// same on every machine. Never: a clock, I/O.
//
// The names have the lengths of the names they are made from; a first, last or middle word comes
// from the same place of another name of the same type, so frequent words stay frequent. What does
// not grow with the list is the number of distinct words: real lists of a million names hold more,
// and their words fewer names each.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/pack/watchlist_row.hpp"
#include "native_server/bench_sets/random.hpp"

namespace financescr::bench_sets {

class WordSource {
 public:
  // The words of name pools v2, first names before last names; all are persons.
  [[nodiscard]] static WordSource from_name_pools();

  // Names that hold letters beyond Latin are passed over.
  void take(const pack::WatchlistRow& row);
  void take(pack::EntityType type, std::string_view name);

  [[nodiscard]] std::size_t name_count() const;

 private:
  friend class GeneratedList;
  using Names = std::vector<std::vector<std::string>>;
  std::array<Names, 5> names_;  // by EntityType
};

class GeneratedList {
 public:
  // Requires: `words` outlives this and holds a name.
  GeneratedList(const WordSource& words, std::uint64_t seed) : words_(words), random_(seed) {}

  // The next entry, with at most `most` names. Its ids ascend and come after those of merged lists.
  // Requires: most > 0.
  [[nodiscard]] pack::WatchlistRow next(std::size_t most);

 private:
  using Words = std::vector<std::string>;
  [[nodiscard]] const std::string& word_like(const WordSource::Names& names, std::size_t at,
                                             std::size_t count);

  const WordSource& words_;
  SplitMix64 random_;
  std::uint64_t number_ = 0;
};

}  // namespace financescr::bench_sets
