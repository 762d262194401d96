// Accounts of a service in memory, for tests that need somebody to ask.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "functions/auth/new_user.hpp"
#include "functions/auth/token.hpp"
#include "tests/unit/functions/service.hpp"

namespace financescr::samples {

inline constexpr std::string_view kPassword = "a long enough passphrase";

inline std::vector<http::Headers::Field> bearer(const std::string& token) {
  return {{"Authorization", "Bearer " + token}};
}

inline ports::UserRecord add_user(Service& service, const std::string& username,
                                  std::string_view role) {
  const auto user = auth::new_user(canonical::Json::object({{"username", username},
                                                            {"email", username + "@bank.example"},
                                                            {"full_name", "Person " + username},
                                                            {"password", kPassword},
                                                            {"role", role}}),
                                   service.clock, service.entropy, service.secrets);
  REQUIRE(user);
  REQUIRE(service.store.commit({{ports::Insert<ports::UserRecord>{*user}}, {}}));
  return *user;
}

inline std::string token_of(Service& service, const ports::UserRecord& user) {
  return auth::make_token(user, service.clock.now(), service.secrets.token_key());
}

// A user and a token of his.
inline std::string token_for(Service& service, const std::string& username, std::string_view role) {
  return token_of(service, add_user(service, username, role));
}

}  // namespace financescr::samples
