#include "functions/accounts/login.hpp"

#include <algorithm>
#include <utility>

#include "engine/canonical/fields.hpp"
#include "functions/accounts/accounts.hpp"
#include "functions/auth/new_user.hpp"
#include "functions/auth/one_time_password.hpp"
#include "functions/auth/token.hpp"
#include "functions/auth/user_event.hpp"

namespace financescr::accounts {

using canonical::Json;

namespace {

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

// The same work whether the user exists or not.
bool is_password_right(const std::optional<ports::UserRecord>& user, const std::string& password,
                       ports::Secrets& secrets) {
  if (user) return secrets.check_password(user->password_hash, password);
  return secrets.hash_password(password).has_value() && false;
}

// A token lives no longer than the one-time password it was given for: authenticate() sees to it.
http::Response accept_login(const Call& call, const ports::UserRecord& user) {
  Context& context = call.context;
  const Timestamp now = context.clock.now();
  const std::string actor = std::string(auth::kUserPrefix) + user.user_id;
  const auto noted = context.store.commit(
      {{},
       {auth::user_event(
           "login", actor, call.request_id, now,
           Json::object({{"role", user.role}, {"one_time", user.must_change_password}}))}});
  if (!noted) return call.refuse(noted.error());
  return call.answer(
      200, Json::object({{"access_token", auth::make_token(user, now, context.secrets.token_key())},
                         {"token_type", "bearer"},
                         {"expires_in", auth::kTokenLife_s},
                         {"must_change_password", user.must_change_password}}));
}

}  // namespace

Attempt::Attempt(const Call& call, std::string name)
    : call_(call),
      name_(std::move(name)),
      peer_(http::limited_as(call.request.peer)),
      wait_s_(call.context.rate_limiter.logins().begin(name_, peer_,
                                                       call.context.clock.elapsed_us())) {}

std::optional<http::Response> Attempt::refused() const {
  if (!wait_s_) return std::nullopt;
  http::Response response =
      call_.refuse({429, "too_many_requests", "Too many attempts at this password; wait"});
  response.headers.set("Retry-After", std::to_string(*wait_s_));
  return response;
}

void Attempt::succeeded() {
  call_.context.rate_limiter.logins().succeeded(name_, peer_, call_.context.clock.elapsed_us());
}

http::Response Attempt::not_made(ports::StoreFault fault) {
  call_.context.rate_limiter.logins().withdrawn(name_, peer_);
  return call_.refuse(fault);
}

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

http::Response login(Call& call) {
  Context& context = call.context;
  const auto given = read_credentials(call);
  if (!given) return call.refuse(given.error());
  Attempt attempt(call, given->username);
  if (auto refused = attempt.refused()) return std::move(*refused);
  const auto user = ports::first(context.store, ports::user_named_query(given->username));
  if (!user) return attempt.not_made(user.error());
  if (!is_password_right(*user, given->password, context.secrets)) {
    return refuse_login(call, *user, *user ? "wrong_password" : "unknown_user",
                        {401, "unauthenticated", "Invalid username or password"});
  }
  if (!(*user)->is_active) {
    return refuse_login(call, *user, "deactivated", {403, "deactivated", "Account is deactivated"});
  }
  if (auth::is_expired(**user, context.clock.now())) {
    return refuse_login(call, *user, "one_time_password_expired",
                        {403, "password_expired",
                         "This one-time password has expired; an administrator makes another"});
  }
  attempt.succeeded();
  return accept_login(call, **user);
}

}  // namespace financescr::accounts
