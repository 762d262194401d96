// Encoding of list files: they should be UTF-8, and older ones are Windows-1252 in places.
#pragma once

#include <string>
#include <string_view>

namespace financescr::datagen {

// True if `text` is well-formed UTF-8 (no overlong forms, no surrogates, at most U+10FFFF).
[[nodiscard]] bool is_utf8(std::string_view text);

// Reads every byte as Windows-1252, the five bytes it leaves undefined as ISO-8859-1 controls.
[[nodiscard]] std::string windows_1252_to_utf8(std::string_view bytes);

// Reads a field that is not UTF-8 as Windows-1252. Returns: whether it was not.
bool make_utf8(std::string& field);

}  // namespace financescr::datagen
