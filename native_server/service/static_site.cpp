#include "native_server/service/static_site.hpp"

#include <filesystem>
#include <system_error>
#include <utility>

#include "engine/canonical/content_hash.hpp"
#include "functions/http/problem.hpp"
#include "functions/http/text.hpp"
#include "native_server/files/files.hpp"

namespace financescr::service {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxSiteBytes = std::size_t{256} << 20U;

// Everything comes from this server; the engine is WebAssembly.
constexpr const char* kPagePolicy =
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; object-src 'none'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

std::string media_type_of(const fs::path& path) {
  static constexpr std::pair<std::string_view, std::string_view> kTypes[] = {
      {".html", "text/html; charset=utf-8"},
      {".js", "text/javascript; charset=utf-8"},
      {".css", "text/css; charset=utf-8"},
      {".json", "application/json"},
      {".webmanifest", "application/manifest+json"},
      {".wasm", "application/wasm"},
      {".svg", "image/svg+xml"},
      {".png", "image/png"},
      {".woff2", "font/woff2"},
  };
  for (const auto& [ending, type] : kTypes) {
    if (path.extension() == ending) return std::string(type);
  }
  return "application/octet-stream";
}

// Files that carry a hash in their name never change.
bool is_immutable(std::string_view name) { return name.starts_with("assets/"); }

http::Response redirect_to_root() {
  http::Response response;
  response.status = 308;
  response.headers.set("Location", std::string(StaticSite::kRoot) + "/");
  return response;
}

}  // namespace

Result<StaticSite> StaticSite::open(const std::string& folder) {
  StaticSite site;
  std::size_t total = 0;
  std::error_code error;
  for (fs::recursive_directory_iterator place(folder, error), end; !error && place != end;
       place.increment(error)) {
    const fs::path& path = place->path();
    const bool is_hidden = path.filename().string().starts_with('.');
    const fs::file_status status = place->symlink_status(error);
    if (error) break;
    if (is_hidden && fs::is_directory(status)) place.disable_recursion_pending();
    if (is_hidden || !fs::is_regular_file(status)) continue;
    const auto bytes = files::read_file(path.string());
    if (!bytes) return tl::unexpected(bytes.error());
    total += bytes->view.size();
    if (total > kMaxSiteBytes) {
      return fail(ErrorCode::kTooLarge,
                  folder + ": a site may have at most " + std::to_string(kMaxSiteBytes) + " bytes");
    }
    const std::string tag =
        canonical::content_hash(bytes->view).to_string().substr(std::string("xxh3-128:").size());
    site.files_.emplace(path.lexically_relative(folder).generic_string(),
                        File{std::make_shared<const std::string>(bytes->view), media_type_of(path),
                             '"' + tag + '"'});
  }
  if (error) return fail(ErrorCode::kNotFound, folder + ": " + error.message());
  if (!site.files_.contains("index.html")) {
    return fail(ErrorCode::kNotFound, folder + ": there is no index.html in it");
  }
  return site;
}

bool StaticSite::owns(std::string_view path) const {
  return path == "/" ||
         (path.starts_with(kRoot) && (path.size() == kRoot.size() || path[kRoot.size()] == '/'));
}

http::Response StaticSite::answer(const http::RequestHead& head) const {
  if (head.path.size() <= kRoot.size()) return redirect_to_root();
  const auto decoded = http::percent_decode(std::string_view(head.path).substr(kRoot.size() + 1));
  const std::string name = decoded && !decoded->empty() ? *decoded : "index.html";
  const auto found = files_.find(name);
  if (!decoded || found == files_.end()) {
    return http::to_response(http::not_found("There is no such page"), "");
  }
  const File& file = found->second;
  http::Response response;
  response.headers.set("ETag", file.entity_tag);
  response.headers.set("Cache-Control",
                       is_immutable(name) ? "public, max-age=31536000, immutable" : "no-cache");
  response.headers.set("Content-Security-Policy", kPagePolicy);
  const auto seen = head.headers.joined("if-none-match");
  if (seen && seen->find(file.entity_tag) != std::string::npos) {
    response.status = 304;
    return response;
  }
  response.headers.set("Content-Type", file.media_type);
  response.shared = {file.bytes, *file.bytes};
  return response;
}

}  // namespace financescr::service
