// Small texts of HTTP: letter case, percent-encoding, queries.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace financescr::http {

// ASCII letters only.
[[nodiscard]] bool equal_ignoring_case(std::string_view a, std::string_view b);

// Without spaces and tabs at both ends.
[[nodiscard]] std::string_view trim(std::string_view text);

// RFC 3986, 2.1. Returns nothing if a '%' is not followed by two hexadecimal digits.
[[nodiscard]] std::optional<std::string> percent_decode(std::string_view text);

// RFC 3986, 2.3: letters, digits and "-._~" stand, every other byte becomes "%XX".
[[nodiscard]] std::string percent_encode(std::string_view text);

// Whether it has a character that no field of a message may hold: a control other than the tab.
[[nodiscard]] bool has_control(std::string_view text);

// Whether it is UTF-8 (RFC 3629): no overlong form, no surrogate, nothing beyond U+10FFFF.
[[nodiscard]] bool is_utf8(std::string_view text);

// Whether a path is UTF-8 once it is decoded; a '%' without two digits stands for itself.
[[nodiscard]] bool is_utf8_path(std::string_view path);

// The parameters of a query, '+' being a space, in their order. Returns nothing if one cannot be
// decoded.
using QueryParameters = std::vector<std::pair<std::string, std::string>>;
[[nodiscard]] std::optional<QueryParameters> parse_query(std::string_view query);

}  // namespace financescr::http
