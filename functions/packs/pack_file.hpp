// The active pack as a file, for those who may take all of it away.
#pragma once

#include "functions/call/call.hpp"

namespace financescr::packs {

// GET /packs/{pack_id}/file: the bytes of the active pack as a .fpk, in pieces; an audit row says
// who took it. Errors: 404 for another pack than the active one; 503 if the row cannot be stored.
[[nodiscard]] http::Response pack_file(Call& call);

}  // namespace financescr::packs
