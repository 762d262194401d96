// Cases: what a person must look at, and the steps of the review (case_workflow.hpp).
//
// A step is one transaction: the case, its event, a row of the audit log. Every step names the
// version it was decided on (If-Match): absent 428, no longer the stored one 412. A step that the
// case's status refuses is 409 and names those it allows; one that this person may not take is 403.
#pragma once

#include "functions/call/call.hpp"

namespace financescr::cases {

// GET /cases: newest first, {"items","next_cursor"}. A page with cases on it is audited.
[[nodiscard]] http::Response cases(Call& call);
// GET /cases/{case_id}: the case with its history. The look at it is audited.
[[nodiscard]] http::Response case_detail(Call& call);

[[nodiscard]] http::Response assign_case(Call& call);    // {"assignee"?}, "me" by default
[[nodiscard]] http::Response comment_case(Call& call);   // {"text"}
[[nodiscard]] http::Response decide_case(Call& call);    // {"disposition","reason"}
[[nodiscard]] http::Response approve_case(Call& call);   // {"reason"?}
[[nodiscard]] http::Response reject_case(Call& call);    // {"reason"}
[[nodiscard]] http::Response escalate_case(Call& call);  // {"reason"}
[[nodiscard]] http::Response close_case(Call& call);     // {"reason"?}
[[nodiscard]] http::Response reopen_case(Call& call);    // {"reason"}

}  // namespace financescr::cases
