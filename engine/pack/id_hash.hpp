// Identity numbers are hashed on arrival, by the scheme that a pack's manifest names, and are never
// stored. The engine itself only ever compares hashes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

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
  // How the numbers were brought into one form before they were hashed: 2 as read_id_numbers()
  // does, 1 as packs without the member did (kFirstNormalisation).
  int normalisation = kFirstNormalisation;

  static constexpr int kFirstNormalisation = 1;
  static constexpr int kLatestNormalisation = 2;

  // {"scheme":"sha256-salt","salt":...} or {"scheme":"hmac-sha256","key_id":...}, each with
  // "normalisation"?: 1 or 2
  [[nodiscard]] static IdHashScheme read(const canonical::Json& json, const std::string& pointer,
                                         Errors& errors);
  [[nodiscard]] canonical::Json to_json() const;
};

// What normalisation 1 hashes: the whole field in upper case without spaces, hyphens, dots and
// slashes.
[[nodiscard]] std::string first_normalisation(std::string_view id_number);

// "sha256:" and the hexadecimal SHA-256 of "<salt>:<value>": the reference's form. Its salt is
// public and its numbers are few, so anyone can reverse it by trying them all.
[[nodiscard]] std::string salted_sha256(std::string_view salt, std::string_view value);

// The hash of a number that is in its one form.
// Errors: kUnsupported if the scheme wants a key and `key` is empty.
[[nodiscard]] Result<std::string> hash_id_number(const IdHashScheme& scheme, std::string_view key,
                                                 std::string_view number);

// The hashes of the numbers in a field as it arrives, each once; none if the field says that there
// is no number. Under normalisation 1 the hash of the whole field as that wrote it comes last, so
// that what a pack of before was hashed with is met.
// Errors: kUnsupported if there is a number, the scheme wants a key and `key` is empty.
[[nodiscard]] Result<std::vector<std::string>> hash_id_field(const IdHashScheme& scheme,
                                                             std::string_view key,
                                                             std::string_view field);

// Replaces "id_number" of the object at `member` of a request by "id_hash", "id_hashes" if there
// are several, or "id_key_missing": true when the scheme's key is not at hand, so that the number
// goes no further. A field that says that there is no number leaves nothing.
// Leaves anything that is not a string for the engine to reject.
void replace_id_number(canonical::Json& request, std::string_view member,
                       const IdHashScheme& scheme, std::string_view key);

}  // namespace financescr::pack
