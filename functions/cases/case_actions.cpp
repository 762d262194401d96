// The steps of a review.
#include <algorithm>
#include <utility>

#include "engine/core/limits.hpp"
#include "engine/pack/domain_spec.hpp"
#include "functions/accounts/person.hpp"
#include "functions/call/load.hpp"
#include "functions/cases/case_json.hpp"
#include "functions/cases/cases.hpp"
#include "functions/cases/second_eyes.hpp"
#include "functions/http/entity_tag.hpp"
#include "functions/http/plain_text.hpp"
#include "functions/ports/ids.hpp"

namespace financescr::cases {

using canonical::Json;

namespace {

constexpr std::size_t kMaxTextBytes = 4000;  // of a comment or a reason
constexpr std::string_view kUserPrefix = "user:";

// What a step's body says.
struct StepBody {
  std::optional<std::string> assignee;
  std::optional<std::string> disposition;
  std::optional<std::string> text;
};

bool needs_reason(CaseAction action) {
  return action == CaseAction::kDecide || action == CaseAction::kReject ||
         action == CaseAction::kEscalate || action == CaseAction::kReopen;
}

StepBody read_body(const Json& body, CaseAction action, Errors& errors) {
  canonical::Fields fields(body, "", errors);
  StepBody step;
  if (action == CaseAction::kComment) {
    step.text = http::read_required_text(fields, "text", kMaxTextBytes);
  } else if (needs_reason(action)) {
    step.text = http::read_required_text(fields, "reason", kMaxTextBytes);
  } else {
    step.text = http::read_text(fields, "reason", kMaxTextBytes);
  }
  if (action == CaseAction::kAssign) {
    step.assignee = http::read_text(fields, "assignee", limits::kMaxIdBytes);
  }
  if (action == CaseAction::kDecide) {
    const auto names = pack::all_dispositions();
    const std::size_t chosen = fields.required_choice("disposition", names);
    if (chosen < names.size()) step.disposition = std::string(names[chosen]);
  }
  fields.reject_unknown();
  return step;
}

// Who a case is assigned to: whoever asks, or an active user who may work on cases.
// Errors: kInvalid at "/assignee".
ports::Stored<Result<std::string>> assignee_of(const Call& call, const StepBody& body) {
  const std::string name = body.assignee.value_or("me");
  if (name == "me" || name == call.principal.id) return Result<std::string>(call.principal.id);
  const auto id = name.starts_with(kUserPrefix) ? parse_uuid(name.substr(kUserPrefix.size()))
                                                : std::optional<std::string>();
  if (!id) {
    return Result<std::string>(
        fail(ErrorCode::kInvalid, "must be \"me\" or \"user:UUID\"", "/assignee"));
  }
  const auto user = ports::find<ports::UserRecord>(call.context.store, *id);
  if (!user) return tl::unexpected(user.error());
  const auto role = *user ? auth::parse_role((*user)->role) : std::optional<auth::Role>();
  if (!role || !(*user)->is_active || *role < auth::Role::kAnalyst) {
    return Result<std::string>(
        fail(ErrorCode::kInvalid, "is not an active user who may work on cases", "/assignee"));
  }
  return Result<std::string>(std::string(kUserPrefix) + *id);
}

http::Problem refused(const ports::CaseRecord& record, CaseAction action) {
  std::string names;
  for (const CaseAction allowed : allowed_actions(record)) {
    names.append(names.empty() ? "" : ", ").append(to_string(allowed));
  }
  return {409, "transition_refused",
          "A case that is " + std::string(to_string(record.status)) + " does not allow " +
              std::string(to_string(action)) + "; it allows: " + names};
}

// Why this person may not take this step, if so.
std::optional<http::Problem> forbidden(const Call& call, const ports::CaseRecord& record,
                                       const Transition& row, const std::string& person) {
  if (!call.principal.at_least(row.least)) {
    return http::Problem{403, "forbidden",
                         std::string(to_string(row.action)) + " of a case that is " +
                             std::string(to_string(record.status)) + " needs the role " +
                             std::string(auth::to_string(row.least))};
  }
  if (!row.by_other_person || !record.maker) return std::nullopt;
  return accounts::four_eyes_problem(call.context.store, *record.maker, person);
}

http::Problem stale(const ports::CaseRecord& record) {
  return {412, "stale_version",
          "The case is not at the version that If-Match names; its ETag, quotes included, is now " +
              http::etag_of(record.version)};
}

ports::AuditEvent audit_of(const Call& call, const ports::CaseRecord& record,
                           const ports::CaseEventRecord& event) {
  Json details = Json::object({{"from_status", to_string(event.from_status)},
                               {"to_status", to_string(event.to_status)},
                               {"version", record.version}});
  if (event.action == "assign") details.set("assignee", *record.assignee);
  if (record.disposition) details.set("disposition", *record.disposition);
  ports::AuditEvent row;
  row.at = event.at;
  row.event = "case_" + event.action;
  row.actor = event.actor;
  row.request_id = call.request_id;
  row.decision_id = record.decision_id;
  row.case_id = record.case_id;
  row.details = std::move(details);
  return row;
}

http::Response answer_with(const Call& call, const ports::CaseRecord& record,
                           const ports::CaseEventRecord& event, const std::string& person) {
  // The step is taken: where the store cannot be asked any more, nothing is allowed for now.
  const bool is_other = is_other_person(call.context.store, record, person).value_or(false);
  const auto allowed = allowed_actions_for(record, call.principal.role, is_other);
  http::Response response =
      call.answer(200, Json::object({{"case", case_json(record, call.context.clock.now())},
                                     {"event", event_json(event)},
                                     {"allowed_actions", action_names(allowed)}}));
  response.headers.set("ETag", http::etag_of(record.version));
  return response;
}

// Takes a step that the request has described in full.
http::Response take(Call& call, ports::CaseRecord record, CaseAction action, StepBody body) {
  ports::Store& store = call.context.store;
  const Transition* row = find_transition(record, action);
  if (row == nullptr) return call.refuse(refused(record, action));
  const auto person = accounts::person_behind(call);
  if (!person) return call.refuse(person.error());
  if (const auto problem = forbidden(call, record, *row, *person)) return call.refuse(*problem);

  CaseStep step;
  step.action = action;
  step.actor = call.principal.id;
  step.person = *person;
  step.at = call.context.clock.now();
  step.disposition = std::move(body.disposition);
  step.text = std::move(body.text);
  if (action == CaseAction::kAssign) {
    const auto assignee = assignee_of(call, body);
    if (!assignee) return call.refuse(assignee.error());
    if (!*assignee) return call.refuse(http::rejected({assignee->error()}));
    step.assignee = **assignee;
  }
  ports::CaseEventRecord event = take_step(record, *row, std::move(step));
  const auto committed = store.commit(
      {{ports::Update<ports::CaseRecord>{record}, ports::Insert<ports::CaseEventRecord>{event}},
       {audit_of(call, record, event)}});
  if (!committed && committed.error() == ports::StoreFault::kConflict) {
    const auto now = ports::find<ports::CaseRecord>(store, record.case_id);
    if (now && *now) return call.refuse(stale(**now));
  }
  if (!committed) return call.refuse(committed.error());
  call.context.metrics.count("financescr_case_steps_total", {{"action", to_string(action)}});
  return answer_with(call, record, event, *person);
}

http::Response act(Call& call, CaseAction action) {
  Errors errors;
  auto body =
      call.request.body.empty() ? tl::expected<Json, http::Problem>(Json::object()) : call.json();
  if (!body) return call.refuse(body.error());
  StepBody step = read_body(*body, action, errors);
  if (!errors.empty()) return call.refuse(http::rejected(std::move(errors)));

  auto found = load_or_404<ports::CaseRecord>(call, "case");
  if (!found) return call.refuse(found.error());
  ports::CaseRecord& record = *found;
  const auto seen = call.request.headers.joined("if-match");
  if (!seen || http::trim(*seen).empty() || http::trim(*seen) == "*") {
    return call.refuse({428, "precondition_required",
                        "Say which version of the case this is about: If-Match with its ETag"});
  }
  if (!http::names_version(*seen, record.version, false)) return call.refuse(stale(record));
  if (step.disposition) {
    const auto names = dispositions(record);
    if (std::find(names.begin(), names.end(), *step.disposition) == names.end()) {
      return call.refuse(
          http::rejected({{ErrorCode::kInvalid, "is no disposition of a " + record.domain + " case",
                           "/disposition"}}));
    }
  }
  return take(call, std::move(record), action, std::move(step));
}

}  // namespace

http::Response assign_case(Call& call) { return act(call, CaseAction::kAssign); }
http::Response comment_case(Call& call) { return act(call, CaseAction::kComment); }
http::Response decide_case(Call& call) { return act(call, CaseAction::kDecide); }
http::Response approve_case(Call& call) { return act(call, CaseAction::kApprove); }
http::Response reject_case(Call& call) { return act(call, CaseAction::kReject); }
http::Response escalate_case(Call& call) { return act(call, CaseAction::kEscalate); }
http::Response close_case(Call& call) { return act(call, CaseAction::kClose); }
http::Response reopen_case(Call& call) { return act(call, CaseAction::kReopen); }

}  // namespace financescr::cases
