// The key that identity numbers are hashed with.
#pragma once

#include <string>

#include "engine/core/result.hpp"

namespace financescr::pack_files {

// The key for keyed schemes: the content of the file that FINANCESCR_ID_KEY_FILE names, without a
// final line feed, or the value of FINANCESCR_ID_KEY. Empty if neither is set.
// Errors: the file cannot be read or is empty.
[[nodiscard]] Result<std::string> id_key_from_environment();

}  // namespace financescr::pack_files
