// POST /credit/apply: credit decisions that are stored before they are answered.
#pragma once

#include "functions/call.hpp"

namespace financescr::handlers {

[[nodiscard]] http::Response apply(Call& call);

}  // namespace financescr::handlers
