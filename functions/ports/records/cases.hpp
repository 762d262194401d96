// Cases and their histories.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/core/micro.hpp"
#include "engine/core/timestamp.hpp"
#include "functions/ports/query.hpp"
#include "functions/ports/records/binding.hpp"

namespace financescr::ports {

// In the order of a case's life; functions/handlers/case_workflow.hpp has the transition table.
enum class CaseStatus : std::uint8_t {
  kNone,  // of a case that is not there yet: what its first event comes from
  kOpen,
  kInReview,
  kEscalated,
  kPendingApproval,
  kDecided,
  kClosed,
};
template <>
inline constexpr auto kNames<CaseStatus> =
    names("", "OPEN", "IN_REVIEW", "ESCALATED", "PENDING_APPROVAL", "DECIDED", "CLOSED");

struct CaseRecord {
  std::string case_id;
  Timestamp created_at;
  Timestamp updated_at;
  Timestamp due_at;
  std::optional<Timestamp> closed_at;
  std::string domain;  // "screen", "credit"
  CaseStatus status = CaseStatus::kNone;
  std::string severity;                    // HIGH, MED, LOW
  std::string priority;                    // P0, P1, P2
  std::string decision;                    // REVIEW, REFER
  std::optional<std::string> entity_name;  // of the person or firm decided on; nothing once erased
  Micro risk_score;                        // match probability or probability of default
  std::string decision_id;
  std::string request_id;
  std::optional<std::string> subject_id;
  std::optional<std::string> customer_ref;  // as the decision's; nothing once erased
  std::string version_stamp;
  std::optional<std::string> assignee;  // a principal
  std::optional<std::string> disposition;
  std::optional<std::string> maker;  // who proposed the disposition that awaits a second person
  std::int64_t version = 1;
  Binding binding = {};
};

// One step of a case's history. Never changed, except that its text can be erased.
struct CaseEventRecord {
  std::string case_id;
  std::int64_t seq = 1;  // 1, 2, 3 ... within the case
  Timestamp at;
  std::string actor;
  std::string action;  // "created", "assign", "comment", "decide", ...
  CaseStatus from_status = CaseStatus::kNone;
  CaseStatus to_status = CaseStatus::kNone;
  std::optional<std::string> text;  // comment or reason
  Binding binding = {};
};

template <>
const Table<CaseRecord>& table_of();

template <>
const Table<CaseEventRecord>& table_of();

// Empty members do not filter.
struct CaseFilter {
  std::optional<CaseStatus> status;
  std::optional<std::string> domain;
  std::optional<std::string> severity;
  std::optional<std::string> priority;
  std::optional<std::string> assignee;
  std::optional<std::string> subject_id;
  std::optional<std::string> customer_ref;
  std::optional<std::string> request_id;
  std::optional<std::string> decision_id;
  std::optional<Timestamp> created_from;   // inclusive
  std::optional<Timestamp> created_until;  // exclusive
  std::optional<Timestamp> due_until;      // exclusive; only cases that are not closed
};

// Newest first, by (created_at, case_id).
[[nodiscard]] QueryOf<CaseRecord> cases_query(const CaseFilter& filter,
                                              const std::optional<PageStart>& after,
                                              std::size_t limit);
// In order of seq.
[[nodiscard]] QueryOf<CaseEventRecord> case_events_query(std::string_view case_id);

}  // namespace financescr::ports
