#include "functions/cases/cases.hpp"

#include <utility>

#include "engine/core/limits.hpp"
#include "engine/pack/domain_spec.hpp"
#include "functions/accounts/person.hpp"
#include "functions/audit/log.hpp"
#include "functions/call/list.hpp"
#include "functions/call/load.hpp"
#include "functions/call/viewed.hpp"
#include "functions/cases/case_json.hpp"
#include "functions/cases/second_eyes.hpp"
#include "functions/http/entity_tag.hpp"
#include "functions/http/query_fields.hpp"

namespace financescr::cases {

using canonical::Json;

namespace {

constexpr std::size_t kMaxAuditEvents = 100;  // shown with a case, newest first

constexpr std::string_view kSeverities[] = {"HIGH", "MED", "LOW"};
constexpr std::string_view kPriorities[] = {"P0", "P1", "P2"};
constexpr std::string_view kPageParameters[] = {"limit", "cursor"};

ports::CaseFilter read_filter(const Call& call, Errors& errors) {
  http::QueryFields query(call.query, errors);
  ports::CaseFilter filter;
  if (const auto status = query.choice("status", case_statuses())) {
    filter.status = ports::parse_name<ports::CaseStatus>(*status);
  }
  filter.domain = query.choice("domain", pack::domain_kinds());
  filter.severity = query.choice("severity", kSeverities);
  filter.priority = query.choice("priority", kPriorities);
  filter.assignee = query.text("assignee", limits::kMaxIdBytes);
  if (filter.assignee == "me") filter.assignee = call.principal.id;
  filter.subject_id = query.text("subject_id", limits::kMaxIdBytes);
  filter.customer_ref = query.text("customer_ref", limits::kMaxIdBytes);
  filter.request_id = query.text("request_id", http::kMaxShownRequestId);
  filter.created_from = query.instant("created_from");
  filter.created_until = query.instant("created_until");
  if (query.boolean("overdue").value_or(false)) filter.due_until = call.context.clock.now();
  query.reject_unknown(kPageParameters);
  return filter;
}

bool is_unchanged(const Call& call, const ports::CaseRecord& record) {
  const auto seen = call.request.headers.joined("if-none-match");
  return seen && http::names_version(*seen, record.version, true);
}

}  // namespace

http::Response cases(Call& call) {
  Errors errors;
  const ports::CaseFilter filter = read_filter(call, errors);
  const Timestamp now = call.context.clock.now();
  return list_records<ports::CaseRecord>(
      call, "cases", &ports::CaseRecord::case_id, std::move(errors),
      [&](const auto& start, std::size_t limit) {
        return ports::cases_query(filter, start, limit);
      },
      [now](const ports::CaseRecord& record) { return case_json(record, now); });
}

http::Response case_detail(Call& call) {
  Context& context = call.context;
  const auto found = load_or_404<ports::CaseRecord>(call, "case");
  if (!found) return call.refuse(found.error());
  const ports::CaseRecord& record = *found;
  if (is_unchanged(call, record)) {
    http::Response unchanged;
    unchanged.status = 304;
    unchanged.headers.set("ETag", http::etag_of(record.version));
    return unchanged;
  }
  const auto events = ports::list(context.store, ports::case_events_query(record.case_id));
  if (!events) return call.refuse(events.error());
  ports::AuditFilter of_case;
  of_case.case_id = record.case_id;
  const auto audit = audit::bound_rows(context).search(of_case, std::nullopt, kMaxAuditEvents);
  if (!audit) return call.refuse(audit.error());
  const auto person = accounts::person_behind(call);
  if (!person) return call.refuse(person.error());
  const auto is_other = is_other_person(context.store, record, *person);
  if (!is_other) return call.refuse(is_other.error());
  const auto noted = context.store.commit({{}, {case_viewed(call, record)}});
  if (!noted) return call.refuse(noted.error());

  Json history = Json::array();
  for (const auto& event : *events) history.push_back(event_json(event));
  Json audit_events = Json::array();
  for (const auto& row : audit->rows) audit_events.push_back(audit_event_json(row));
  http::Response response = call.answer(
      200,
      Json::object({{"case", case_json(record, context.clock.now())},
                    {"events", std::move(history)},
                    {"audit_events", std::move(audit_events)},
                    {"allowed_actions",
                     action_names(allowed_actions_for(record, call.principal.role, *is_other))},
                    {"links", Json::object({{"decision", "/decisions/" + record.decision_id}})}}));
  response.headers.set("ETag", http::etag_of(record.version));
  return response;
}

}  // namespace financescr::cases
