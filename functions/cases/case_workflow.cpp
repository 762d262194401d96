#include "functions/cases/case_workflow.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "engine/pack/domain_spec.hpp"

namespace financescr::cases {
namespace {

using auth::Role;
using ports::CaseEventRecord;
using ports::CaseRecord;

constexpr std::array<std::string_view, 8> kActionNames = {"assign", "comment",  "decide", "approve",
                                                          "reject", "escalate", "close",  "reopen"};

constexpr auto kOpen = ports::CaseStatus::kOpen;
constexpr auto kReview = ports::CaseStatus::kInReview;
constexpr auto kEscalated = ports::CaseStatus::kEscalated;
constexpr auto kPending = ports::CaseStatus::kPendingApproval;
constexpr auto kDecided = ports::CaseStatus::kDecided;
constexpr auto kClosed = ports::CaseStatus::kClosed;

constexpr auto kAny = SeverityRule::kAny;
constexpr auto kHigh = SeverityRule::kHigh;
constexpr auto kNotHigh = SeverityRule::kNotHigh;

constexpr Transition kTransitions[] = {
    {kOpen, CaseAction::kAssign, kAny, Role::kAnalyst, false, kReview},
    {kOpen, CaseAction::kComment, kAny, Role::kAnalyst, false, kOpen},
    {kOpen, CaseAction::kDecide, kHigh, Role::kAnalyst, false, kPending},
    {kOpen, CaseAction::kDecide, kNotHigh, Role::kAnalyst, false, kDecided},
    {kOpen, CaseAction::kEscalate, kAny, Role::kAnalyst, false, kEscalated},

    {kReview, CaseAction::kAssign, kAny, Role::kAnalyst, false, kReview},
    {kReview, CaseAction::kComment, kAny, Role::kAnalyst, false, kReview},
    {kReview, CaseAction::kDecide, kHigh, Role::kAnalyst, false, kPending},
    {kReview, CaseAction::kDecide, kNotHigh, Role::kAnalyst, false, kDecided},
    {kReview, CaseAction::kEscalate, kAny, Role::kAnalyst, false, kEscalated},

    {kEscalated, CaseAction::kAssign, kAny, Role::kSeniorAnalyst, false, kEscalated},
    {kEscalated, CaseAction::kComment, kAny, Role::kAnalyst, false, kEscalated},
    {kEscalated, CaseAction::kDecide, kHigh, Role::kSeniorAnalyst, false, kPending},
    {kEscalated, CaseAction::kDecide, kNotHigh, Role::kSeniorAnalyst, false, kDecided},

    {kPending, CaseAction::kComment, kAny, Role::kAnalyst, false, kPending},
    {kPending, CaseAction::kApprove, kAny, Role::kSeniorAnalyst, true, kDecided},
    {kPending, CaseAction::kReject, kAny, Role::kSeniorAnalyst, true, kReview},

    {kDecided, CaseAction::kComment, kAny, Role::kAnalyst, false, kDecided},
    {kDecided, CaseAction::kClose, kAny, Role::kAnalyst, false, kClosed},
    {kDecided, CaseAction::kReopen, kHigh, Role::kSeniorAnalyst, false, kReview},
    {kDecided, CaseAction::kReopen, kNotHigh, Role::kAnalyst, false, kReview},

    {kClosed, CaseAction::kReopen, kHigh, Role::kSeniorAnalyst, false, kReview},
    {kClosed, CaseAction::kReopen, kNotHigh, Role::kAnalyst, false, kReview},
};

}  // namespace

std::span<const std::string_view> case_statuses() {
  return std::span(ports::kNames<ports::CaseStatus>).subspan(1);  // without kNone
}

std::string_view to_string(CaseAction action) {
  return kActionNames[static_cast<std::size_t>(action)];
}

std::span<const Transition> transitions() { return kTransitions; }

const Transition* find_transition(const CaseRecord& record, CaseAction action) {
  const SeverityRule severity = record.severity == "HIGH" ? kHigh : kNotHigh;
  for (const Transition& row : kTransitions) {
    if (row.from != record.status || row.action != action) continue;
    if (row.severity == kAny || row.severity == severity) return &row;
  }
  return nullptr;
}

std::vector<CaseAction> allowed_actions(const CaseRecord& record) {
  std::vector<CaseAction> allowed;
  for (std::size_t i = 0; i < kActionNames.size(); ++i) {
    const auto action = static_cast<CaseAction>(i);
    if (find_transition(record, action) != nullptr) allowed.push_back(action);
  }
  return allowed;
}

std::vector<CaseAction> allowed_actions_for(const CaseRecord& record, Role role,
                                            bool is_other_person) {
  std::vector<CaseAction> allowed = allowed_actions(record);
  std::erase_if(allowed, [&](CaseAction action) {
    const Transition& row = *find_transition(record, action);
    return role < row.least || (row.by_other_person && !is_other_person);
  });
  return allowed;
}

std::span<const std::string_view> dispositions(const CaseRecord& record) {
  const auto domain = pack::domain_of_kind(record.domain);
  return domain ? pack::spec_of(*domain).dispositions : std::span<const std::string_view>();
}

std::int64_t due_in_us(std::string_view priority) {
  if (priority == "P0") return 4 * Timestamp::kHour;
  if (priority == "P1") return Timestamp::kDay;
  return 5 * Timestamp::kDay;
}

bool is_overdue(const CaseRecord& record, Timestamp now) {
  return record.status != kClosed && record.due_at < now;
}

CaseEventRecord open_case(CaseRecord& record, std::string_view actor) {
  record.status = kOpen;
  record.updated_at = record.created_at;
  record.due_at = Timestamp{record.created_at.us + due_in_us(record.priority)};
  CaseEventRecord event;
  event.case_id = record.case_id;
  event.at = record.created_at;
  event.actor = std::string(actor);
  event.action = "created";
  event.to_status = record.status;
  return event;
}

CaseEventRecord take_step(CaseRecord& record, const Transition& transition, CaseStep step) {
  CaseEventRecord event;
  event.case_id = record.case_id;
  event.at = step.at;
  event.actor = std::move(step.actor);
  event.action = std::string(to_string(step.action));
  event.from_status = record.status;
  event.to_status = transition.to;
  event.text = std::move(step.text);

  if (step.action == CaseAction::kAssign) record.assignee = std::move(step.assignee);
  if (step.action == CaseAction::kDecide) {
    record.disposition = std::move(step.disposition);
    record.maker = std::move(step.person);
  }
  if (transition.to == kReview && step.action != CaseAction::kAssign) {
    record.disposition.reset();
    record.maker.reset();
  }
  record.closed_at.reset();
  if (transition.to == kClosed) record.closed_at = step.at;
  record.status = event.to_status;
  record.updated_at = step.at;
  event.seq = ++record.version;
  return event;
}

}  // namespace financescr::cases
