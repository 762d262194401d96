// /api-keys: credentials for programs. A key belongs to the user who made it, may at most do what
// he may, and ends with his account.
#pragma once

#include <string>
#include <vector>

#include "functions/call/call.hpp"

namespace financescr::accounts {

inline constexpr std::size_t kMaxKeyNameBytes = 100;

// The answer shows the key, once.
[[nodiscard]] http::Response make_api_key(Call& call);
// One's own; an administrator sees all.
[[nodiscard]] http::Response api_keys(Call& call);
// Revokes: one's own; an administrator any.
[[nodiscard]] http::Response revoke_api_key(Call& call);

// The ids of a user's keys in use that are named, each by its name or its id.
// Errors: 422 at "/keep_api_keys/N" for one that there is not, or a name of several.
[[nodiscard]] tl::expected<std::vector<std::string>, http::Problem> named_keys(
    const Call& call, const std::string& user_id, const std::vector<std::string>& names);

// Adds to a transaction the end of all keys of a user but those kept, each with an audit row. The
// transaction must also change the user, so that a key that is made meanwhile is a conflict.
// Returns: how many end.
[[nodiscard]] ports::Stored<std::size_t> end_keys(const Call& call, ports::Transaction& transaction,
                                                  const std::string& user_id,
                                                  const std::vector<std::string>& keep);

}  // namespace financescr::accounts
