// Jaro and Jaro-Winkler similarity of byte strings, 0 to 1.
//
// Jaro: matches within max(|a|, |b|) / 2 - 1, transpositions halved with integer division; equal
// strings give 1, an empty one 0. Winkler adds 0.1 a common prefix letter, up to 4, no threshold.
#pragma once

#include <string_view>

namespace financescr::text {

// O(|a| * |b| / 64) for |b| up to 64, O(|a| * |b|) beyond.
[[nodiscard]] double jaro(std::string_view a, std::string_view b);
[[nodiscard]] double jaro_winkler(std::string_view a, std::string_view b);

}  // namespace financescr::text
