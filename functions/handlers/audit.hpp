// /audit: the log of what was decided and done, its verification and the proof of a single row.
#pragma once

#include "functions/call.hpp"

namespace financescr::handlers {

// Newest first, by event, actor, request_id, decision_id and case_id.
[[nodiscard]] http::Response audit_log(Call& call);
// Verifies a part of the log and says where the next part begins, so that no request takes long.
[[nodiscard]] http::Response verify_audit(Call& call);
// 409 while no signed head covers the row.
[[nodiscard]] http::Response audit_proof(Call& call);

}  // namespace financescr::handlers
