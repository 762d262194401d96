// Records to store, numbered, so that tests and the programs they kill agree on them.
#pragma once

#include <cstdint>
#include <string>

#include "functions/ports/store.hpp"

namespace financescr::stores {

inline constexpr const char* kInstance = "test-server";

// The n-th id of a kind; ids with greater n are greater.
[[nodiscard]] std::string id(int kind, std::int64_t n);
// n seconds after some instant.
[[nodiscard]] Timestamp at(std::int64_t n);

[[nodiscard]] ports::DecisionRecord decision(std::int64_t n);
[[nodiscard]] ports::CaseRecord review(std::int64_t n);  // the case of decision n
[[nodiscard]] ports::CaseEventRecord event(std::int64_t n, std::int64_t seq);  // of case n
[[nodiscard]] ports::ConversationRecord conversation(std::int64_t n);
[[nodiscard]] ports::MessageRecord message(std::int64_t n, std::int64_t seq);  // of conversation n
[[nodiscard]] ports::UserRecord user(std::int64_t n);
[[nodiscard]] ports::ApiKeyRecord api_key(std::int64_t n);
[[nodiscard]] ports::IdempotencyRecord answer(std::int64_t n);  // of decision n
[[nodiscard]] ports::PackActivationRecord activation(std::int64_t n);
[[nodiscard]] ports::JobRecord job(std::int64_t n);
[[nodiscard]] ports::AuditEvent decided(std::int64_t n);  // about decision n

// Decision n with its case, the case's first event, the remembered answer and an audit row.
[[nodiscard]] ports::Transaction whole_decision(std::int64_t n);

}  // namespace financescr::stores
