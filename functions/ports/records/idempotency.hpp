// Remembered answers.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/core/timestamp.hpp"
#include "functions/ports/query.hpp"
#include "functions/ports/records/binding.hpp"

namespace financescr::ports {

// What an Idempotency-Key was answered with.
struct IdempotencyRecord {
  std::string principal;
  std::string key;
  Timestamp created_at;
  std::string fingerprint;  // of the request, keyed: http/idempotency.hpp; empty once erased
  std::int64_t status = 200;
  std::string content_type;
  std::string body;
  std::optional<std::string> decision_id;  // body and fingerprint go when it is erased
  // What the audit log calls the answer: set by the store from principal and key, which may say
  // more.
  std::optional<std::string> record_id = {};
  Binding binding = {};
};

template <>
const Table<IdempotencyRecord>& table_of();

// How long an answer is remembered.
inline constexpr std::int64_t kAnswerLifetime_us = Timestamp::kDay;

[[nodiscard]] QueryOf<IdempotencyRecord> oldest_answer_query();
// Remembered answers that were given before a moment.
[[nodiscard]] QueryOf<IdempotencyRecord> answers_before_query(Timestamp before);
// The one for a key of a principal, if it was given before a moment.
[[nodiscard]] QueryOf<IdempotencyRecord> answer_before_query(std::string_view principal,
                                                             std::string_view key,
                                                             Timestamp before);

}  // namespace financescr::ports
