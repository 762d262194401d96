// /api-keys: credentials for programs. A key belongs to the user who made it, may at most do what
// he may, and ends with his account.
#pragma once

#include "functions/call.hpp"

namespace financescr::handlers {

// The answer shows the key, once.
[[nodiscard]] http::Response make_api_key(Call& call);
// One's own; an administrator sees all.
[[nodiscard]] http::Response api_keys(Call& call);
// Revokes: one's own; an administrator any.
[[nodiscard]] http::Response revoke_api_key(Call& call);

}  // namespace financescr::handlers
