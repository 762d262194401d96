#include "functions/http/entity_tag.hpp"

#include "functions/http/text.hpp"

namespace financescr::http {

std::string etag_of(std::int64_t version) { return "\"" + std::to_string(version) + "\""; }

bool names_version(std::string_view tags, std::int64_t version, bool weak) {
  const std::string wanted = etag_of(version);
  while (!tags.empty()) {
    const std::size_t comma = std::min(tags.find(','), tags.size());
    std::string_view tag = trim(tags.substr(0, comma));
    tags.remove_prefix(std::min(comma + 1, tags.size()));
    if (weak && tag.starts_with("W/")) tag.remove_prefix(2);
    if (tag == wanted || (weak && tag == "*")) return true;
  }
  return false;
}

}  // namespace financescr::http
