#include "engine/pack/id_hash.hpp"

#include <algorithm>
#include <utility>

#include "engine/canonical/fields.hpp"
#include "engine/canonical/sha256.hpp"
#include "engine/core/limits.hpp"
#include "engine/pack/id_number.hpp"

namespace financescr::pack {

using canonical::Json;

IdHashScheme IdHashScheme::read(const Json& json, const std::string& pointer, Errors& errors) {
  IdHashScheme scheme;
  canonical::Fields fields(json, pointer, errors);
  const auto kind = fields.required_choice("scheme", {"sha256-salt", "hmac-sha256"});
  if (kind == 0) {
    scheme.kind = Kind::kSaltedSha256;
    scheme.salt = fields.required_text("salt", limits::kMaxIdBytes);
  } else {
    scheme.kind = Kind::kHmacSha256;
    scheme.salt.clear();
    scheme.key_id = fields.required_text("key_id", limits::kMaxIdBytes);
  }
  scheme.normalisation =
      static_cast<int>(fields.integer("normalisation", kFirstNormalisation, kLatestNormalisation)
                           .value_or(kFirstNormalisation));
  fields.reject_unknown();
  return scheme;
}

Json IdHashScheme::to_json() const {
  Json json = kind == Kind::kSaltedSha256
                  ? Json::object({{"scheme", "sha256-salt"}, {"salt", salt}})
                  : Json::object({{"scheme", "hmac-sha256"}, {"key_id", key_id}});
  if (normalisation != kFirstNormalisation) {
    json.set("normalisation", std::int64_t{normalisation});
  }
  return json;
}

std::string first_normalisation(std::string_view id_number) {
  std::string out;
  for (const char c : id_number) {
    if (c == ' ' || c == '-' || c == '.' || c == '/' || c == '\t') continue;
    out += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  }
  return out;
}

std::string salted_sha256(std::string_view salt, std::string_view value) {
  std::string message(salt);
  message += ':';
  message += value;
  return "sha256:" + canonical::hex(canonical::sha256(message));
}

Result<std::string> hash_id_number(const IdHashScheme& scheme, std::string_view key,
                                   std::string_view number) {
  if (scheme.kind == IdHashScheme::Kind::kSaltedSha256) {
    return salted_sha256(scheme.salt, number);
  }
  if (key.empty()) {
    return fail(ErrorCode::kUnsupported, "identity numbers of this pack are hashed with key \"" +
                                             scheme.key_id + "\", which is not at hand");
  }
  return "hmac-sha256:" + scheme.key_id + ":" + canonical::hex(canonical::hmac_sha256(key, number));
}

Result<std::vector<std::string>> hash_id_field(const IdHashScheme& scheme, std::string_view key,
                                               std::string_view field) {
  std::vector<std::string> numbers = read_id_numbers(field);
  if (!numbers.empty() && scheme.normalisation == IdHashScheme::kFirstNormalisation) {
    std::string first = first_normalisation(field);
    if (std::find(numbers.begin(), numbers.end(), first) == numbers.end()) {
      numbers.push_back(std::move(first));
    }
  }
  std::vector<std::string> hashes;
  for (const std::string& number : numbers) {
    auto hash = hash_id_number(scheme, key, number);
    if (!hash) return tl::unexpected(hash.error());
    hashes.push_back(std::move(*hash));
  }
  return hashes;
}

void replace_id_number(canonical::Json& request, std::string_view member,
                       const IdHashScheme& scheme, std::string_view key) {
  const canonical::Json* subject = request.find(member);
  const canonical::Json* number = subject == nullptr ? nullptr : subject->find("id_number");
  if (number == nullptr) return;
  const std::string* text = number->if_string();
  if (text == nullptr && !number->is_null()) return;
  std::vector<canonical::Json::Member> members;
  for (const auto& [name, value] : *subject->if_object()) {
    if (name != "id_number") members.emplace_back(name, value);
  }
  canonical::Json replaced = canonical::Json::object(std::move(members));
  if (text != nullptr) {
    auto hashes = hash_id_field(scheme, key, *text);
    if (!hashes) {
      replaced.set("id_key_missing", true);
    } else if (hashes->size() == 1) {
      replaced.set("id_hash", std::move(hashes->front()));
    } else if (!hashes->empty()) {
      canonical::Json::Array array;
      for (std::string& hash : *hashes) array.emplace_back(std::move(hash));
      replaced.set("id_hashes", canonical::Json(std::move(array)));
    }
  }
  request.set(member, std::move(replaced));
}

}  // namespace financescr::pack
