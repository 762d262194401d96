// References: what callers call their own things, such as requests and customers.
//
// Ids of other systems pass (UUIDs, numbers, prefixed codes), text in sentences does not: a
// reference holds no space, no quote and no letter but those of ASCII.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/canonical/fields.hpp"

namespace financescr::canonical {

inline constexpr std::string_view kReferenceForm =
    "must be 1 to 128 letters, digits and . _ : - / without spaces";

[[nodiscard]] bool is_reference(std::string_view text);

// Absent, null or empty: nothing. Errors: not a string, or no reference.
[[nodiscard]] std::optional<std::string> read_reference(Fields& fields, std::string_view key);

}  // namespace financescr::canonical
