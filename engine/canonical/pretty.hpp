// JSON for people: indented, in the same order and with the same numbers as the canonical form.
// Only for files and screens; hashes are over the canonical form.
#pragma once

#include <string>

#include "engine/canonical/json.hpp"

namespace financescr::canonical {

// Two spaces a level, small arrays and objects on one line, ends with a line feed.
[[nodiscard]] std::string pretty(const Json& value);

}  // namespace financescr::canonical
