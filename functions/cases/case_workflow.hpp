// The life of a case: what may happen to it in which status and by whom, and by when it must have
// happened. The table is data: docs/CASES.md prints it, and a test holds every cell of it.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "functions/auth/principal.hpp"
#include "functions/ports/records.hpp"

namespace financescr::cases {

// The names of all that a case can have, in the order of its life.
[[nodiscard]] std::span<const std::string_view> case_statuses();

enum class CaseAction : std::uint8_t {
  kAssign,
  kComment,
  kDecide,
  kApprove,
  kReject,
  kEscalate,
  kClose,
  kReopen,
};

// "assign", "comment", ...; the last segment of the action's path, but for "comments".
[[nodiscard]] std::string_view to_string(CaseAction action);

enum class SeverityRule : std::uint8_t { kAny, kHigh, kNotHigh };

// One row of the table. What is in no row is refused.
struct Transition {
  ports::CaseStatus from;
  CaseAction action;
  SeverityRule severity;
  auth::Role least;      // who may
  bool by_other_person;  // not by the maker of the decision
  ports::CaseStatus to;
};

[[nodiscard]] std::span<const Transition> transitions();

// The row for a case, or nullptr if the action is refused in its status.
[[nodiscard]] const Transition* find_transition(const ports::CaseRecord& record, CaseAction action);

// The actions that are not refused in the case's status, in the order of CaseAction.
[[nodiscard]] std::vector<CaseAction> allowed_actions(const ports::CaseRecord& record);

// Those of them that a person may take, who is or is not another one than the maker.
[[nodiscard]] std::vector<CaseAction> allowed_actions_for(const ports::CaseRecord& record,
                                                          auth::Role role, bool is_other_person);

// What a person may find in a case; nothing where this program does not know its domain.
[[nodiscard]] std::span<const std::string_view> dispositions(const ports::CaseRecord& record);

// How long until a case of a priority is due, from its creation: P0 four hours, P1 one day, P2
// five days.
[[nodiscard]] std::int64_t due_in_us(std::string_view priority);

// A case is overdue when its due time has come and it is not closed.
[[nodiscard]] bool is_overdue(const ports::CaseRecord& record, Timestamp now);

// The first step of a case's history. Sets status and due_at of the record.
[[nodiscard]] ports::CaseEventRecord open_case(ports::CaseRecord& record, std::string_view actor);

// What an action brings besides its name.
struct CaseStep {
  CaseAction action = CaseAction::kComment;
  std::string actor;
  std::string person;  // whose decision it is: the actor, or the owner of the actor's key
  Timestamp at;
  std::optional<std::string> assignee;     // of assign
  std::optional<std::string> disposition;  // of decide
  std::optional<std::string> text;         // comment or reason
};

// Carries a step out on the record, version and times included, and returns the event of it, whose
// seq is the new version: every change of a case is one event.
// Requires: `transition` is the row for this record and action.
[[nodiscard]] ports::CaseEventRecord take_step(ports::CaseRecord& record,
                                               const Transition& transition, CaseStep step);

}  // namespace financescr::cases
