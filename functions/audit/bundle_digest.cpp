#include "functions/audit/bundle_digest.hpp"

#include "engine/canonical/sha256.hpp"

namespace financescr::audit {

std::string bundle_digest(std::string_view salt, std::string_view bundle) {
  std::string bytes;
  bytes.reserve(salt.size() + bundle.size());
  bytes.append(salt).append(bundle);
  return canonical::hex(canonical::sha256(bytes));
}

}  // namespace financescr::audit
