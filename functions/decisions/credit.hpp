// POST /credit/apply: credit decisions that are stored before they are answered.
#pragma once

#include "functions/call/call.hpp"

namespace financescr::decisions {

[[nodiscard]] http::Response apply(Call& call);

}  // namespace financescr::decisions
