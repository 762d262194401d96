// Rows of the audit log that say who saw whose data. They go into a transaction that is committed
// before the answer is given.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "functions/call/call.hpp"

namespace financescr {

[[nodiscard]] ports::AuditEvent case_viewed(const Call& call, const ports::CaseRecord& record);

// `part`: what was shown of it: "bundle", "proof" or "explanation".
[[nodiscard]] ports::AuditEvent decision_viewed(const Call& call,
                                                const ports::DecisionRecord& record,
                                                std::string_view part);

// A page of a listing. `event`: "cases_listed", "decisions_listed"; `ids` are those it showed.
[[nodiscard]] ports::AuditEvent listed(const Call& call, std::string_view event,
                                       const std::vector<std::string>& ids);

// Rows of a difference of packs: they hold customers.
[[nodiscard]] ports::AuditEvent pack_diff_viewed(const Call& call, const std::string& pack_id,
                                                 const std::string& against);

[[nodiscard]] ports::AuditEvent conversation_viewed(const Call& call,
                                                    const std::string& conversation_id);

}  // namespace financescr
