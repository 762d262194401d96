// match: one query against one entry that is given with it, without a pack.
#pragma once

#include <string>
#include <vector>

#include "engine/canonical/json.hpp"
#include "engine/core/result.hpp"
#include "engine/screening/decide.hpp"

namespace financescr::screening {

// {"request_id"?, "query": {...}, "candidate": {"primary_name", "aliases"?, "weak_aliases"?,
// "dob"?, "nationalities"?, "residence_countries"?, "id_hashes"?, "entity_type"?}} to
// {"score","decision"} and, if there are any, "warnings".
[[nodiscard]] tl::expected<canonical::Json, Errors> match(const canonical::Json& request,
                                                          const Screener& screener,
                                                          Pointers& ignored);

}  // namespace financescr::screening
