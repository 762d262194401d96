#include "functions/auth/principal.hpp"

#include <algorithm>
#include <array>

namespace financescr::auth {
namespace {

constexpr std::array<std::string_view, 5> kRoleNames = {"viewer", "analyst", "senior_analyst",
                                                        "compliance_officer", "admin"};

}  // namespace

std::string_view to_string(Role role) { return kRoleNames[static_cast<std::size_t>(role)]; }

std::optional<Role> parse_role(std::string_view name) {
  for (std::size_t i = 0; i < kRoleNames.size(); ++i) {
    if (kRoleNames[i] == name) return static_cast<Role>(i);
  }
  return std::nullopt;
}

bool may_use(const Principal& principal, Role least, std::string_view group) {
  if (!principal.at_least(least)) return false;
  std::string_view scopes = principal.scopes;
  if (scopes.empty()) return true;
  while (!scopes.empty()) {
    const std::size_t end = std::min(scopes.find(','), scopes.size());
    if (scopes.substr(0, end) == group) return true;
    scopes.remove_prefix(std::min(end + 1, scopes.size()));
  }
  return false;
}

}  // namespace financescr::auth
