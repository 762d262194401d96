#include "functions/auth/password_policy.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace financescr::auth {
namespace {

// Stems of passwords that are tried first. With the digits and signs people append to them taken
// away, a password of twelve characters is still one of these.
constexpr std::array<std::string_view, 25> kStems = {"",
                                                     "abc",
                                                     "abcdefghijkl",
                                                     "admin",
                                                     "administrator",
                                                     "adminadmin",
                                                     "changeme",
                                                     "correcthorsebatterystaple",
                                                     "default",
                                                     "financescr",
                                                     "iloveyou",
                                                     "letmein",
                                                     "login",
                                                     "pass",
                                                     "passpass",
                                                     "password",
                                                     "passwordpassword",
                                                     "passw0rd",
                                                     "qwerty",
                                                     "qwertyuiop",
                                                     "qwertyuiopas",
                                                     "qwertyqwerty",
                                                     "secret",
                                                     "user",
                                                     "welcome"};

std::string lower(std::string_view text) {
  std::string lowered(text);
  for (char& c : lowered) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lowered;
}

// Without what is not a letter at both ends.
std::string_view stem_of(std::string_view text) {
  const auto is_letter = [](char c) { return c >= 'a' && c <= 'z'; };
  while (!text.empty() && !is_letter(text.back())) text.remove_suffix(1);
  while (!text.empty() && !is_letter(text.front())) text.remove_prefix(1);
  return text;
}

}  // namespace

std::optional<std::string> password_fault(std::string_view password, std::string_view username) {
  if (password.size() < kMinPasswordBytes) {
    return "is shorter than " + std::to_string(kMinPasswordBytes) + " characters";
  }
  if (password.size() > kMaxPasswordBytes) {
    return "is longer than " + std::to_string(kMaxPasswordBytes) + " bytes";
  }
  const std::string lowered = lower(password);
  const std::string name = lower(username);
  if (!name.empty() && (lowered.find(name) != std::string::npos || stem_of(lowered) == name)) {
    return "holds the username";
  }
  if (std::set<char>(lowered.begin(), lowered.end()).size() < 5) {
    return "repeats a few characters";
  }
  if (std::find(kStems.begin(), kStems.end(), stem_of(lowered)) != kStems.end()) {
    return "is among those that are tried first";
  }
  return std::nullopt;
}

}  // namespace financescr::auth
