// Decisions, and those of them that came too late for the active pack.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/core/timestamp.hpp"
#include "functions/ports/query.hpp"
#include "functions/ports/records/binding.hpp"

namespace financescr::ports {

// A decision with all that a replay needs.
struct DecisionRecord {
  std::string decision_id;
  Timestamp created_at;
  std::string kind;       // "screen", "credit"
  std::string outcome;    // CLEAR, REVIEW, APPROVE, REFER, DECLINE
  std::string principal;  // who asked
  std::string request_id;
  std::optional<std::string> subject_id;    // customer_id or application_id, where one was given
  std::optional<std::string> customer_ref;  // the caller's own name for the subject; erased too
  std::optional<std::string> case_id;
  std::string pack_id;
  std::string policy_version;
  std::optional<std::string> bundle;  // canonical text; nothing once erased
  std::optional<std::string> salt;    // 32 hexadecimal digits; erased with the bundle
  std::optional<Timestamp> erased_at;
  std::int64_t version = 1;
  Binding binding = {};
};

// A decision that was committed on a pack that was no longer the active one, until it has been
// decided anew. Written by NoteIfLate (store.hpp).
struct LateDecisionRecord {
  std::string decision_id;
  std::string activation_id;  // of the pack that was active instead
};

template <>
const Table<DecisionRecord>& table_of();

template <>
const Table<LateDecisionRecord>& table_of();

// Empty members do not filter.
struct DecisionFilter {
  std::optional<std::string> kind;
  std::optional<std::string> outcome;
  std::optional<std::string> subject_id;
  std::optional<std::string> customer_ref;
  std::optional<std::string> request_id;
  std::optional<std::string> principal;
  std::optional<std::string> pack_id;
  std::optional<bool> has_case;
  std::optional<bool> erased;
  std::optional<Timestamp> created_from;   // inclusive
  std::optional<Timestamp> created_until;  // exclusive
};

// Newest first, by (created_at, decision_id). Without bundles and salts, whether or not they are
// erased: a listing shows neither, and a bundle is long.
[[nodiscard]] QueryOf<DecisionRecord> decisions_query(const DecisionFilter& filter,
                                                      const std::optional<PageStart>& after,
                                                      std::size_t limit);
// Ids of the decisions about a subject, oldest first, that are not erased.
[[nodiscard]] QueryOf<DecisionRecord> decisions_of_query(std::string_view subject_id);
// Ids, in order.
[[nodiscard]] QueryOf<LateDecisionRecord> late_decisions_query(std::size_t limit);
[[nodiscard]] QueryOf<LateDecisionRecord> late_decision_query(std::string_view decision_id);

}  // namespace financescr::ports
