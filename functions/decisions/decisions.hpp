// GET /decisions, GET /decisions/{id} and POST /replay: what was decided, and the same decision
// made again; and the proof that it stands in the audit log. Whoever is shown a decision leaves a
// row in that log.
#pragma once

#include "functions/call/call.hpp"

namespace financescr::decisions {

// Newest first, {"items","next_cursor"}; without bundles.
[[nodiscard]] http::Response decisions(Call& call);
[[nodiscard]] http::Response decision(Call& call);
// With the salt of its bundle's digest. 410 once erased; else as the proof of an audit row.
[[nodiscard]] http::Response decision_proof(Call& call);
[[nodiscard]] http::Response replay(Call& call);

}  // namespace financescr::decisions
