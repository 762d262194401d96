// A decision's bundle against its audit proof, as far as no signature is needed.
#pragma once

#include "engine/canonical/json.hpp"
#include "engine/core/result.hpp"

namespace financescr::browser {

// {"bundle","salt","proof":{"chain","seq","previous_hash","rows","head"}} to
// {"chain": whether the rows lead to the head's hash, "digest": whether the row's digest is that of
// the bundle with its salt, "row_decision_id": what the row is about or null, "chain_name", "seq",
// "head_text": what the head's signature is over, "signature", "key"}.
// Errors: what is missing or of another type.
[[nodiscard]] tl::expected<canonical::Json, Errors> check_proof(const canonical::Json& request);

}  // namespace financescr::browser
