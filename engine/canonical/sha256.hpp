// SHA-256 (FIPS 180-4) and HMAC-SHA-256 (RFC 2104): the audit chain and the hashing of identifiers.
// Content is identified by XXH3 instead (content_hash.hpp).
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace financescr::canonical {

using Sha256Digest = std::array<std::uint8_t, 32>;

[[nodiscard]] Sha256Digest sha256(std::string_view message);

[[nodiscard]] Sha256Digest hmac_sha256(std::string_view key, std::string_view message);

// Two lower-case hexadecimal digits per byte.
[[nodiscard]] std::string hex(std::span<const std::uint8_t> bytes);

}  // namespace financescr::canonical
