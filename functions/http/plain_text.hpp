// What people may write into a comment, a reason or a message, and what may stand in a query: text
// that every store can keep and every screen can show.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/canonical/fields.hpp"

namespace financescr::http {

// UTF-8 without control characters, but for tab and line ends.
[[nodiscard]] bool is_plain_text(std::string_view text);

// Without white space at both ends.
[[nodiscard]] std::string_view trim_space(std::string_view text);

// A member that holds plain text, trimmed. Absent, null or nothing but white space: nothing.
// Errors: not a string, too long, not plain.
[[nodiscard]] std::optional<std::string> read_text(canonical::Fields& fields, std::string_view key,
                                                   std::size_t max_bytes);
// The same, but nothing is an error.
[[nodiscard]] std::string read_required_text(canonical::Fields& fields, std::string_view key,
                                             std::size_t max_bytes);

}  // namespace financescr::http
