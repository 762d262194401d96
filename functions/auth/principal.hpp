// Principal: who asks. Roles are ordered; a route names the lowest that may use it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace financescr::auth {

enum class Role : std::uint8_t { kViewer, kAnalyst, kSeniorAnalyst, kComplianceOfficer, kAdmin };

// "viewer", "analyst", "senior_analyst", "compliance_officer", "admin".
[[nodiscard]] std::string_view to_string(Role role);
[[nodiscard]] std::optional<Role> parse_role(std::string_view name);

inline constexpr std::string_view kUserPrefix = "user:";
inline constexpr std::string_view kKeyPrefix = "key:";
inline constexpr std::string_view kAnonymous =
    "anonymous";  // whoever has no token, in a demonstration

struct Principal {
  std::string id;  // "user:UUID", "key:UUID", "anonymous"
  std::string name;
  Role role = Role::kViewer;
  std::string scopes;      // of an API key: route groups, comma-separated; empty: all of its role
  std::string owner = {};  // of an API key: the principal whose it is
  // Logged in with a one-time password: may set a password, and nothing else.
  bool must_change_password = false;

  // Whose limits count what this one does: all keys of an owner share the owner's.
  [[nodiscard]] const std::string& limited_as() const { return owner.empty() ? id : owner; }
  [[nodiscard]] bool at_least(Role least) const { return role >= least; }
};

// Whether the role is enough and the scopes, where there are any, hold the route's group.
[[nodiscard]] bool may_use(const Principal& principal, Role least, std::string_view group);

}  // namespace financescr::auth
