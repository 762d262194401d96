// Keys of programs.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "engine/core/timestamp.hpp"
#include "functions/ports/query.hpp"
#include "functions/ports/records/binding.hpp"

namespace financescr::ports {

struct ApiKeyRecord {
  std::string key_id;
  Timestamp created_at;
  std::string name;
  std::string owner;  // principal that made it
  std::string role;
  std::string scopes;    // route groups, comma-separated; empty: all that the role may
  std::string key_hash;  // SHA-256 in hexadecimal
  std::optional<Timestamp> expires_at;
  std::optional<Timestamp> revoked_at;
  std::int64_t version = 1;
  Binding binding = {};
};

template <>
const Table<ApiKeyRecord>& table_of();

// In order of creation.
[[nodiscard]] QueryOf<ApiKeyRecord> api_keys_query();

}  // namespace financescr::ports
