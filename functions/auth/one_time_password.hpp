// One-time passwords: what an administrator hands to the owner of an account. Whoever logs in with
// one may set a password of his own and do nothing else.
#pragma once

#include <string>
#include <string_view>

#include "functions/ports/entropy.hpp"
#include "functions/ports/records.hpp"

namespace financescr::auth {

// From when it was made. Afterwards an administrator makes another one.
inline constexpr std::int64_t kOneTimePasswordLife_us = 3 * Timestamp::kDay;

// 20 letters and digits that are not mistaken for each other: 100 random bits.
[[nodiscard]] std::string one_time_password(std::string_view username, ports::Entropy& entropy);

// Marks the account's password as one that `giver`, a principal or "operator", knows.
void mark_one_time(ports::UserRecord& user, std::string_view giver, Timestamp now);

// Marks it as the owner's. Who gave the last one stays known.
void mark_own(ports::UserRecord& user);

[[nodiscard]] bool is_expired(const ports::UserRecord& user, Timestamp now);

}  // namespace financescr::auth
