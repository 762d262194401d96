#include "functions/auth/authenticate.hpp"

namespace financescr::auth {

tl::expected<Principal, Denial> authenticate(const http::Request& request, Context& context) {
  const auto given = request.headers.find("authorization");
  if (!given && context.settings.demo) {
    return Principal{"anonymous", "Anonymous analyst", Role::kAnalyst, ""};
  }
  return tl::unexpected(Denial{401, "Give a token: Authorization: Bearer TOKEN"});
}

}  // namespace financescr::auth
