// GET /decisions/{id} and POST /replay: what was decided, and the same decision made again; and the
// proof that it stands in the audit log.
#pragma once

#include "functions/call.hpp"

namespace financescr::handlers {

[[nodiscard]] http::Response decision(Call& call);
// With the salt of its bundle's digest. 410 once erased; else as the proof of an audit row.
[[nodiscard]] http::Response decision_proof(Call& call);
[[nodiscard]] http::Response replay(Call& call);

}  // namespace financescr::handlers
