// Access tokens: JSON Web Tokens (RFC 7519), signed with HMAC-SHA-256 and nothing else.
//
// A token says who somebody is, not what he may: role and state are read from the store at every
// request. It holds a mark of the password hash, so that a new password ends all tokens.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "functions/ports/records.hpp"

namespace financescr::auth {

inline constexpr std::int64_t kTokenLife_s = 1'800;

struct Claims {
  std::string user_id;
  std::string password_mark;
};

// Claims: iss, aud, sub, role, username (both for the client to show), iat, exp and "pwm".
[[nodiscard]] std::string make_token(const ports::UserRecord& user, Timestamp now,
                                     std::string_view key);

// What a token says, or nothing: it must have the form we give it, the algorithm HS256, a signature
// of `key`, our issuer and audience, and a time of life that has begun and not ended.
[[nodiscard]] std::optional<Claims> read_token(std::string_view token, Timestamp now,
                                               std::string_view key);

// Changes with the password and when the account is deactivated, and tells nothing of either: a
// token does not come back to life with its account.
[[nodiscard]] std::string password_mark(const ports::UserRecord& user);

}  // namespace financescr::auth
