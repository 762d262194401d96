// What a password must be. Length and a list of the guessed-first, as NIST SP 800-63B asks for; no
// rules about kinds of characters.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace financescr::auth {

inline constexpr std::size_t kMinPasswordBytes = 12;
inline constexpr std::size_t kMaxPasswordBytes = 256;

// What is wrong with a new password, as the end of a sentence ("is ..."), or nothing.
[[nodiscard]] std::optional<std::string> password_fault(std::string_view password,
                                                        std::string_view username);

}  // namespace financescr::auth
