// Text on a screen: safe to print, measured in code points, broken into lines.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/micro.hpp"

namespace financescr::explain {

// The text with control characters and those that turn the direction of writing replaced by U+FFFD,
// so that a listed name can neither move the cursor nor make a line read as another one.
[[nodiscard]] std::string printable(std::string_view text);

// Code points of UTF-8. Combining marks and wide characters count as one.
[[nodiscard]] std::size_t code_points(std::string_view text);

// Lines of at most `width` code points, broken at spaces, and inside a word only where the word
// alone is wider. At least one line. Requires: width > 0.
[[nodiscard]] std::vector<std::string> wrap(std::string_view text, std::size_t width);

// All six digits, which is exact: "0.810000". With `plus`, "+0.810000" for what is not negative.
[[nodiscard]] std::string six_digits(Micro value, bool plus = false);

// "a, b and c".
[[nodiscard]] std::string listing(const std::vector<std::string>& items);

// "text" in double quotes, any inside it as single ones.
[[nodiscard]] std::string quoted(std::string_view text);

}  // namespace financescr::explain
