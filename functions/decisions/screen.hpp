// POST /screen and /screen/batch: screening decisions that are stored before they are answered.
#pragma once

#include "functions/call/call.hpp"

namespace financescr::decisions {

[[nodiscard]] http::Response screen(Call& call);
// JSON lines in, JSON lines out, in order; a bad line is answered by an error object.
[[nodiscard]] http::Response screen_batch(Call& call);

}  // namespace financescr::decisions
