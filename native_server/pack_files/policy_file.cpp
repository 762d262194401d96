#include "native_server/pack_files/policy_file.hpp"

#include <algorithm>

#include "engine/canonical/pretty.hpp"
#include "engine/pack/domain_spec.hpp"
#include "native_server/files/files.hpp"
#include "native_server/pack_files/pack_loader.hpp"

namespace financescr::pack_files {

using canonical::Json;

Result<pack::Manifest> current_manifest(const pack::DomainSource& source) {
  const auto* file = source.find("manifest.json");
  if (file == nullptr) return pack::Manifest{};
  const auto json = canonical::parse(file->bytes);
  if (!json) return tl::unexpected(json.error());
  Errors faults;
  auto manifest = pack::Manifest::read(*json, faults);
  if (!faults.empty()) return tl::unexpected(faults.front());
  return manifest;
}

Result<std::vector<std::string>> change_policy(const std::string& path, Domain domain,
                                               const Json& whole,
                                               const std::vector<Json::Member>& members) {
  if (!files::is_folder(path)) {
    return fail(ErrorCode::kUnsupported,
                path + ": is no folder; a policy is changed in the folder a .fpk was built from");
  }
  const auto folder = find_pack_folder(path);
  if (!folder) return tl::unexpected(folder.error());
  const auto found = std::find_if(folder->domains.begin(), folder->domains.end(),
                                  [domain](const auto& each) { return each.domain == domain; });
  if (found == folder->domains.end()) {
    return fail(ErrorCode::kInvalid,
                path + ": holds no " + std::string(pack::spec_of(domain).folder) + " domain");
  }
  const std::string& where =
      folder->paths[static_cast<std::size_t>(found - folder->domains.begin())];
  pack::DomainSource source = *found;
  Json policy = whole;
  const auto* file = source.find("policy.json");
  if (file != nullptr) {
    auto json = canonical::parse(file->bytes);
    if (!json) return tl::unexpected(json.error());
    policy = std::move(*json);
  }
  for (const auto& [key, value] : members) policy.set(key, value);
  const std::string text = canonical::pretty(policy);
  std::vector<std::string> written{where + "/policy.json"};
  if (auto result = files::write_file(written.back(), text); !result) {
    return tl::unexpected(result.error());
  }
  if (source.find("manifest.json") == nullptr) return written;
  const auto manifest = current_manifest(source);
  if (!manifest) return tl::unexpected(manifest.error());
  std::erase_if(source.files, [](const auto& each) { return each.name == "policy.json"; });
  source.files.push_back({"policy.json", text});
  written.push_back(where + "/manifest.json");
  const Json updated = pack::make_manifest(source, *manifest).to_json();
  if (auto result = files::write_file(written.back(), canonical::pretty(updated)); !result) {
    return tl::unexpected(result.error());
  }
  return written;
}

}  // namespace financescr::pack_files
