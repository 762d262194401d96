// Identity numbers arrive raw and leave as hashes, before the engine sees a request.
#pragma once

#include <string>

#include "engine/canonical/json.hpp"
#include "engine/core/result.hpp"
#include "engine/pack/id_hash.hpp"

namespace financescr::host {

// The key for keyed schemes: the content of the file that FINANCESCR_ID_KEY_FILE names, without a
// final line feed, or the value of FINANCESCR_ID_KEY. Empty if neither is set.
// Errors: the file cannot be read or is empty.
[[nodiscard]] Result<std::string> id_key_from_environment();

// Replaces "id_number" of the object at `member` by "id_hash", or by "id_key_missing": true when
// the scheme's key is not at hand. Leaves anything that is not a string for the engine to reject.
void hash_id_number(canonical::Json& request, std::string_view member,
                    const pack::IdHashScheme& scheme, std::string_view key);

}  // namespace financescr::host
