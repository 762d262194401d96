// GET /decisions/{id} and POST /replay: what was decided, and the same decision made again.
#pragma once

#include "functions/call.hpp"

namespace financescr::handlers {

[[nodiscard]] http::Response decision(Call& call);
[[nodiscard]] http::Response replay(Call& call);

}  // namespace financescr::handlers
