#include "engine/pack/id_hash.hpp"

#include "engine/canonical/fields.hpp"
#include "engine/canonical/sha256.hpp"
#include "engine/core/limits.hpp"

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
  fields.reject_unknown();
  return scheme;
}

Json IdHashScheme::to_json() const {
  if (kind == Kind::kSaltedSha256) {
    return Json::object({{"scheme", "sha256-salt"}, {"salt", salt}});
  }
  return Json::object({{"scheme", "hmac-sha256"}, {"key_id", key_id}});
}

std::string normalise_id_number(std::string_view id_number) {
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
                                   std::string_view id_number) {
  const std::string value = normalise_id_number(id_number);
  if (scheme.kind == IdHashScheme::Kind::kSaltedSha256) {
    return salted_sha256(scheme.salt, value);
  }
  if (key.empty()) {
    return fail(ErrorCode::kUnsupported, "identity numbers of this pack are hashed with key \"" +
                                             scheme.key_id + "\", which is not at hand");
  }
  return "hmac-sha256:" + scheme.key_id + ":" + canonical::hex(canonical::hmac_sha256(key, value));
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
  if (text != nullptr && !text->empty()) {
    if (auto hash = hash_id_number(scheme, key, *text)) {
      replaced.set("id_hash", std::move(*hash));
    } else {
      replaced.set("id_key_missing", true);
    }
  }
  request.set(member, std::move(replaced));
}

}  // namespace financescr::pack
