#include "functions/accounts/user_json.hpp"

#include <algorithm>

#include "engine/canonical/members.hpp"
#include "functions/accounts/person.hpp"
#include "functions/call/load.hpp"
#include "functions/http/entity_tag.hpp"

namespace financescr::accounts {

using canonical::Json;
using canonical::nullable;
using ports::UserRecord;

namespace {

std::optional<http::Problem> precondition(const Call& call, const UserRecord& user) {
  const auto seen = call.request.headers.joined("if-match");
  if (!seen) {
    return http::Problem{428, "precondition_required",
                         "Say which version of the user this is about: If-Match with its ETag"};
  }
  if (http::names_version(*seen, user.version, false)) return std::nullopt;
  return http::Problem{
      412, "stale_version",
      "The user is not at the version that If-Match names; its ETag, quotes included, is now " +
          http::etag_of(user.version)};
}

// Another active administrator, written back unchanged with the change that takes one away: if two
// administrators take the role from each other at the same time, one of them meets a conflict.
ports::Stored<std::optional<UserRecord>> other_admin(ports::Store& store,
                                                     const std::string& user_id) {
  auto users = ports::list(store, ports::users_query());
  if (!users) return tl::unexpected(users.error());
  const auto found = std::find_if(users->begin(), users->end(), [&](const UserRecord& user) {
    return is_active_admin(user) && user.user_id != user_id;
  });
  if (found == users->end()) return std::nullopt;
  ++found->version;
  return *found;
}

}  // namespace

Json user_json(const UserRecord& user) {
  return Json::object({{"id", user.user_id},
                       {"username", user.username},
                       {"email", user.email},
                       {"full_name", user.full_name},
                       {"role", user.role},
                       {"is_active", user.is_active},
                       {"created_at", user.created_at.to_string()},
                       {"created_by", nullable(user.created_by)},
                       {"must_change_password", user.must_change_password},
                       {"password_expires_at", nullable(user.password_expires_at)},
                       {"password_reset_by", nullable(user.password_reset_by)},
                       {"role_changed_by", nullable(user.role_changed_by)},
                       {"proposed_role", nullable(user.proposed_role)},
                       {"proposed_by", nullable(user.proposed_by)},
                       {"version", user.version}});
}

http::Response user_answer(const Call& call, int status, const UserRecord& user) {
  http::Response response = call.answer(status, user_json(user));
  response.headers.set("ETag", http::etag_of(user.version));
  return response;
}

tl::expected<ForeignAccount, http::Response> foreign_account(const Call& call) {
  const auto user = load_or_404<UserRecord>(call, "user");
  if (!user) return tl::unexpected(call.refuse(user.error()));
  auto asking = person_behind(call);
  if (!asking) return tl::unexpected(call.refuse(asking.error()));
  if (*asking == std::string(auth::kUserPrefix) + user->user_id) {
    return tl::unexpected(call.refuse(
        {403, "own_account", "Nobody changes the role, state or password of his own account so"}));
  }
  if (const auto problem = precondition(call, *user)) {
    return tl::unexpected(call.refuse(*problem));
  }
  return ForeignAccount{*user, *std::move(asking)};
}

ports::Stored<bool> has_second_admin(Call& call, std::string_view asking) {
  const auto users = ports::list(call.context.store, ports::users_query());
  if (!users) return tl::unexpected(users.error());
  const Timestamp since{call.context.clock.now().us - kAdminAbsence_us};
  return std::any_of(users->begin(), users->end(), [&](const UserRecord& user) {
    if (user.role != to_string(auth::Role::kAdmin)) return false;
    if (std::string(auth::kUserPrefix) + user.user_id == asking) return false;
    return user.is_active || (user.deactivated_at && *user.deactivated_at > since);
  });
}

tl::expected<void, http::Response> store_change(const Call& call, const UserRecord& before,
                                                const UserRecord& after,
                                                ports::Transaction transaction) {
  transaction.writes.emplace_back(ports::Update<UserRecord>{after});
  if (is_active_admin(before) && !is_active_admin(after)) {
    auto other = other_admin(call.context.store, after.user_id);
    if (!other) return tl::unexpected(call.refuse(other.error()));
    if (!*other) {
      return tl::unexpected(
          call.refuse({409, "last_admin", "This is the last active administrator"}));
    }
    transaction.writes.emplace_back(ports::Update<UserRecord>{**other});
  }
  const auto committed = call.context.store.commit(std::move(transaction));
  if (!committed) return tl::unexpected(call.refuse(committed.error()));
  return {};
}

}  // namespace financescr::accounts
