// Members of objects that were read and checked before, and values that may be absent.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/canonical/json.hpp"
#include "engine/core/timestamp.hpp"

namespace financescr::canonical {

// The member if it is a string.
[[nodiscard]] std::optional<std::string> find_text(const Json& object, std::string_view key);
// The same, empty if there is none.
[[nodiscard]] std::string text_of(const Json& object, std::string_view key);

// Null if there is nothing.
[[nodiscard]] Json nullable(const std::optional<std::string>& text);
[[nodiscard]] Json nullable(const std::optional<Timestamp>& time);

}  // namespace financescr::canonical
