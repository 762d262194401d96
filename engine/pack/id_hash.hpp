// Identity numbers are hashed on arrival, by the scheme that a pack's manifest names, and are never
// stored. The engine itself only ever compares hashes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "engine/canonical/json.hpp"
#include "engine/core/result.hpp"

namespace financescr::pack {

struct IdHashScheme {
  enum class Kind : std::uint8_t {
    kSaltedSha256,  // the reference's: "sha256:" hex(sha256("<salt>:<value>")); can be guessed
    kHmacSha256,    // "hmac-sha256:<key_id>:" hex(hmac(key, value)); needs the key
  };
  Kind kind = Kind::kSaltedSha256;
  std::string salt = "financescr_v1_salt";
  std::string key_id;

  // {"scheme":"sha256-salt","salt":...} or {"scheme":"hmac-sha256","key_id":...}
  [[nodiscard]] static IdHashScheme read(const canonical::Json& json, const std::string& pointer,
                                         Errors& errors);
  [[nodiscard]] canonical::Json to_json() const;
};

// What is hashed: the number in upper case without spaces, hyphens, dots and slashes.
[[nodiscard]] std::string normalise_id_number(std::string_view id_number);

// "sha256:" and the hexadecimal SHA-256 of "<salt>:<value>": the reference's form. Its salt is
// public and its numbers are few, so anyone can reverse it by trying them all.
[[nodiscard]] std::string salted_sha256(std::string_view salt, std::string_view value);

// The hash of a raw number as it arrives.
// Errors: kUnsupported if the scheme wants a key and `key` is empty.
[[nodiscard]] Result<std::string> hash_id_number(const IdHashScheme& scheme, std::string_view key,
                                                 std::string_view id_number);

// Replaces "id_number" of the object at `member` of a request by "id_hash", or by
// "id_key_missing": true when the scheme's key is not at hand, so that the number goes no further.
// Leaves anything that is not a string for the engine to reject.
void replace_id_number(canonical::Json& request, std::string_view member,
                       const IdHashScheme& scheme, std::string_view key);

}  // namespace financescr::pack
