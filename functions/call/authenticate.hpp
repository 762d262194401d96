// authenticate: from a request's credentials to a principal.
#pragma once

#include <string>

#include <tl/expected.hpp>

#include "functions/auth/principal.hpp"
#include "functions/call/context.hpp"
#include "functions/http/message.hpp"

namespace financescr {

// Why nobody is let in, for the client: a 401, or a 503 while the store cannot be asked.
struct Denial {
  int status = 401;
  std::string detail;
};

// "Authorization: Bearer TOKEN", an access token or an API key. In a demonstration a request
// without the header is an anonymous analyst's. The store is asked every time and nothing is
// remembered: who is deactivated, or loses a role, loses it with his next request.
[[nodiscard]] tl::expected<auth::Principal, Denial> authenticate(const http::RequestHead& request,
                                                                 Context& context);

}  // namespace financescr
