#include "engine/pack/manifest.hpp"

#include "engine/canonical/fields.hpp"

namespace financescr::pack {

using canonical::ContentHash;
using canonical::Json;

Manifest Manifest::read(const Json& json, Errors& errors) {
  Manifest manifest;
  canonical::Fields fields(json, "", errors);
  if (fields.required_choice("format", {"financescr-pack/1"}) != 0) return manifest;
  manifest.as_of = fields.date("as_of");
  if (const Json* scheme = fields.find("id_hash")) {
    manifest.id_hash = IdHashScheme::read(*scheme, "/id_hash", errors);
  }
  if (const Json* files = fields.find("files")) {
    canonical::Fields entries(*files, "/files", errors);
    if (const auto* object = files->if_object()) {
      for (const auto& [name, value] : *object) {
        const auto* text = value.if_string();
        const auto hash = text != nullptr ? ContentHash::parse(*text) : std::nullopt;
        if (hash) {
          manifest.files.emplace_back(name, *hash);
        } else {
          entries.reject(name, ErrorCode::kInvalid, "must be a content hash, xxh3-128:<32 hex>");
        }
      }
    }
  }
  manifest.synthetic = fields.boolean("synthetic").value_or(false);
  fields.reject_unknown();
  return manifest;
}

Json Manifest::to_json() const {
  std::vector<Json::Member> entries;
  for (const auto& [name, hash] : files) entries.emplace_back(name, hash.to_string());
  Json json = Json::object({
      {"format", "financescr-pack/1"},
      {"as_of", as_of ? Json(as_of->to_string()) : Json()},
      {"id_hash", id_hash.to_json()},
      {"files", Json::object(std::move(entries))},
  });
  if (synthetic) json.set("synthetic", true);
  return json;
}

}  // namespace financescr::pack
