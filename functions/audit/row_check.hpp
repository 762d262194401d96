// Checks of a single audit row: its text against its place, its copies and the decision it is
// about.
#pragma once

#include "functions/audit/bound_rows.hpp"
#include "functions/audit/finding.hpp"
#include "functions/ports/store.hpp"

namespace financescr::audit {

// The row's text, if it is the text of a row that stands where it says and is searched by what it
// says; every difference is given to `found`.
[[nodiscard]] std::optional<canonical::Json> check_text(const ports::AuditRow& row,
                                                        const Found& found);

enum class DecisionState : std::uint8_t { kNone, kPresent, kErased };

// Compares the decision that a row's text is about with its record. `bound`: where the row about an
// erasure is looked for.
[[nodiscard]] ports::Stored<DecisionState> check_decision(const canonical::Json& text,
                                                          const ports::AuditRow& row,
                                                          ports::Store& records, BoundRows& bound,
                                                          const Found& found);

}  // namespace financescr::audit
