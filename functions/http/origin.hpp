// Who may call from a browser: CORS for the configured origins, and the guard of a demonstration
// without tokens against other web sites and DNS rebinding.
#pragma once

#include "functions/context.hpp"
#include "functions/http/message.hpp"

namespace financescr::http {

// Whether Host, and Origin where there is one, are this machine's loopback names.
[[nodiscard]] bool is_from_this_machine(const RequestHead& request);

// Adds Access-Control-* for an allowed Origin; `allowed_methods` only on a preflight.
void add_cors(const RequestHead& request, const Settings& settings,
              std::string_view allowed_methods, Response& response);

}  // namespace financescr::http
