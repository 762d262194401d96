#include "functions/cases/case_workflow.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "tests/unit/core/random.hpp"

namespace financescr::cases {
namespace {

using auth::Role;

constexpr CaseAction kActions[] = {
    CaseAction::kAssign, CaseAction::kComment,  CaseAction::kDecide, CaseAction::kApprove,
    CaseAction::kReject, CaseAction::kEscalate, CaseAction::kClose,  CaseAction::kReopen};

ports::CaseRecord case_in(std::string_view status, std::string_view severity) {
  ports::CaseRecord record;
  record.case_id = "c";
  record.status = ports::parse_name<ports::CaseStatus>(status).value();
  record.severity = std::string(severity);
  record.maker = "maker";
  return record;
}

// "PENDING_APPROVAL analyst", or "-" where the action is refused. "2" marks a step that the maker
// may not take.
std::string cell(std::string_view status, CaseAction action, std::string_view severity) {
  const Transition* row = find_transition(case_in(status, severity), action);
  if (row == nullptr) return "-";
  return std::string(to_string(row->to)) + " " + std::string(auth::to_string(row->least)) +
         (row->by_other_person ? " 2" : "");
}

// Every cell of the table, one line a status and action: HIGH, then any other severity.
std::string whole_table() {
  std::string text;
  for (const std::string_view status : case_statuses()) {
    for (const CaseAction action : kActions) {
      const std::string high = cell(status, action, "HIGH");
      const std::string med = cell(status, action, "MED");
      CHECK(cell(status, action, "LOW") == med);
      text += std::string(status) + " " + std::string(to_string(action)) + ": " + high;
      text += (high == med ? std::string() : " | " + med) + "\n";
    }
  }
  return text;
}

TEST_CASE("the transition table, every cell of it") {
  CHECK(whole_table() ==
        "OPEN assign: IN_REVIEW analyst\n"
        "OPEN comment: OPEN analyst\n"
        "OPEN decide: PENDING_APPROVAL analyst | DECIDED analyst\n"
        "OPEN approve: -\n"
        "OPEN reject: -\n"
        "OPEN escalate: ESCALATED analyst\n"
        "OPEN close: -\n"
        "OPEN reopen: -\n"
        "IN_REVIEW assign: IN_REVIEW analyst\n"
        "IN_REVIEW comment: IN_REVIEW analyst\n"
        "IN_REVIEW decide: PENDING_APPROVAL analyst | DECIDED analyst\n"
        "IN_REVIEW approve: -\n"
        "IN_REVIEW reject: -\n"
        "IN_REVIEW escalate: ESCALATED analyst\n"
        "IN_REVIEW close: -\n"
        "IN_REVIEW reopen: -\n"
        "ESCALATED assign: ESCALATED senior_analyst\n"
        "ESCALATED comment: ESCALATED analyst\n"
        "ESCALATED decide: PENDING_APPROVAL senior_analyst | DECIDED senior_analyst\n"
        "ESCALATED approve: -\n"
        "ESCALATED reject: -\n"
        "ESCALATED escalate: -\n"
        "ESCALATED close: -\n"
        "ESCALATED reopen: -\n"
        "PENDING_APPROVAL assign: -\n"
        "PENDING_APPROVAL comment: PENDING_APPROVAL analyst\n"
        "PENDING_APPROVAL decide: -\n"
        "PENDING_APPROVAL approve: DECIDED senior_analyst 2\n"
        "PENDING_APPROVAL reject: IN_REVIEW senior_analyst 2\n"
        "PENDING_APPROVAL escalate: -\n"
        "PENDING_APPROVAL close: -\n"
        "PENDING_APPROVAL reopen: -\n"
        "DECIDED assign: -\n"
        "DECIDED comment: DECIDED analyst\n"
        "DECIDED decide: -\n"
        "DECIDED approve: -\n"
        "DECIDED reject: -\n"
        "DECIDED escalate: -\n"
        "DECIDED close: CLOSED analyst\n"
        "DECIDED reopen: IN_REVIEW senior_analyst | IN_REVIEW analyst\n"
        "CLOSED assign: -\n"
        "CLOSED comment: -\n"
        "CLOSED decide: -\n"
        "CLOSED approve: -\n"
        "CLOSED reject: -\n"
        "CLOSED escalate: -\n"
        "CLOSED close: -\n"
        "CLOSED reopen: IN_REVIEW senior_analyst | IN_REVIEW analyst\n");
}

TEST_CASE("the table in docs/CASES.md is this table") {
  std::ifstream file(std::string(FINANCESCR_SOURCE_DIR) + "/docs/CASES.md");
  std::stringstream text;
  text << file.rdbuf();
  for (const Transition& row : transitions()) {
    std::string severity = "any";
    if (row.severity == SeverityRule::kHigh) severity = "HIGH";
    if (row.severity == SeverityRule::kNotHigh) severity = "MED, LOW";
    const std::string line = "| " + std::string(to_string(row.from)) + " | " +
                             std::string(to_string(row.action)) + " | " + severity + " | " +
                             std::string(auth::to_string(row.least)) +
                             (row.by_other_person ? ", another person" : "") + " | " +
                             std::string(to_string(row.to)) + " |\n";
    CAPTURE(line);
    CHECK(text.str().find(line) != std::string::npos);
  }
  const std::string all = text.str();
  std::size_t rows = 0;
  for (const std::string_view status : case_statuses()) {
    const std::string start = "\n| " + std::string(status) + " | ";
    for (std::size_t at = all.find(start); at != std::string::npos; at = all.find(start, at + 1)) {
      ++rows;
    }
  }
  CHECK(rows == transitions().size());
}

TEST_CASE("what a person may do: by role, and never as maker and checker") {
  const auto names = [](std::string_view status, Role role, std::string_view who) {
    std::string text;
    for (const CaseAction action :
         allowed_actions_for(case_in(status, "HIGH"), role, who != case_in(status, "HIGH").maker)) {
      text += (text.empty() ? "" : " ") + std::string(to_string(action));
    }
    return text;
  };
  CHECK(names("OPEN", Role::kViewer, "ann").empty());
  CHECK(names("OPEN", Role::kAnalyst, "ann") == "assign comment decide escalate");
  CHECK(names("ESCALATED", Role::kAnalyst, "ann") == "comment");
  CHECK(names("PENDING_APPROVAL", Role::kAnalyst, "ann") == "comment");
  CHECK(names("PENDING_APPROVAL", Role::kSeniorAnalyst, "ann") == "comment approve reject");
  CHECK(names("PENDING_APPROVAL", Role::kAdmin, "maker") == "comment");
}

TEST_CASE("due times follow the priority, and a closed case is never overdue") {
  struct Row {
    std::string_view priority;
    std::int64_t hours;
  };
  for (const Row& row : {Row{"P0", 4}, Row{"P1", 24}, Row{"P2", 120}}) {
    CAPTURE(row.priority);
    ports::CaseRecord record;
    record.created_at = Timestamp{1'000'000};
    record.priority = std::string(row.priority);
    const auto event = open_case(record, "ann");
    CHECK(event.seq == 1);
    CHECK(event.action == "created");
    CHECK(record.status == ports::CaseStatus::kOpen);
    CHECK(record.due_at.us - record.created_at.us == row.hours * 3'600'000'000);
    CHECK_FALSE(is_overdue(record, record.due_at));
    const Timestamp later{record.due_at.us + 1};
    CHECK(is_overdue(record, later));
    record.status = ports::CaseStatus::kDecided;
    CHECK(is_overdue(record, later));
    record.status = ports::CaseStatus::kClosed;
    CHECK_FALSE(is_overdue(record, later));
  }
}

TEST_CASE("random histories: a HIGH case is never DECIDED by one person, and no version is lost") {
  const std::vector<std::string> people = {"a", "b", "c"};
  testing::Random random(7);
  for (int history = 0; history < 300; ++history) {
    ports::CaseRecord record = case_in("OPEN", random.chance(50) ? "HIGH" : "LOW");
    record.maker.reset();
    std::string approver;
    std::string maker;
    for (int i = 0; i < 60; ++i) {
      const CaseAction action = kActions[random.below(8)];
      const std::string who = people[random.below(3)];
      const auto allowed = allowed_actions_for(record, Role::kSeniorAnalyst, record.maker != who);
      const Transition* row = find_transition(record, action);
      if (std::find(allowed.begin(), allowed.end(), action) == allowed.end()) continue;
      REQUIRE(row != nullptr);
      CaseStep step;
      step.action = action;
      step.person = who;
      step.actor = who;
      step.at = Timestamp{i};
      step.disposition = "TRUE_MATCH";
      step.assignee = who;
      const std::int64_t version = record.version;
      const auto event = take_step(record, *row, step);
      CHECK(record.version == version + 1);
      CHECK(event.seq == record.version);
      CHECK(event.to_status == record.status);
      if (action == CaseAction::kDecide) maker = who;
      if (action == CaseAction::kApprove) approver = who;
      const bool stands = record.status == ports::CaseStatus::kDecided ||
                          record.status == ports::CaseStatus::kClosed ||
                          record.status == ports::CaseStatus::kPendingApproval;
      CHECK(record.disposition.has_value() == stands);
      CHECK((record.maker == maker) == stands);
      CHECK(record.closed_at.has_value() == (record.status == ports::CaseStatus::kClosed));
      if (record.severity == "HIGH" && action == CaseAction::kApprove) CHECK(approver != maker);
      if (record.severity == "HIGH" && event.to_status == ports::CaseStatus::kDecided &&
          event.from_status != ports::CaseStatus::kDecided) {
        CHECK(action == CaseAction::kApprove);
      }
    }
  }
}

}  // namespace
}  // namespace financescr::cases
