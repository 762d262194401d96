#include "functions/auth/one_time_password.hpp"

#include <array>
#include <cstdint>

#include "functions/auth/password_policy.hpp"

namespace financescr::auth {
namespace {

constexpr std::string_view kSigns = "abcdefghijkmnpqrstuvwxyz23456789";
constexpr std::size_t kLength = 20;
constexpr int kMaxAttempts = 1'000;
static_assert(kSigns.size() == 32);

}  // namespace

std::string one_time_password(std::string_view username, ports::Entropy& entropy) {
  std::string password;
  // Again while it holds the username, which may be a single letter.
  for (int i = 0; i < kMaxAttempts; ++i) {
    std::array<std::uint8_t, kLength> bytes{};
    entropy.fill(bytes);
    password.clear();
    for (const std::uint8_t byte : bytes) password.push_back(kSigns[byte % kSigns.size()]);
    if (!password_fault(password, username)) break;
  }
  return password;
}

void mark_one_time(ports::UserRecord& user, std::string_view giver, Timestamp now) {
  user.must_change_password = true;
  user.password_expires_at = Timestamp{now.us + kOneTimePasswordLife_us};
  user.password_reset_by = std::string(giver);
}

void mark_own(ports::UserRecord& user) {
  user.must_change_password = false;
  user.password_expires_at.reset();
}

bool is_expired(const ports::UserRecord& user, Timestamp now) {
  return user.password_expires_at && now >= *user.password_expires_at;
}

}  // namespace financescr::auth
