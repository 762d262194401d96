// What differs between two policies, for the people who approve one.
#pragma once

#include <string>
#include <vector>

#include "engine/monitoring/policy.hpp"

namespace financescr::monitoring {

// A sentence for each difference: "Rule structuring: severity is 0.6 and was 0.7." Empty: none.
[[nodiscard]] std::vector<std::string> policy_changes(const Policy& before, const Policy& after);

}  // namespace financescr::monitoring
