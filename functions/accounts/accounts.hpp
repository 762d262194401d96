// /auth and /users: logging in, and who may.
//
// No audit row of a failed attempt holds what was typed as a name: people type passwords there.
#pragma once

#include "functions/call/call.hpp"

namespace financescr::accounts {

// POST /auth/login. The answer for an unknown name and for a wrong password is the same and takes
// the same time; that an account is deactivated is only said to who knows its password.
[[nodiscard]] http::Response login(Call& call);
// POST /auth/register, for administrators. The answer holds a one-time password for the owner.
// Where there is a second administrator, a role above viewer waits for his approval.
[[nodiscard]] http::Response register_user(Call& call);
// GET /auth/me.
[[nodiscard]] http::Response current_user(Call& call);
// POST /auth/password: one's own; ends all one's tokens, and those API keys that are not kept.
[[nodiscard]] http::Response change_password(Call& call);
[[nodiscard]] http::Response users(Call& call);
[[nodiscard]] http::Response user_detail(Call& call);
// PATCH /users/{user_id}: role and is_active, with If-Match. Nobody changes himself, and the last
// active administrator stays one. Where there is a second administrator, a role is proposed (202)
// and changed by POST /users/{user_id}/role/approve of another person.
[[nodiscard]] http::Response change_user(Call& call);
[[nodiscard]] http::Response approve_role(Call& call);
[[nodiscard]] http::Response reject_role(Call& call);
// POST /users/{user_id}/password: a one-time password for an owner who has lost his; ends his
// tokens and API keys.
[[nodiscard]] http::Response reset_password(Call& call);

}  // namespace financescr::accounts
