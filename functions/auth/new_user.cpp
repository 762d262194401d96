#include "functions/auth/new_user.hpp"

#include "engine/canonical/fields.hpp"
#include "functions/auth/password_policy.hpp"
#include "functions/ports/ids.hpp"

namespace financescr::auth {
namespace {

bool is_username(std::string_view name) {
  return !name.empty() && name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789._-@") ==
                              std::string_view::npos;
}

// One '@' with something on both sides, no spaces: whether it exists, only a letter to it shows.
bool is_email(std::string_view email) {
  const std::size_t at = email.find('@');
  return at != std::string_view::npos && at > 0 && at + 1 < email.size() &&
         email.find('@', at + 1) == std::string_view::npos &&
         email.find_first_of(" \t\r\n<>,;\"") == std::string_view::npos;
}

bool has_control_characters(std::string_view text) {
  for (const char c : text) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) return true;
  }
  return false;
}

}  // namespace

std::string username_key(std::string_view username) {
  std::string key(username);
  for (char& c : key) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return key;
}

tl::expected<ports::UserRecord, Errors> new_user(const canonical::Json& request,
                                                 ports::Clock& clock, ports::Entropy& entropy,
                                                 ports::Secrets& secrets) {
  Errors errors;
  canonical::Fields fields(request, "", errors);
  ports::UserRecord user;
  user.username = username_key(fields.required_text("username", kMaxUsernameBytes));
  user.email = fields.required_text("email", kMaxEmailBytes);
  user.full_name = fields.required_text("full_name", kMaxFullNameBytes);
  const std::string password = fields.required_text("password", kMaxPasswordBytes);
  user.role = fields.text("role", 32).value_or("analyst");
  if (!errors.empty()) return tl::unexpected(std::move(errors));
  const auto refuse = [&](std::string_view key, std::string detail) {
    fields.reject(key, ErrorCode::kInvalid, std::move(detail));
  };
  if (!is_username(user.username)) refuse("username", "may hold letters, digits, and . _ - @ only");
  if (!is_email(user.email) || has_control_characters(user.email)) {
    refuse("email", "is not an e-mail address");
  }
  if (user.full_name.empty() || has_control_characters(user.full_name)) {
    refuse("full_name", "must be a name without control characters");
  }
  if (!parse_role(user.role)) {
    refuse("role", "must be viewer, analyst, senior_analyst, compliance_officer or admin");
  }
  if (const auto fault = password_fault(password, user.username)) refuse("password", *fault);
  if (!errors.empty()) return tl::unexpected(std::move(errors));
  auto hash = secrets.hash_password(password);
  if (!hash) {
    return tl::unexpected(
        Errors{{ErrorCode::kUnsupported, "This host keeps no accounts", "/password"}});
  }
  user.password_hash = *std::move(hash);
  user.user_id = make_id(clock, entropy);
  user.created_at = clock.now();
  return user;
}

}  // namespace financescr::auth
