// Who may call from a browser: CORS for the configured origins, and the guard of a demonstration
// without tokens against other web sites and DNS rebinding.
#pragma once

#include "functions/call/context.hpp"
#include "functions/http/message.hpp"

namespace financescr {

// Whether Host, and Origin where there is one, are this machine's loopback names.
[[nodiscard]] bool is_from_this_machine(const http::RequestHead& request);

// Adds Access-Control-* for an allowed Origin; `allowed_methods` only on a preflight.
void add_cors(const http::RequestHead& request, const Settings& settings,
              std::string_view allowed_methods, http::Response& response);

}  // namespace financescr
