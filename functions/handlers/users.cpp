#include <algorithm>

#include "engine/canonical/fields.hpp"
#include "functions/auth/new_user.hpp"
#include "functions/auth/user_event.hpp"
#include "functions/handlers/accounts.hpp"
#include "functions/handlers/case_json.hpp"
#include "functions/handlers/person.hpp"
#include "functions/ids.hpp"

namespace financescr::handlers {

using canonical::Json;
using ports::UserRecord;

namespace {

Json user_json(const UserRecord& user) {
  return Json::object({{"id", user.user_id},
                       {"username", user.username},
                       {"email", user.email},
                       {"full_name", user.full_name},
                       {"role", user.role},
                       {"is_active", user.is_active},
                       {"created_at", user.created_at.to_string()},
                       {"version", user.version}});
}

http::Response user_answer(const Call& call, int status, const UserRecord& user) {
  http::Response response = call.answer(status, user_json(user));
  response.headers.set("ETag", etag_of(user.version));
  return response;
}

bool is_active_admin(const UserRecord& user) { return user.is_active && user.role == "admin"; }

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

std::optional<http::Problem> precondition(const Call& call, const UserRecord& user) {
  const auto seen = call.request.headers.joined("if-match");
  if (!seen) {
    return http::Problem{428, "precondition_required",
                         "Say which version of the user this is about: If-Match with its ETag"};
  }
  if (names_version(*seen, user.version, false)) return std::nullopt;
  return http::Problem{
      412, "stale_version",
      "The user has changed since it was read; its version is now " + etag_of(user.version)};
}

// Another active administrator, written back unchanged with the change that takes one away: if two
// administrators take the role from each other at the same time, one of them meets a conflict.
ports::Stored<std::optional<UserRecord>> other_admin(ports::Store& store,
                                                     const std::string& user_id) {
  auto users = store.users();
  if (!users) return tl::unexpected(users.error());
  const auto found = std::find_if(users->begin(), users->end(), [&](const UserRecord& user) {
    return is_active_admin(user) && user.user_id != user_id;
  });
  if (found == users->end()) return std::nullopt;
  ++found->version;
  return *found;
}

http::Response write_change(const Call& call, const UserRecord& before, const UserRecord& after) {
  ports::Transaction transaction;
  transaction.writes.emplace_back(ports::Update<UserRecord>{after});
  if (is_active_admin(before) && !is_active_admin(after)) {
    auto other = other_admin(call.context.store, after.user_id);
    if (!other) return call.refuse(other.error());
    if (!*other) {
      return call.refuse({409, "last_admin", "This is the last active administrator"});
    }
    transaction.writes.emplace_back(ports::Update<UserRecord>{**other});
  }
  transaction.audit.push_back(auth::user_event("user_changed", call.principal.id, call.request_id,
                                               call.context.clock.now(),
                                               Json::object({{"user_id", after.user_id},
                                                             {"role_before", before.role},
                                                             {"role", after.role},
                                                             {"was_active", before.is_active},
                                                             {"is_active", after.is_active}})));
  const auto committed = call.context.store.commit(std::move(transaction));
  if (!committed) return call.refuse(committed.error());
  return user_answer(call, 200, after);
}

}  // namespace

http::Response register_user(Call& call) {
  Context& context = call.context;
  const auto body = call.json();
  if (!body) return call.refuse(body.error());
  const auto user = auth::new_user(*body, context.clock, context.entropy, context.secrets);
  if (!user) return call.refuse(http::rejected(user.error()));
  const auto committed = context.store.commit(
      {{ports::Insert<UserRecord>{*user}},
       {auth::user_event("user_created", call.principal.id, call.request_id, user->created_at,
                         Json::object({{"user_id", user->user_id}, {"role", user->role}}))}});
  if (!committed && committed.error() == ports::StoreFault::kConflict) {
    return call.refuse({409,
                        "username_taken",
                        "There is a user of that name",
                        {{ErrorCode::kConflict, "is taken", "/username"}}});
  }
  if (!committed) return call.refuse(committed.error());
  http::Response response = user_answer(call, 201, *user);
  response.headers.set("Location", "/users/" + user->user_id);
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
  const auto user = call.context.store.user(call.principal.id.substr(auth::kUserPrefix.size()));
  if (!user) return call.refuse(user.error());
  if (!*user) return call.refuse(http::not_found("There is no such user"));
  return user_answer(call, 200, **user);
}

http::Response users(Call& call) {
  const auto all = call.context.store.users();
  if (!all) return call.refuse(all.error());
  Json items = Json::array();
  for (const UserRecord& user : *all) items.push_back(user_json(user));
  return call.answer(200, Json::object({{"items", std::move(items)}, {"next_cursor", Json()}}));
}

http::Response user_detail(Call& call) {
  const auto id = parse_uuid(call.parameters.front());
  const auto user = id ? call.context.store.user(*id) : std::optional<UserRecord>();
  if (!user) return call.refuse(user.error());
  if (!*user) return call.refuse(http::not_found("There is no such user"));
  return user_answer(call, 200, **user);
}

http::Response change_user(Call& call) {
  const auto change = read_change(call);
  if (!change) return call.refuse(change.error());
  const auto id = parse_uuid(call.parameters.front());
  const auto user = id ? call.context.store.user(*id) : std::optional<UserRecord>();
  if (!user) return call.refuse(user.error());
  if (!*user) return call.refuse(http::not_found("There is no such user"));
  const auto self = person_behind(call);
  if (!self) return call.refuse(self.error());
  if (*self == std::string(auth::kUserPrefix) + *id) {
    return call.refuse({403, "own_account", "Nobody changes the role or state of his own account"});
  }
  if (const auto problem = precondition(call, **user)) return call.refuse(*problem);
  UserRecord after = **user;
  after.role = change->role.value_or(after.role);
  after.is_active = change->is_active.value_or(after.is_active);
  ++after.version;
  return write_change(call, **user, after);
}

}  // namespace financescr::handlers
