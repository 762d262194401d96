#include "functions/http/signing.hpp"

#include <cstdint>

#include "engine/canonical/sha256.hpp"

namespace financescr::http {

bool equal_in_constant_time(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  std::uint32_t difference = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    difference |= static_cast<std::uint8_t>(a[i] ^ b[i]);
  }
  return difference == 0;
}

std::string signature(std::string_view key, std::string_view message) {
  if (key.empty()) return {};
  const canonical::Sha256Digest digest = canonical::hmac_sha256(key, message);
  return std::string(digest.begin(), digest.end());
}

bool signature_holds(std::string_view key, std::string_view message, std::string_view given) {
  return !key.empty() && equal_in_constant_time(signature(key, message), given);
}

}  // namespace financescr::http
