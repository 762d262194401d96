// The only entry of functions: one request to one response.
#pragma once

#include "functions/context.hpp"
#include "functions/http/message.hpp"

namespace financescr {

// Routes, authenticates, limits, decides, stores, answers. Never throws; a fault of ours is a 500
// problem document that says nothing of the inside. Returns after everything that the answer
// claims is durable.
[[nodiscard]] http::Response handle(const http::Request& request, Context& context);

}  // namespace financescr
