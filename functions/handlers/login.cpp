#include "engine/canonical/fields.hpp"
#include "functions/auth/new_user.hpp"
#include "functions/auth/password_policy.hpp"
#include "functions/auth/token.hpp"
#include "functions/auth/user_event.hpp"
#include "functions/handlers/accounts.hpp"

namespace financescr::handlers {

using canonical::Json;

namespace {

// Of a name or a password that somebody types to log in; longer ones are refused unread.
constexpr std::size_t kMaxTypedBytes = 1024;

struct Credentials {
  std::string username;
  std::string password;
};

tl::expected<Credentials, http::Problem> read_credentials(const Call& call) {
  const auto body = call.json();
  if (!body) return tl::unexpected(body.error());
  Errors errors;
  canonical::Fields fields(*body, "", errors);
  Credentials given;
  given.username = auth::username_key(fields.required_text("username", kMaxTypedBytes));
  given.password = fields.required_text("password", kMaxTypedBytes);
  if (!errors.empty()) return tl::unexpected(http::rejected(std::move(errors)));
  return given;
}

// An attempt that failed, in the log before it is answered.
http::Response refuse_login(const Call& call, const std::optional<ports::UserRecord>& user,
                            std::string_view why, const http::Problem& problem) {
  Json details = Json::object({{"reason", why}});
  if (user) details.set("user_id", user->user_id);
  const auto noted =
      call.context.store.commit({{},
                                 {auth::user_event("login_failed", "anonymous", call.request_id,
                                                   call.context.clock.now(), details)}});
  if (!noted) return call.refuse(noted.error());
  http::Response response = call.refuse(problem);
  if (problem.status == 401) response.headers.set("WWW-Authenticate", "Bearer");
  return response;
}

// The same work whether the user exists or not.
bool is_password_right(const std::optional<ports::UserRecord>& user, const std::string& password,
                       ports::Secrets& secrets) {
  if (user) return secrets.check_password(user->password_hash, password);
  return secrets.hash_password(password).has_value() && false;
}

http::Response accept_login(const Call& call, const ports::UserRecord& user) {
  Context& context = call.context;
  const Timestamp now = context.clock.now();
  const std::string actor = std::string(auth::kUserPrefix) + user.user_id;
  const auto noted =
      context.store.commit({{},
                            {auth::user_event("login", actor, call.request_id, now,
                                              Json::object({{"role", user.role}}))}});
  if (!noted) return call.refuse(noted.error());
  return call.answer(
      200, Json::object({{"access_token", auth::make_token(user, now, context.secrets.token_key())},
                         {"token_type", "bearer"},
                         {"expires_in", auth::kTokenLife_s}}));
}

}  // namespace

http::Response login(Call& call) {
  Context& context = call.context;
  const auto given = read_credentials(call);
  if (!given) return call.refuse(given.error());
  if (const auto wait_s = context.rate_limiter.take_login(given->username, call.request.peer,
                                                          context.clock.elapsed_us())) {
    http::Response response =
        call.refuse({429, "too_many_requests", "Too many attempts to log in; wait"});
    response.headers.set("Retry-After", std::to_string(*wait_s));
    return response;
  }
  const auto user = context.store.user_named(given->username);
  if (!user) return call.refuse(user.error());
  if (!is_password_right(*user, given->password, context.secrets)) {
    return refuse_login(call, *user, *user ? "wrong_password" : "unknown_user",
                        {401, "unauthenticated", "Invalid username or password"});
  }
  if (!(*user)->is_active) {
    return refuse_login(call, *user, "deactivated", {403, "deactivated", "Account is deactivated"});
  }
  return accept_login(call, **user);
}

http::Response change_password(Call& call) {
  Context& context = call.context;
  const auto body = call.json();
  if (!body) return call.refuse(body.error());
  Errors errors;
  canonical::Fields fields(*body, "", errors);
  const std::string current = fields.required_text("current_password", kMaxTypedBytes);
  const std::string wanted = fields.required_text("new_password", kMaxTypedBytes);
  if (!errors.empty()) return call.refuse(http::rejected(std::move(errors)));
  if (!call.principal.id.starts_with(auth::kUserPrefix)) {
    return call.refuse({403, "forbidden", "Only a user who is logged in has a password"});
  }
  if (const auto wait_s = context.rate_limiter.take_login(call.principal.name, call.request.peer,
                                                          context.clock.elapsed_us())) {
    http::Response response = call.refuse({429, "too_many_requests", "Too many attempts; wait"});
    response.headers.set("Retry-After", std::to_string(*wait_s));
    return response;
  }
  auto found = context.store.user(call.principal.id.substr(auth::kUserPrefix.size()));
  if (!found) return call.refuse(found.error());
  if (!*found) return call.refuse(http::not_found("There is no such user"));
  ports::UserRecord& user = **found;
  if (!context.secrets.check_password(user.password_hash, current)) {
    return refuse_login(call, user, "wrong_current_password",
                        {403, "wrong_password", "The current password is another one"});
  }
  if (const auto fault = auth::password_fault(wanted, user.username)) {
    fields.reject("new_password", ErrorCode::kInvalid, *fault);
    return call.refuse(http::rejected(std::move(errors)));
  }
  auto hash = context.secrets.hash_password(wanted);
  if (!hash) return call.refuse({501, "unsupported", "This host keeps no accounts"});
  user.password_hash = *std::move(hash);
  ++user.version;
  const auto committed = context.store.commit(
      {{ports::Update<ports::UserRecord>{user}},
       {auth::user_event("password_changed", call.principal.id, call.request_id,
                         context.clock.now(), Json::object({{"user_id", user.user_id}}))}});
  if (!committed) return call.refuse(committed.error());
  http::Response response;
  response.status = 204;
  return response;
}

}  // namespace financescr::handlers
