// A folder of web pages, read whole at the start and served from memory below one path: the console
// that was exported beside the server.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "engine/core/result.hpp"
#include "functions/http/message.hpp"

namespace financescr::host {

class StaticSite {
 public:
  static constexpr std::string_view kRoot = "/app";

  // Errors: no such folder, no index.html in it, a file that cannot be read, more bytes than
  // kMaxSiteBytes.
  [[nodiscard]] static Result<StaticSite> open(const std::string& folder);

  // Whether the path is the site's to answer: "/app" and what is below.
  [[nodiscard]] static bool owns(std::string_view path);

  // GET and HEAD; a fitting If-None-Match is a 304, a missing page a problem document.
  // Requires: owns(request.path).
  [[nodiscard]] http::Response answer(const http::Request& request) const;

 private:
  struct File {
    std::string bytes;
    std::string media_type;
    std::string entity_tag;
  };
  std::map<std::string, File, std::less<>> files_;  // by the path below the root
};

}  // namespace financescr::host
