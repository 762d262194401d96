// What binds an audit row to a decision's bundle without telling anything about it.
#pragma once

#include <string>
#include <string_view>

namespace financescr::audit {

// SHA-256 of the salt's text and the bundle's bytes, in hexadecimal. The salt is stored with the
// bundle and erased with it; without it nobody can try inputs against the digest.
[[nodiscard]] std::string bundle_digest(std::string_view salt, std::string_view bundle);

}  // namespace financescr::audit
