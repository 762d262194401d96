#include "native_server/pack_files/id_key.hpp"

#include <cstdlib>

#include "native_server/files/files.hpp"

namespace financescr::pack_files {

Result<std::string> id_key_from_environment() {
  if (const char* path = std::getenv("FINANCESCR_ID_KEY_FILE")) {
    const auto file = files::read_file(path);
    if (!file) return tl::unexpected(file.error());
    std::string key(file->view);
    while (!key.empty() && (key.back() == '\n' || key.back() == '\r')) key.pop_back();
    if (key.empty()) return fail(ErrorCode::kInvalid, std::string(path) + ": holds no key");
    return key;
  }
  const char* value = std::getenv("FINANCESCR_ID_KEY");
  return std::string(value == nullptr ? "" : value);
}

}  // namespace financescr::pack_files
