// Signed texts: HMAC-SHA-256 over what a client carries for us, and the comparison that tells an
// attacker nothing.
#pragma once

#include <string>
#include <string_view>

namespace financescr::http {

// Takes the same time wherever the texts differ. Their lengths are no secret.
[[nodiscard]] bool equal_in_constant_time(std::string_view a, std::string_view b);

// The 32 bytes of HMAC-SHA-256. Empty when `key` is empty: nothing can be signed without a key, and
// the empty text is no signature of anything.
[[nodiscard]] std::string signature(std::string_view key, std::string_view message);
[[nodiscard]] bool signature_holds(std::string_view key, std::string_view message,
                                   std::string_view given);

}  // namespace financescr::http
