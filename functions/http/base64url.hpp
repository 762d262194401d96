// Base64 in the alphabet of URLs, without padding (RFC 4648, 5): how tokens and cursors carry
// bytes.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace financescr::http {

[[nodiscard]] std::string base64url(std::string_view bytes);

// Strict: returns nothing for any other character, for padding, for a length that no encoder makes
// and for unused bits that are not zero, so that one text stands for one sequence of bytes.
[[nodiscard]] std::optional<std::string> decode_base64url(std::string_view text);

}  // namespace financescr::http
