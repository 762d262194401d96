// Accounts of people.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/core/timestamp.hpp"
#include "functions/ports/query.hpp"
#include "functions/ports/records/binding.hpp"

namespace financescr::ports {

struct UserRecord {
  std::string user_id;
  Timestamp created_at;
  std::string username;
  std::string email;
  std::string full_name;
  std::string role;
  std::string password_hash;  // PHC text
  bool is_active = true;
  std::int64_t version = 1;
  // Who has had power over the account: principals ("user:UUID"), or "operator" for the command
  // line. Nothing: nobody, or before this was written down.
  std::optional<std::string> created_by;
  std::optional<std::string> password_reset_by;  // gave the last one-time password
  std::optional<std::string> role_changed_by;    // asked for the last change of the role
  bool must_change_password = false;             // until the owner has set one
  std::optional<Timestamp> password_expires_at;  // of a one-time password
  std::optional<Timestamp> deactivated_at;       // the last time; stays when it is active again
  std::optional<std::string> proposed_role;      // waits for another administrator
  std::optional<std::string> proposed_by;
  Binding binding = {};
};

template <>
const Table<UserRecord>& table_of();

[[nodiscard]] QueryOf<UserRecord> user_named_query(std::string_view username);
// In order of username.
[[nodiscard]] QueryOf<UserRecord> users_query();

}  // namespace financescr::ports
