#include "functions/accounts/routes.hpp"

#include "functions/accounts/accounts.hpp"
#include "functions/accounts/api_keys.hpp"

namespace financescr::accounts {
namespace {

using auth::Role;
using http::Method;

constexpr Route kRoutes[] = {
    {Method::kPost, "/auth/login", "login", "auth", {}, BodyKind::kJson, login},
    {Method::kPost, "/auth/register", "registerUser", "users", Role::kAdmin, BodyKind::kJson,
     register_user},
    {Method::kGet, "/auth/me", "getCurrentUser", "auth", Role::kViewer, BodyKind::kNone,
     current_user},
    {Method::kPost, "/auth/password", "changePassword", "auth", Role::kViewer, BodyKind::kJson,
     change_password},
    {Method::kGet, "/users", "listUsers", "users", Role::kAdmin, BodyKind::kNone, users},
    {Method::kGet, "/users/{user_id}", "getUser", "users", Role::kAdmin, BodyKind::kNone,
     user_detail},
    {Method::kPatch, "/users/{user_id}", "changeUser", "users", Role::kAdmin, BodyKind::kJson,
     change_user},
    {Method::kPost, "/users/{user_id}/role/approve", "approveRole", "users", Role::kAdmin,
     BodyKind::kNone, approve_role},
    {Method::kPost, "/users/{user_id}/role/reject", "rejectRole", "users", Role::kAdmin,
     BodyKind::kNone, reject_role},
    {Method::kPost, "/users/{user_id}/password", "resetPassword", "users", Role::kAdmin,
     BodyKind::kNone, reset_password},
    {Method::kPost, "/api-keys", "createApiKey", "keys", Role::kViewer, BodyKind::kJson,
     make_api_key},
    {Method::kGet, "/api-keys", "listApiKeys", "keys", Role::kViewer, BodyKind::kNone, api_keys},
    {Method::kDelete, "/api-keys/{key_id}", "revokeApiKey", "keys", Role::kViewer, BodyKind::kNone,
     revoke_api_key},
};

}  // namespace

std::span<const Route> routes() { return kRoutes; }

}  // namespace financescr::accounts
