// What operators and orchestrators ask: is it alive, can it serve, what is loaded, how is it doing.
#pragma once

#include "functions/call/call.hpp"

namespace financescr::service {

// The reference's /health with what is truly loaded: versions and hashes of packs, policies,
// models.
[[nodiscard]] http::Response health(Call& call);
// The process answers; nothing else is asked.
[[nodiscard]] http::Response liveness(Call& call);
// 503 unless the store answers and the engine computes as it should.
[[nodiscard]] http::Response readiness(Call& call);
[[nodiscard]] http::Response version(Call& call);
[[nodiscard]] http::Response metrics(Call& call);

}  // namespace financescr::service
