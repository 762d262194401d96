// API keys: how programs authenticate. A key is "fsk_ID_SECRET": 32 hexadecimal digits that name
// the record and 64 of a random secret, of which only the SHA-256 is stored.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "functions/ports/entropy.hpp"
#include "functions/ports/store.hpp"

namespace financescr::auth {

inline constexpr std::string_view kApiKeyPrefix = "fsk_";

struct ApiKeyText {
  std::string key_id;    // UUID
  std::string key_hash;  // of the secret, as it is stored
};

// Nothing if the text has not the form of a key.
[[nodiscard]] std::optional<ApiKeyText> read_api_key(std::string_view text);

// Makes a secret, puts its hash into the record and returns the key's text, which is shown once.
[[nodiscard]] std::string make_api_key(ports::ApiKeyRecord& record, ports::Entropy& entropy);

// Whether the secret is the record's and the record is neither revoked nor expired.
[[nodiscard]] bool is_valid(const ports::ApiKeyRecord& record, const ApiKeyText& given,
                            Timestamp now);

// The keys of a user that are not revoked.
[[nodiscard]] ports::Stored<std::vector<ports::ApiKeyRecord>> keys_in_use(ports::Store& store,
                                                                          std::string_view user_id);

}  // namespace financescr::auth
