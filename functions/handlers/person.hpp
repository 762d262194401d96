// Who acts, when it matters that two acts come from two people.
#pragma once

#include <string>

#include "functions/call.hpp"

namespace financescr::handlers {

// The person behind a request: the principal, or for an API key whoever made the key. So nobody
// approves by key what the same person proposed by password.
[[nodiscard]] ports::Stored<std::string> person_behind(const Call& call);

}  // namespace financescr::handlers
