// POST /auth/password and POST /users/{user_id}/password: a new password, by the owner or for him.
#include <algorithm>

#include "engine/canonical/fields.hpp"
#include "functions/accounts/accounts.hpp"
#include "functions/accounts/api_keys.hpp"
#include "functions/accounts/login.hpp"
#include "functions/accounts/user_json.hpp"
#include "functions/auth/one_time_password.hpp"
#include "functions/auth/password_policy.hpp"
#include "functions/auth/user_event.hpp"
#include "functions/http/entity_tag.hpp"

namespace financescr::accounts {

using canonical::Json;
using ports::UserRecord;

namespace {

struct PasswordChange {
  std::string current;
  std::string wanted;
  std::vector<std::string> keep;  // names or ids of API keys
};

tl::expected<PasswordChange, http::Problem> read_password_change(const Call& call) {
  const auto body = call.json();
  if (!body) return tl::unexpected(body.error());
  Errors errors;
  canonical::Fields fields(*body, "", errors);
  PasswordChange change;
  change.current = fields.required_text("current_password", kMaxTypedBytes);
  change.wanted = fields.required_text("new_password", kMaxTypedBytes);
  change.keep = fields.texts("keep_api_keys", kMaxKeyNameBytes);
  fields.reject_unknown();  // a misspelt keep_api_keys would end the keys
  if (!errors.empty()) return tl::unexpected(http::rejected(std::move(errors)));
  return change;
}

// What is wrong with the password that somebody wants, once he has shown that he knows the old one.
std::optional<http::Problem> fault_of(const PasswordChange& change, const UserRecord& user) {
  auto fault = auth::password_fault(change.wanted, user.username);
  if (!fault && change.wanted == change.current) fault = "is the one there is";
  if (!fault) return std::nullopt;
  return http::rejected({{ErrorCode::kInvalid, *fault, "/new_password"}});
}

// Sets the password that the owner wants.
http::Response set_own(const Call& call, UserRecord user, const PasswordChange& change) {
  Context& context = call.context;
  if (const auto problem = fault_of(change, user)) return call.refuse(*problem);
  ports::Transaction transaction;
  const auto keep = named_keys(call, user.user_id, change.keep);
  if (!keep) return call.refuse(keep.error());
  const auto ended = end_keys(call, transaction, user.user_id, *keep);
  if (!ended) return call.refuse(ended.error());
  auto hash = context.secrets.hash_password(change.wanted);
  if (!hash) return call.refuse({501, "unsupported", "This host keeps no accounts"});
  const bool was_one_time = user.must_change_password;
  user.password_hash = *std::move(hash);
  auth::mark_own(user);
  ++user.version;
  transaction.writes.emplace_back(ports::Update<UserRecord>{user});
  transaction.audit.push_back(
      auth::user_event("password_changed", call.principal.id, call.request_id, context.clock.now(),
                       Json::object({{"user_id", user.user_id},
                                     {"was_one_time", was_one_time},
                                     {"api_keys_ended", static_cast<std::int64_t>(*ended)},
                                     {"api_keys_kept", static_cast<std::int64_t>(keep->size())}})));
  const auto committed = context.store.commit(std::move(transaction));
  if (!committed) return call.refuse(committed.error());
  http::Response response;
  response.status = 204;
  return response;
}

}  // namespace

http::Response change_password(Call& call) {
  Context& context = call.context;
  const auto change = read_password_change(call);
  if (!change) return call.refuse(change.error());
  if (!call.principal.id.starts_with(auth::kUserPrefix)) {
    return call.refuse({403, "forbidden", "Only a user who is logged in has a password"});
  }
  Attempt attempt(call, call.principal.name);
  if (auto refused = attempt.refused()) return std::move(*refused);
  const auto found = ports::find<ports::UserRecord>(
      context.store, call.principal.id.substr(auth::kUserPrefix.size()));
  if (!found) return attempt.not_made(found.error());
  if (!*found) return call.refuse(http::not_found("There is no such user"));
  if (!context.secrets.check_password((*found)->password_hash, change->current)) {
    return refuse_login(call, *found, "wrong_current_password",
                        {403, "wrong_password", "The current password is another one"});
  }
  attempt.succeeded();
  return set_own(call, **found, *change);
}

http::Response reset_password(Call& call) {
  Context& context = call.context;
  auto account = foreign_account(call);
  if (!account) return std::move(account.error());
  UserRecord& user = account->user;
  if (!user.is_active) {
    return call.refuse({409, "deactivated", "The account is deactivated; activate it first"});
  }
  const std::string password = auth::one_time_password(user.username, context.entropy);
  auto hash = context.secrets.hash_password(password);
  if (!hash) return call.refuse({501, "unsupported", "This host keeps no accounts"});
  const Timestamp now = context.clock.now();
  ports::Transaction transaction;
  const auto ended = end_keys(call, transaction, user.user_id, {});
  if (!ended) return call.refuse(ended.error());
  user.password_hash = *std::move(hash);
  auth::mark_one_time(user, account->asking, now);
  ++user.version;
  transaction.writes.emplace_back(ports::Update<UserRecord>{user});
  transaction.audit.push_back(
      auth::user_event("password_reset", call.principal.id, call.request_id, now,
                       Json::object({{"user_id", user.user_id},
                                     {"api_keys_ended", static_cast<std::int64_t>(*ended)}})));
  const auto committed = context.store.commit(std::move(transaction));
  if (!committed) return call.refuse(committed.error());
  Json answer = user_json(user);
  answer.set("one_time_password", password);
  http::Response response = call.answer(200, answer);
  response.headers.set("ETag", http::etag_of(user.version));
  return response;
}

}  // namespace financescr::accounts
