#include "functions/auth/principal.hpp"

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

}  // namespace financescr::auth
