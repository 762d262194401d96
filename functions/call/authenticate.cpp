#include "functions/call/authenticate.hpp"

#include <algorithm>

#include "functions/auth/api_key.hpp"
#include "functions/auth/one_time_password.hpp"
#include "functions/auth/token.hpp"
#include "functions/http/text.hpp"
#include "functions/ports/ids.hpp"

namespace financescr {
namespace {

using Outcome = tl::expected<auth::Principal, Denial>;

Outcome refused() { return tl::unexpected(Denial{401, "Invalid or expired token"}); }

Outcome store_is_away() {
  return tl::unexpected(Denial{503, "The store cannot be asked who this is; try again"});
}

// A user who may act, by id; nothing if there is none.
ports::Stored<std::optional<ports::UserRecord>> active_user(std::string_view principal_id,
                                                            ports::Store& store) {
  if (!principal_id.starts_with(auth::kUserPrefix)) return std::nullopt;
  auto user = ports::find<ports::UserRecord>(store, principal_id.substr(auth::kUserPrefix.size()));
  if (user && *user && !(*user)->is_active) return std::nullopt;
  return user;
}

Outcome by_token(std::string_view token, Context& context) {
  const auto claims = auth::read_token(token, context.clock.now(), context.secrets.token_key());
  if (!claims) return refused();
  const auto user = active_user(std::string(auth::kUserPrefix) + claims->user_id, context.store);
  if (!user) return store_is_away();
  if (!*user || auth::password_mark(**user) != claims->password_mark) return refused();
  if (auth::is_expired(**user, context.clock.now())) return refused();
  const auto role = auth::parse_role((*user)->role);
  if (!role) return refused();
  auth::Principal principal{std::string(auth::kUserPrefix) + claims->user_id, (*user)->username,
                            *role, ""};
  principal.must_change_password = (*user)->must_change_password;
  return principal;
}

// A key does what its maker may do, as long as he may do anything.
Outcome by_api_key(const auth::ApiKeyText& given, Context& context) {
  const auto record = ports::find<ports::ApiKeyRecord>(context.store, given.key_id);
  if (!record) return store_is_away();
  if (!*record || !is_valid(**record, given, context.clock.now())) return refused();
  const auto owner = active_user((*record)->owner, context.store);
  if (!owner) return store_is_away();
  const auto role = auth::parse_role((*record)->role);
  const auto most = *owner ? auth::parse_role((*owner)->role) : std::nullopt;
  if (!role || !most) return refused();
  auth::Principal principal{std::string(auth::kKeyPrefix) + given.key_id, (*record)->name,
                            std::min(*role, *most), (*record)->scopes};
  principal.owner = (*record)->owner;
  principal.must_change_password = (*owner)->must_change_password;
  return principal;
}

}  // namespace

tl::expected<auth::Principal, Denial> authenticate(const http::RequestHead& request,
                                                   Context& context) {
  const auto given = request.headers.find("authorization");
  if (!given) {
    if (context.settings.demo) {
      return auth::Principal{std::string(auth::kAnonymous), "Anonymous analyst",
                             auth::Role::kAnalyst, ""};
    }
    return tl::unexpected(Denial{401, "Give a token: Authorization: Bearer TOKEN"});
  }
  constexpr std::string_view kScheme = "bearer ";
  if (!http::equal_ignoring_case(given->substr(0, kScheme.size()), kScheme)) return refused();
  const std::string_view credentials = http::trim(given->substr(kScheme.size()));
  if (const auto key = auth::read_api_key(credentials)) return by_api_key(*key, context);
  return by_token(credentials, context);
}

}  // namespace financescr
