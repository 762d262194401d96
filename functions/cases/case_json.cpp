#include "functions/cases/case_json.hpp"

#include <algorithm>
#include <utility>

#include "engine/canonical/members.hpp"
#include "functions/http/text.hpp"

namespace financescr::cases {
namespace {

using canonical::Json;
using canonical::nullable;

// "case_decide: OPEN to DECIDED", "decision: REVIEW", "case_viewed".
std::string summary_of(const std::string& event, const Json& details) {
  const std::string outcome = text_of(details, "outcome");
  if (!outcome.empty()) return event + ": " + outcome;
  const std::string from = text_of(details, "from_status");
  const std::string to = text_of(details, "to_status");
  if (to.empty()) return event;
  if (from == to) return event + ": stays " + to;
  return event + ": " + from + " to " + to;
}

}  // namespace

Json case_json(const ports::CaseRecord& record, Timestamp now) {
  return Json::object({{"case_id", record.case_id},
                       {"created_at", record.created_at.to_string()},
                       {"updated_at", record.updated_at.to_string()},
                       {"due_at", record.due_at.to_string()},
                       {"overdue", is_overdue(record, now)},
                       {"closed_at", nullable(record.closed_at)},
                       {"domain", record.domain},
                       {"status", to_string(record.status)},
                       {"severity", record.severity},
                       {"priority", record.priority},
                       {"decision", record.decision},
                       {"entity_name", nullable(record.entity_name)},
                       {"risk_score", record.risk_score},
                       {"decision_id", record.decision_id},
                       {"request_id", record.request_id},
                       {"subject_id", nullable(record.subject_id)},
                       {"customer_ref", nullable(record.customer_ref)},
                       {"version_stamp", record.version_stamp},
                       {"assignee", nullable(record.assignee)},
                       {"disposition", nullable(record.disposition)},
                       {"maker", nullable(record.maker)},
                       {"version", record.version}});
}

Json event_json(const ports::CaseEventRecord& event) {
  return Json::object({{"seq", event.seq},
                       {"at", event.at.to_string()},
                       {"actor", event.actor},
                       {"action", event.action},
                       {"from_status", event.from_status == ports::CaseStatus::kNone
                                           ? Json()
                                           : Json(to_string(event.from_status))},
                       {"to_status", to_string(event.to_status)},
                       {"text", nullable(event.text)}});
}

Json audit_event_json(const ports::AuditRow& row) {
  const auto parsed = canonical::parse(row.row);
  const Json* found = parsed ? parsed->find("details") : nullptr;
  Json payload = found != nullptr && found->if_object() != nullptr ? *found : Json::object();
  payload.set("summary", summary_of(row.event, payload));
  return Json::object({{"ts", row.at.to_string()},
                       {"event", row.event},
                       {"request_id", row.request_id},
                       {"actor", row.actor},
                       {"payload", std::move(payload)}});
}

Json action_names(const std::vector<CaseAction>& actions) {
  Json names = Json::array();
  for (const CaseAction action : actions) names.push_back(to_string(action));
  return names;
}

}  // namespace financescr::cases
