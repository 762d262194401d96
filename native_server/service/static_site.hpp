// A folder of web pages, read whole at the start and served from memory below one path: the console
// that was exported beside the server. Every answer shares the one copy.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "engine/core/result.hpp"
#include "functions/http/pages.hpp"

namespace financescr::service {

class StaticSite final : public http::Pages {
 public:
  static constexpr std::string_view kRoot = "/app";

  // Links, and files and folders whose name begins with a dot, are passed over.
  // Errors: no such folder, no index.html in it, a file that cannot be read, more bytes than
  // kMaxSiteBytes.
  [[nodiscard]] static Result<StaticSite> open(const std::string& folder);

  // "/app" and what is below, and "/", which leads there.
  [[nodiscard]] bool owns(std::string_view path) const override;
  // A fitting If-None-Match is a 304, a missing page a problem document.
  [[nodiscard]] http::Response answer(const http::RequestHead& head) const override;

 private:
  struct File {
    std::shared_ptr<const std::string> bytes;
    std::string media_type;
    std::string entity_tag;
  };
  std::map<std::string, File, std::less<>> files_;  // by the path below the root
};

}  // namespace financescr::service
