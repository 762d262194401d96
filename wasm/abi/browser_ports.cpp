#include "wasm/abi/browser_ports.hpp"

#include <array>
#include <cstdio>

namespace financescr::browser {

using canonical::Json;

void WarningLog::write(ports::LogLevel level, std::string_view event,
                       std::vector<Json::Member> fields) {
  if (level == ports::LogLevel::kInfo) return;
  Json line = Json::object(std::move(fields));
  line.set("event", event);
  std::fputs((canonical::write(line) + "\n").c_str(), stderr);
}

PassingSecrets::PassingSecrets(ports::Entropy& entropy) {
  std::array<std::uint8_t, 32> key{};
  entropy.fill(key);
  token_key_.assign(key.begin(), key.end());
}

tl::expected<std::shared_ptr<const ports::LoadedPack>, Errors> SinglePackLibrary::open(
    const std::string& pack_id) {
  if (pack_id == pack_->pack_id) return pack_;
  return tl::unexpected(
      Errors{{ErrorCode::kNotFound, "This host holds one pack, \"" + pack_->pack_id + "\"", ""}});
}

}  // namespace financescr::browser
