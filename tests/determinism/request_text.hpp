// Request lines as text: members in any order, number tokens as they stand, and lines that are
// wrong in ways that a JSON tree cannot hold.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tests/determinism/draws.hpp"

namespace financescr::corpus {

// Keys with the JSON text of their values.
using Members = std::vector<std::pair<std::string, std::string>>;

[[nodiscard]] std::string quoted(std::string_view text);
[[nodiscard]] std::string object_text(const Members& members);
// The same, with the members in a drawn order.
[[nodiscard]] std::string object_text(Members members, Draws& draws);
// Replaces what is not ASCII in a JSON text by \u escapes. Requires: valid UTF-8.
[[nodiscard]] std::string escaped(std::string_view json);
void append_utf8(std::string& out, char32_t code_point);
[[nodiscard]] std::vector<char32_t> code_points(std::string_view text);

// A line that is no request at all, or a good one that was damaged.
[[nodiscard]] std::string damaged_line(const std::string& good, Draws& draws);

}  // namespace financescr::corpus
