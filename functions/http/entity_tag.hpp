// Entity tags (RFC 9110, 8.8.3): which version of a record somebody has seen.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace financescr::http {

// The entity tag of a version: the number in quotes.
[[nodiscard]] std::string etag_of(std::int64_t version);

// Whether a list of entity tags names the version. Weak tags and "*" count only where `weak` is
// enough (If-None-Match): who changes a case says which version was seen.
[[nodiscard]] bool names_version(std::string_view tags, std::int64_t version, bool weak);

}  // namespace financescr::http
