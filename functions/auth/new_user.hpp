// A new user, from what an administrator gives over HTTP or on the command line.
#pragma once

#include <string>
#include <string_view>

#include <tl/expected.hpp>

#include "engine/canonical/json.hpp"
#include "engine/core/result.hpp"
#include "functions/auth/principal.hpp"
#include "functions/ports/clock.hpp"
#include "functions/ports/entropy.hpp"
#include "functions/ports/records.hpp"
#include "functions/ports/secrets.hpp"

namespace financescr::auth {

inline constexpr std::size_t kMaxUsernameBytes = 64;
inline constexpr std::size_t kMaxEmailBytes = 254;
inline constexpr std::size_t kMaxFullNameBytes = 200;

// Names are kept in lower case: "Admin" is "admin".
[[nodiscard]] std::string username_key(std::string_view username);

// {"username","email","full_name","password","role"?}, role "analyst" if absent, as the record to
// insert. Errors: of every field; kUnsupported where the host keeps no passwords.
[[nodiscard]] tl::expected<ports::UserRecord, Errors> new_user(const canonical::Json& request,
                                                               ports::Clock& clock,
                                                               ports::Entropy& entropy,
                                                               ports::Secrets& secrets);

}  // namespace financescr::auth
