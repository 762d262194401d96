// The routes of this folder's resources.
#pragma once

#include <span>

#include "functions/call/route.hpp"

namespace financescr::decisions {

[[nodiscard]] std::span<const Route> routes();

}  // namespace financescr::decisions
