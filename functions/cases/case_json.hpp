// What clients see of a case.
#pragma once

#include <string>
#include <vector>

#include "engine/canonical/json.hpp"
#include "functions/cases/case_workflow.hpp"
#include "functions/http/message.hpp"
#include "functions/ports/records.hpp"

namespace financescr::cases {

// The item of a listing, and "case" of a single one.
[[nodiscard]] canonical::Json case_json(const ports::CaseRecord& record, Timestamp now);

[[nodiscard]] canonical::Json event_json(const ports::CaseEventRecord& event);

// An audit row in the reference's form: {"ts","event","request_id","actor","payload"}, its payload
// being the row's details with a "summary" for people.
[[nodiscard]] canonical::Json audit_event_json(const ports::AuditRow& row);

[[nodiscard]] canonical::Json action_names(const std::vector<CaseAction>& actions);

}  // namespace financescr::cases
