// Queries for measuring: names made from a pack's own names in ways in which names come misspelt.
//
// In: a watchlist, how many, a seed. Out: the same queries on every machine. Never: a clock, I/O.
//
// Made from the names, other than weak aliases, of active entities. Kinds other than the exact one
// are made from the words as they are compared (lower case, a to z); a letter is only changed in a
// word of at least four letters, and a word only left out when two remain.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/pack/watchlist.hpp"
#include "native_server/bench_sets/misspelling.hpp"
#include "native_server/bench_sets/random.hpp"

namespace financescr::bench_sets {

enum class QueryKind : std::uint8_t {
  kExact,        // as the list writes it
  kInserted,     // one letter too many
  kDeleted,      // one letter missing
  kSubstituted,  // one letter for another
  kTransposed,   // two neighbouring letters exchanged
  kReordered,    // the words in another order
  kWordLeftOut,
  kNotListed,  // words of two or three different entities; no listed name holds them all
};
inline constexpr std::size_t kQueryKindCount = 8;

[[nodiscard]] std::string_view to_string(QueryKind kind);
[[nodiscard]] constexpr std::size_t index_of(QueryKind kind) {
  return static_cast<std::size_t>(kind);
}
// One letter wrong.
[[nodiscard]] constexpr bool is_misspelt(QueryKind kind) {
  return kind == QueryKind::kInserted || kind == QueryKind::kDeleted ||
         kind == QueryKind::kSubstituted || kind == QueryKind::kTransposed;
}

// With a space between them.
[[nodiscard]] std::string joined(const std::vector<std::string>& words);

struct BenchQuery {
  QueryKind kind = QueryKind::kExact;
  std::string name;
  std::optional<std::uint32_t> entity;  // whose name it was made from; none if not listed
};

// In twenty queries: 4 exact, 2 of each misspelling, 2 reordered, 2 with a word left out, 4 not
// listed, in a fixed order. A kind that no name of the list can give is left out, so that there may
// be fewer than `count`.
[[nodiscard]] std::vector<BenchQuery> make_queries(const pack::Watchlist& watchlist,
                                                   std::size_t count, std::uint64_t seed);

}  // namespace financescr::bench_sets
