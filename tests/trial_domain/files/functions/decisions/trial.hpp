// POST /trial: trial decisions, stored before they are answered, with a record of what was asked
// and a job that counts these records.
#pragma once

#include <string_view>

#include "functions/call/call.hpp"

namespace financescr::decisions {

inline constexpr std::string_view kCountTrials = "count_trials";

[[nodiscard]] http::Response trial(Call& call);

}  // namespace financescr::decisions
