// Names misspelt by one letter, as people mistype them.
//
// In: names, a seed. Out: the same misspelt names on every machine, whatever the engine makes of a
// name. Never: a clock, I/O.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/pack/watchlist_row.hpp"
#include "native_server/bench_sets/random.hpp"

namespace financescr::bench_sets {

enum class Misspelling : std::uint8_t { kInserted, kDeleted, kSubstituted, kTransposed };
inline constexpr std::array<Misspelling, 4> kMisspellings{
    Misspelling::kInserted, Misspelling::kDeleted, Misspelling::kSubstituted,
    Misspelling::kTransposed};

// "letter inserted"
[[nodiscard]] std::string_view to_string(Misspelling kind);

// At least four letters, all of a to z or A to Z.
[[nodiscard]] bool can_be_misspelt(std::string_view word);
// The word with one letter wrong; the word itself if chance does not change it.
// Requires: can_be_misspelt(word).
[[nodiscard]] std::string misspelt(std::string word, Misspelling kind, SplitMix64& random);

struct MisspeltName {
  std::string name;
  Misspelling kind = Misspelling::kInserted;
  std::size_t row = 0;  // whose primary name it was made from
};

// `count` primary names of active entries, each with one word misspelt, the kinds in turn. None if
// no name has a word that can be.
[[nodiscard]] std::vector<MisspeltName> misspelt_names(const std::vector<pack::WatchlistRow>& rows,
                                                       std::size_t count, std::uint64_t seed);

}  // namespace financescr::bench_sets
