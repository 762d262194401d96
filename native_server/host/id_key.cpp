#include "native_server/host/id_key.hpp"

#include <cstdlib>
#include <vector>

#include "native_server/host/files.hpp"

namespace financescr::host {

using canonical::Json;

Result<std::string> id_key_from_environment() {
  if (const char* path = std::getenv("FINANCESCR_ID_KEY_FILE")) {
    const auto file = read_file(path);
    if (!file) return tl::unexpected(file.error());
    std::string key(file->view);
    while (!key.empty() && (key.back() == '\n' || key.back() == '\r')) key.pop_back();
    if (key.empty()) return fail(ErrorCode::kInvalid, std::string(path) + ": holds no key");
    return key;
  }
  const char* value = std::getenv("FINANCESCR_ID_KEY");
  return std::string(value == nullptr ? "" : value);
}

void hash_id_number(Json& request, std::string_view member, const pack::IdHashScheme& scheme,
                    std::string_view key) {
  const Json* subject = request.find(member);
  const Json* number = subject == nullptr ? nullptr : subject->find("id_number");
  if (number == nullptr) return;
  const std::string* text = number->if_string();
  if (text == nullptr && !number->is_null()) return;
  std::vector<Json::Member> members;
  for (const auto& [name, value] : *subject->if_object()) {
    if (name != "id_number") members.emplace_back(name, value);
  }
  Json replaced = Json::object(std::move(members));
  if (text != nullptr && !text->empty()) {
    if (auto hash = pack::hash_id_number(scheme, key, *text)) {
      replaced.set("id_hash", std::move(*hash));
    } else {
      replaced.set("id_key_missing", true);
    }
  }
  request.set(member, std::move(replaced));
}

}  // namespace financescr::host
