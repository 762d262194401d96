// /audit: the log of what was decided and done, its verification and the proof of a single row.
#pragma once

#include "functions/audit/bound_rows.hpp"
#include "functions/call/call.hpp"

namespace financescr::audit {

// The audit log as far as it is verified, for the answer to one request.
[[nodiscard]] audit::BoundRows bound_rows(Context& context);

// Newest first, by event, actor, request_id, decision_id and case_id.
[[nodiscard]] http::Response audit_log(Call& call);
// Verifies a part of the log and says where the next part begins, so that no request takes long.
[[nodiscard]] http::Response verify_audit(Call& call);
// 409 while no signed head covers the row.
[[nodiscard]] http::Response audit_proof(Call& call);

// The proof of a row as the route answers it. Errors: 404 without the row, 409 while no head covers
// it or the next one is too far, 503 of the store.
[[nodiscard]] tl::expected<canonical::Json, http::Problem> prove_row(Context& context,
                                                                     std::string_view chain,
                                                                     std::int64_t seq);
// Whose signed heads count here: those of the settings, and this server's own.
[[nodiscard]] std::vector<std::string> trusted_keys(const Context& context);

}  // namespace financescr::audit
