// What clients see of a case.
#pragma once

#include <string>
#include <vector>

#include "engine/canonical/json.hpp"
#include "functions/handlers/case_workflow.hpp"
#include "functions/http/message.hpp"
#include "functions/ports/records.hpp"

namespace financescr::handlers {

// The item of a listing, and "case" of a single one.
[[nodiscard]] canonical::Json case_json(const ports::CaseRecord& record, Timestamp now);

[[nodiscard]] canonical::Json event_json(const ports::CaseEventRecord& event);

// An audit row in the reference's form: {"ts","event","request_id","actor","payload"}, its payload
// being the row's details with a "summary" for people.
[[nodiscard]] canonical::Json audit_event_json(const ports::AuditRow& row);

[[nodiscard]] canonical::Json action_names(const std::vector<CaseAction>& actions);

// The entity tag of a version: the number in quotes.
[[nodiscard]] std::string etag_of(std::int64_t version);

// Whether a list of entity tags names the version. Weak tags and "*" count only where `weak` is
// enough (If-None-Match): who changes a case says which version was seen.
[[nodiscard]] bool names_version(std::string_view tags, std::int64_t version, bool weak);

}  // namespace financescr::handlers
