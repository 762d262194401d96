// Display order: marks of direction with which people see the letters of a word in another order
// than that in which they are stored.
//
// A right-to-left mark between two letters that run from left to right parts them into two pieces
// that a line from right to left shows the other way round, and so does an embedding or an isolate
// that begins or ends inside a word (Unicode Standard Annex 9). At the ends of a name and of its
// words, and beside letters that run as the mark does, marks change nothing and are common.
#pragma once

#include <cstddef>
#include <string_view>

namespace financescr::text {

// How many such marks there are; overrides (CharacterKind::kReordering) are not among them.
// Requires: code points as code_points() gives them. Complexity: linear.
[[nodiscard]] std::size_t reordering_marks(std::u32string_view points);

}  // namespace financescr::text
