#include <algorithm>

#include "engine/canonical/fields.hpp"
#include "engine/canonical/members.hpp"
#include "functions/accounts/accounts.hpp"
#include "functions/accounts/api_keys.hpp"
#include "functions/accounts/person.hpp"
#include "functions/accounts/user_json.hpp"
#include "functions/auth/new_user.hpp"
#include "functions/auth/one_time_password.hpp"
#include "functions/auth/user_event.hpp"
#include "functions/call/load.hpp"

namespace financescr::accounts {

using canonical::Json;
using canonical::nullable;
using ports::UserRecord;

namespace {

// What a new account may do until a second administrator has approved more.
constexpr std::string_view kLowestRole = "viewer";

// What a PATCH asks for.
struct UserChange {
  std::optional<std::string> role;
  std::optional<bool> is_active;
};

tl::expected<UserChange, http::Problem> read_change(const Call& call) {
  const auto body = call.json();
  if (!body) return tl::unexpected(body.error());
  Errors errors;
  canonical::Fields fields(*body, "", errors);
  UserChange change;
  change.role = fields.text("role", 32);
  change.is_active = fields.boolean("is_active");
  if (change.role && !auth::parse_role(*change.role)) {
    fields.reject("role", ErrorCode::kInvalid,
                  "must be viewer, analyst, senior_analyst, compliance_officer or admin");
  }
  fields.reject_unknown();
  if (errors.empty() && !change.role && !change.is_active) {
    errors.push_back({ErrorCode::kMissing, "Give role, is_active or both", ""});
  }
  if (!errors.empty()) return tl::unexpected(http::rejected(std::move(errors)));
  return change;
}

// The role as it is after a change that `asking` asks for: at once if he is the only administrator,
// else proposed.
void ask_for_role(UserRecord& user, const std::string& role, const std::string& asking,
                  bool needs_approval) {
  if (needs_approval) {
    user.proposed_role = role;
    user.proposed_by = asking;
    return;
  }
  user.role = role;
  user.role_changed_by = asking;
  user.proposed_role.reset();
  user.proposed_by.reset();
}

ports::AuditEvent event_of(const Call& call, std::string_view event, const UserRecord& before,
                           const UserRecord& after) {
  return auth::user_event(event, call.principal.id, call.request_id, call.context.clock.now(),
                          Json::object({{"user_id", after.user_id},
                                        {"role_before", before.role},
                                        {"role", after.role},
                                        {"proposed_role", nullable(after.proposed_role)},
                                        {"proposed_by", nullable(before.proposed_by)},
                                        {"was_active", before.is_active},
                                        {"is_active", after.is_active}}));
}

// A proposal that waits, if the account has one.
std::optional<http::Response> no_proposal(const Call& call, const UserRecord& user) {
  if (user.proposed_role && user.proposed_by) return std::nullopt;
  return call.refuse({409, "nothing_proposed", "No change of this account's role waits"});
}

// The account that a request makes, and the password its owner logs in with first.
struct Registered {
  UserRecord user;
  std::optional<std::string> password;  // nothing: it was given in the request
};

tl::expected<Registered, http::Response> read_registration(Call& call, const std::string& asking) {
  Context& context = call.context;
  auto body = call.json();
  if (!body) return tl::unexpected(call.refuse(body.error()));
  Registered made;
  const Json* given = body->find("password");
  if (given == nullptr || given->is_null()) {
    const Json* name = body->find("username");
    const std::string* text = name == nullptr ? nullptr : name->if_string();
    made.password = auth::one_time_password(text == nullptr ? "" : *text, context.entropy);
    body->set("password", *made.password);
  }
  auto user = auth::new_user(*body, context.clock, context.entropy, context.secrets);
  if (!user) return tl::unexpected(call.refuse(http::rejected(user.error())));
  made.user = *std::move(user);
  auth::mark_one_time(made.user, asking, made.user.created_at);
  made.user.created_by = asking;
  return made;
}

}  // namespace

http::Response register_user(Call& call) {
  const auto asking = person_behind(call);
  if (!asking) return call.refuse(asking.error());
  auto made = read_registration(call, *asking);
  if (!made) return std::move(made.error());
  const auto needs_approval = has_second_admin(call, *asking);
  if (!needs_approval) return call.refuse(needs_approval.error());
  UserRecord& user = made->user;
  const std::string role = user.role;
  if (role != kLowestRole) {
    user.role = std::string(kLowestRole);
    ask_for_role(user, role, *asking, *needs_approval);
  }
  const auto committed = call.context.store.commit(
      {{ports::Insert<UserRecord>{user}},
       {auth::user_event("user_created", call.principal.id, call.request_id, user.created_at,
                         Json::object({{"user_id", user.user_id},
                                       {"role", user.role},
                                       {"proposed_role", nullable(user.proposed_role)},
                                       {"alone", !*needs_approval}}))}});
  if (!committed && committed.error() == ports::StoreFault::kConflict) {
    return call.refuse({409,
                        "username_taken",
                        "There is a user of that name",
                        {{ErrorCode::kConflict, "is taken", "/username"}}});
  }
  if (!committed) return call.refuse(committed.error());
  Json answer = user_json(user);
  answer.set("one_time_password", nullable(made->password));
  http::Response response = call.answer(201, answer);
  response.headers.set("ETag", "\"1\"");
  response.headers.set("Location", "/users/" + user.user_id);
  return response;
}

http::Response current_user(Call& call) {
  if (!call.principal.id.starts_with(auth::kUserPrefix)) {
    return call.answer(200, Json::object({{"id", call.principal.id},
                                          {"username", call.principal.name},
                                          {"email", Json()},
                                          {"full_name", call.principal.name},
                                          {"role", to_string(call.principal.role)},
                                          {"is_active", true},
                                          {"scopes", call.principal.scopes}}));
  }
  const auto user = ports::find<ports::UserRecord>(
      call.context.store, call.principal.id.substr(auth::kUserPrefix.size()));
  if (!user) return call.refuse(user.error());
  if (!*user) return call.refuse(http::not_found("There is no such user"));
  return user_answer(call, 200, **user);
}

http::Response users(Call& call) {
  const auto all = ports::list(call.context.store, ports::users_query());
  if (!all) return call.refuse(all.error());
  Json items = Json::array();
  for (const UserRecord& user : *all) items.push_back(user_json(user));
  return call.answer(200, Json::object({{"items", std::move(items)}, {"next_cursor", Json()}}));
}

http::Response user_detail(Call& call) {
  const auto user = load_or_404<UserRecord>(call, "user");
  if (!user) return call.refuse(user.error());
  return user_answer(call, 200, *user);
}

http::Response change_user(Call& call) {
  const auto change = read_change(call);
  if (!change) return call.refuse(change.error());
  auto account = foreign_account(call);
  if (!account) return std::move(account.error());
  const auto needs_approval = has_second_admin(call, account->asking);
  if (!needs_approval) return call.refuse(needs_approval.error());
  const UserRecord& before = account->user;
  UserRecord after = before;
  ++after.version;
  ports::Transaction transaction;
  const bool changes_state = change->is_active && *change->is_active != before.is_active;
  if (changes_state) {
    after.is_active = *change->is_active;
    if (!after.is_active) {
      after.deactivated_at = call.context.clock.now();
      after.proposed_role.reset();
      after.proposed_by.reset();
    }
    // Also when it is active again: none of before comes back to life.
    const auto ended = end_keys(call, transaction, after.user_id, {});
    if (!ended) return call.refuse(ended.error());
  }
  const bool asks_role = change->role && *change->role != before.role;
  if (asks_role) ask_for_role(after, *change->role, account->asking, *needs_approval);
  ports::AuditEvent event = event_of(call, "user_changed", before, after);
  if (asks_role) event.details.set("alone", !*needs_approval);
  transaction.audit.push_back(std::move(event));
  auto stored = store_change(call, before, after, std::move(transaction));
  if (!stored) return std::move(stored.error());
  return user_answer(call, asks_role && *needs_approval ? 202 : 200, after);
}

http::Response approve_role(Call& call) {
  auto account = foreign_account(call);
  if (!account) return std::move(account.error());
  const UserRecord& before = account->user;
  if (auto refused = no_proposal(call, before)) return std::move(*refused);
  if (auto problem = four_eyes_problem(call.context.store, *before.proposed_by, account->asking)) {
    if (problem->code == "four_eyes") {
      problem->detail +=
          "; whoever runs the server makes a further administrator with `financescr admin create`";
    }
    return call.refuse(*problem);
  }
  UserRecord after = before;
  ++after.version;
  ask_for_role(after, *before.proposed_role, *before.proposed_by, false);
  auto stored =
      store_change(call, before, after, {{}, {event_of(call, "role_approved", before, after)}});
  if (!stored) return std::move(stored.error());
  return user_answer(call, 200, after);
}

http::Response reject_role(Call& call) {
  auto account = foreign_account(call);
  if (!account) return std::move(account.error());
  const UserRecord& before = account->user;
  if (auto refused = no_proposal(call, before)) return std::move(*refused);
  UserRecord after = before;
  ++after.version;
  after.proposed_role.reset();
  after.proposed_by.reset();
  auto stored =
      store_change(call, before, after, {{}, {event_of(call, "role_rejected", before, after)}});
  if (!stored) return std::move(stored.error());
  return user_answer(call, 200, after);
}

}  // namespace financescr::accounts
