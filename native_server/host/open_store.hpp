// The store that a URL names.
#pragma once

#include <memory>
#include <string>

#include "engine/core/result.hpp"
#include "functions/ports/store.hpp"

namespace financescr::host {

// "memory": nothing outlives the process. `instance` names the audit chain.
// Errors: kInvalid for a URL of no kind that is known.
[[nodiscard]] Result<std::unique_ptr<ports::Store>> open_store(const std::string& url,
                                                               const std::string& instance);

}  // namespace financescr::host
