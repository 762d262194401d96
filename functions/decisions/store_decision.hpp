// From a verdict of the engine to a decision that is stored: record, case if a person must look,
// audit row, remembered answer; one transaction.
#pragma once

#include <optional>
#include <string>

#include "engine/replay/engine_set.hpp"
#include "functions/call/call.hpp"

namespace financescr::decisions {

// A decision that can be committed, and the answer to give once it is.
struct PreparedDecision {
  canonical::ObjectText answer;
  ports::Transaction transaction;
  std::string decision_id;
  std::optional<std::string> case_id;  // if a person must look
};

// What a decision is called: in the answer, the record and its case; and in the audit log.
struct RequestName {
  std::string shown;
  std::string logged;
};

// Asked by `principal`, on the context's pack.
[[nodiscard]] PreparedDecision prepare_decision(Context& context, const std::string& principal,
                                                const RequestName& name,
                                                const decision::Decided& decided);
// Asked and named as the call is.
[[nodiscard]] PreparedDecision prepare_decision(const Call& call, const decision::Decided& decided);

// The request's own as_of, else today's date of the clock. Requires: `request` is an object.
// Errors: an as_of later than tomorrow's date.
void add_as_of(canonical::Json& request, ports::Clock& clock, Errors& errors);

// The answer of an earlier request with the same Idempotency-Key, or what keeps this one from
// being decided; nothing: decide it.
[[nodiscard]] std::optional<http::Response> answered_before(const Call& call);

// Commits and answers. A request with the same Idempotency-Key that was faster wins: its answer is
// given and nothing of this one is stored.
[[nodiscard]] http::Response commit_decision(const Call& call, PreparedDecision prepared);

}  // namespace financescr::decisions
