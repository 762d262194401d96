// The routes of this folder's resources.
#pragma once

#include <span>
#include <string_view>

#include "functions/call/route.hpp"

namespace financescr::service {

// Whether the server is alive: answered before all else.
inline constexpr std::string_view kLivenessPath = "/healthz";

[[nodiscard]] std::span<const Route> routes();

}  // namespace financescr::service
