// /auth and /users: logging in, and who may.
//
// No audit row of a failed attempt holds what was typed as a name: people type passwords there.
#pragma once

#include "functions/call.hpp"

namespace financescr::handlers {

// POST /auth/login. The answer for an unknown name and for a wrong password is the same and takes
// the same time; that an account is deactivated is only said to who knows its password.
[[nodiscard]] http::Response login(Call& call);
// POST /auth/register, for administrators.
[[nodiscard]] http::Response register_user(Call& call);
// GET /auth/me.
[[nodiscard]] http::Response current_user(Call& call);
// POST /auth/password: one's own; ends all one's tokens.
[[nodiscard]] http::Response change_password(Call& call);
[[nodiscard]] http::Response users(Call& call);
[[nodiscard]] http::Response user_detail(Call& call);
// PATCH /users/{user_id}: role and is_active, with If-Match. Nobody changes himself, and the last
// active administrator stays one.
[[nodiscard]] http::Response change_user(Call& call);

}  // namespace financescr::handlers
