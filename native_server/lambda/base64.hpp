// Base64 (RFC 4648, section 4) with padding, as the events of AWS Lambda hold bytes.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace financescr::lambda {

[[nodiscard]] std::string base64_encode(std::string_view bytes);

// Returns nothing if it is not canonical Base64: white space, missing or wrong padding, or bits
// that no encoder would set.
[[nodiscard]] std::optional<std::string> base64_decode(std::string_view text);

}  // namespace financescr::lambda
