// A monitoring policy that somebody names: a built-in one, or a file.
#pragma once

#include <optional>
#include <string>

#include "engine/monitoring/policy.hpp"

namespace financescr::commands {

// Prints every fault to standard error. Returns nothing if there was one.
[[nodiscard]] std::optional<monitoring::Policy> load_policy(const std::string& name_or_path);

}  // namespace financescr::commands
