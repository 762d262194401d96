#include "functions/auth/api_key.hpp"

#include "engine/canonical/sha256.hpp"
#include "functions/auth/principal.hpp"
#include "functions/http/signing.hpp"
#include "functions/ports/ids.hpp"

namespace financescr::auth {
namespace {

constexpr std::size_t kIdDigits = 32;
constexpr std::size_t kSecretBytes = 32;

bool is_lower_hex(std::string_view text) {
  return text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

std::string hash_of(std::string_view secret) { return canonical::hex(canonical::sha256(secret)); }

}  // namespace

std::optional<ApiKeyText> read_api_key(std::string_view text) {
  constexpr std::size_t kLength = kApiKeyPrefix.size() + kIdDigits + 1 + 2 * kSecretBytes;
  if (text.size() != kLength || !text.starts_with(kApiKeyPrefix)) return std::nullopt;
  text.remove_prefix(kApiKeyPrefix.size());
  const std::string_view id = text.substr(0, kIdDigits);
  const std::string_view secret = text.substr(kIdDigits + 1);
  if (text[kIdDigits] != '_' || !is_lower_hex(id) || !is_lower_hex(secret)) return std::nullopt;
  auto key_id = parse_uuid(id);
  if (!key_id) return std::nullopt;
  return ApiKeyText{std::move(*key_id), hash_of(secret)};
}

std::string make_api_key(ports::ApiKeyRecord& record, ports::Entropy& entropy) {
  const std::string secret = random_hex(entropy, kSecretBytes);
  record.key_hash = hash_of(secret);
  std::string text(kApiKeyPrefix);
  for (const char c : record.key_id) {
    if (c != '-') text.push_back(c);
  }
  return text + "_" + secret;
}

bool is_valid(const ports::ApiKeyRecord& record, const ApiKeyText& given, Timestamp now) {
  if (!http::equal_in_constant_time(record.key_hash, given.key_hash)) return false;
  return !record.revoked_at && (!record.expires_at || now < *record.expires_at);
}

ports::Stored<std::vector<ports::ApiKeyRecord>> keys_in_use(ports::Store& store,
                                                            std::string_view user_id) {
  auto keys = ports::list(store, ports::api_keys_query());
  if (!keys) return tl::unexpected(keys.error());
  const std::string owner = std::string(kUserPrefix) + std::string(user_id);
  std::erase_if(*keys, [&](const ports::ApiKeyRecord& record) {
    return record.revoked_at || record.owner != owner;
  });
  return *std::move(keys);
}

}  // namespace financescr::auth
