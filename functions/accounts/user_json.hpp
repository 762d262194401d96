// What clients see of an account, and what its handlers share.
#pragma once

#include <optional>
#include <string_view>

#include "engine/canonical/json.hpp"
#include "functions/call/call.hpp"

namespace financescr::accounts {

// Never the password's hash.
[[nodiscard]] canonical::Json user_json(const ports::UserRecord& user);
// With its ETag.
[[nodiscard]] http::Response user_answer(const Call& call, int status,
                                         const ports::UserRecord& user);

// The account of the path, if the request names the version it was seen in and it is not the asking
// person's own. Errors: the refusal.
struct ForeignAccount {
  ports::UserRecord user;
  std::string asking;  // the person behind the request
};
[[nodiscard]] tl::expected<ForeignAccount, http::Response> foreign_account(const Call& call);

[[nodiscard]] inline bool is_active_admin(const ports::UserRecord& user) {
  return user.is_active && user.role == to_string(auth::Role::kAdmin);
}

// How long a deactivated administrator still counts as the second one, so that deactivating the
// other is no way to be alone.
inline constexpr std::int64_t kAdminAbsence_us = 7 * Timestamp::kDay;

// Whether there is an administrator besides `asking`, so that a role waits for his approval.
[[nodiscard]] ports::Stored<bool> has_second_admin(Call& call, std::string_view asking);

// Stores the account as it is after a change, with an audit row and, where an administrator becomes
// none, a guard that another one stays.
[[nodiscard]] tl::expected<void, http::Response> store_change(const Call& call,
                                                              const ports::UserRecord& before,
                                                              const ports::UserRecord& after,
                                                              ports::Transaction transaction);

}  // namespace financescr::accounts
