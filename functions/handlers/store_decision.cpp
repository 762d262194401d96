#include "functions/handlers/store_decision.hpp"

#include <vector>

#include "engine/canonical/json_lines.hpp"
#include "engine/canonical/members.hpp"
#include "functions/audit/bundle_digest.hpp"
#include "functions/handlers/case_workflow.hpp"
#include "functions/http/idempotency.hpp"
#include "functions/ids.hpp"

namespace financescr::handlers {

using canonical::Json;

namespace {

constexpr std::size_t kAuditDetails = 12;

std::optional<std::string> optional_text(const Json& object, std::string_view key) {
  std::string text = text_of(object, key);
  if (text.empty()) return std::nullopt;
  return text;
}

// The customer a decision is about, if the request or the pack names one.
std::optional<std::string> subject_of(const replay::Decided& decided) {
  const Json& input = decided.input;
  if (auto customer = optional_text(input, "customer_id")) return customer;
  if (const Json* application = input.find("application")) {
    return optional_text(*application, "customer_id");
  }
  const bool names_customer = decided.applicant && !decided.applicant->empty();
  return names_customer ? decided.applicant : optional_text(input, "application_id");
}

// The name a case is shown under.
std::optional<std::string> name_of(const replay::Engine& engine, const Json& input,
                                   const std::optional<std::string>& subject_id) {
  if (const Json* subject = input.find("subject")) return optional_text(*subject, "name");
  if (!subject_id || engine.pack().fincrime() == nullptr) return std::nullopt;
  const auto customer = engine.pack().fincrime()->customer(*subject_id);
  if (!customer) return std::nullopt;
  return customer->name;
}

Micro score_of(const Json& decision, replay::Kind kind) {
  const Json* score = decision.find(kind == replay::Kind::kScreen ? "match_probability" : "pd_12m");
  return score == nullptr || !score->is_number() ? kMicroZero : score->number();
}

// What the audit log says of a decision: outcomes, versions, ids of list entries; nobody's data.
Json audit_details(const replay::Decided& decided, replay::Kind kind) {
  const Json& decision = decided.decision;
  std::vector<Json::Member> details;  // in the order of their keys
  details.reserve(kAuditDetails);
  const auto copy = [&](const char* key) {
    if (const Json* value = decision.find(key)) details.emplace_back(key, *value);
  };
  Json reasons = Json::array();
  if (const Json* codes = decision.find("reason_codes"); codes && codes->if_array() != nullptr) {
    for (const Json& code : *codes->if_array()) {
      reasons.push_back(code.if_string() != nullptr ? code : Json(text_of(code, "code")));
    }
  }
  if (!decided.candidates.is_null()) details.emplace_back("candidates", decided.candidates);
  copy("case_priority");
  copy("decision_version");
  details.emplace_back("kind", to_string(kind));
  copy("model_hash");
  details.emplace_back("outcome", text_of(decision, "decision"));
  copy("pack_hash");
  copy("policy_hash");
  details.emplace_back("reason_codes", std::move(reasons));
  copy("recommended_action");
  details.emplace_back("score", score_of(decision, kind));
  copy("threshold_used");
  return Json::object(std::move(details));
}

bool needs_a_person(std::string_view outcome) { return outcome == "REVIEW" || outcome == "REFER"; }

ports::CaseRecord case_for(const Call& call, replay::Kind kind, const replay::Decided& decided,
                           const ports::DecisionRecord& record) {
  const bool screening = kind == replay::Kind::kScreen;
  ports::CaseRecord opened;
  opened.case_id = make_id(call.context.clock, call.context.entropy);
  opened.created_at = record.created_at;
  opened.domain = record.kind;
  opened.severity = screening ? text_of(decided.decision, "risk_severity") : "MED";
  opened.priority = screening ? text_of(decided.decision, "case_priority") : "P1";
  opened.decision = record.outcome;
  opened.entity_name = name_of(call.context.pack->engine, decided.input, record.subject_id);
  opened.risk_score = score_of(decided.decision, kind);
  opened.decision_id = record.decision_id;
  opened.request_id = record.request_id;
  opened.subject_id = record.subject_id;
  opened.customer_ref = record.customer_ref;
  opened.version_stamp = call.context.settings.version_stamp;
  return opened;
}

}  // namespace

void add_as_of(Json& request, ports::Clock& clock, Errors& errors) {
  const Date today = clock.now().date();
  const Json* given = request.find("as_of");
  if (given == nullptr || given->is_null()) {
    request.set("as_of", today.to_string());
    return;
  }
  const std::string* text = given->if_string();
  const auto as_of = text == nullptr ? std::nullopt : Date::parse(*text);
  if (as_of && as_of->to_days() > today.to_days() + 1) {
    errors.push_back({ErrorCode::kInvalid, "as_of lies in the future", "/as_of"});
  }
}

PreparedDecision prepare_decision(const Call& call, replay::Kind kind,
                                  const replay::Decided& decided) {
  return prepare_decision(call, kind, decided, {call.shown_request_id(), call.request_id});
}

PreparedDecision prepare_decision(const Call& call, replay::Kind kind,
                                  const replay::Decided& decided, const RequestName& name) {
  Context& context = call.context;
  ports::DecisionRecord record;
  record.decision_id = make_id(context.clock, context.entropy);
  record.created_at = context.clock.now();
  record.kind = to_string(kind);
  record.outcome = text_of(decided.decision, "decision");
  record.principal = call.principal.id;
  record.request_id = name.shown;
  record.subject_id = subject_of(decided);
  record.customer_ref = decided.customer_ref;
  record.pack_id = context.pack->pack_id;
  if (const Json* policy = decided.decision.find("policy")) {
    record.policy_version = text_of(*policy, "version");
  }
  record.bundle = replay::bundle_text(kind, name.shown, decided);
  record.salt = random_hex(context.entropy, 16);

  PreparedDecision prepared;
  prepared.decision_id = record.decision_id;
  ports::AuditEvent event{.at = record.created_at,
                          .event = "decision",
                          .actor = call.principal.id,
                          .request_id = name.logged,
                          .decision_id = record.decision_id,
                          .case_id = std::nullopt,
                          .bundle_digest = audit::bundle_digest(*record.salt, *record.bundle),
                          .details = audit_details(decided, kind)};
  if (needs_a_person(record.outcome)) {
    ports::CaseRecord opened = case_for(call, kind, decided, record);
    record.case_id = opened.case_id;
    event.case_id = opened.case_id;
    ports::CaseEventRecord created = open_case(opened, call.principal.id);
    prepared.transaction.writes.emplace_back(ports::Insert<ports::CaseRecord>{std::move(opened)});
    prepared.transaction.writes.emplace_back(
        ports::Insert<ports::CaseEventRecord>{std::move(created)});
  }
  prepared.case_id = record.case_id;
  prepared.answer = decided.decision_text;
  prepared.answer.set("request_id", name.shown);
  if (record.customer_ref) prepared.answer.set("customer_ref", *record.customer_ref);
  prepared.answer.set("decision_id", record.decision_id);
  prepared.answer.set("case_id", record.case_id ? Json(*record.case_id) : Json());
  canonical::add_ignored_fields(prepared.answer, decided.ignored_fields);
  prepared.transaction.writes.emplace_back(ports::Insert<ports::DecisionRecord>{std::move(record)});
  if (kind == replay::Kind::kScreen) {
    prepared.transaction.writes.emplace_back(ports::NoteIfLate{
        prepared.decision_id, context.pack->engine.screening_provenance().pack_hash});
  }
  prepared.transaction.audit.push_back(std::move(event));
  context.metrics.count(
      "financescr_decisions_total",
      {{"kind", to_string(kind)}, {"outcome", text_of(decided.decision, "decision")}});
  return prepared;
}

std::optional<http::Response> answered_before(const Call& call) {
  const auto key = http::idempotency_key(call);
  if (!key) return call.refuse(key.error());
  if (!*key) return std::nullopt;
  const auto record =
      ports::find<ports::IdempotencyRecord>(call.context.store, call.principal.id, **key);
  if (!record) return call.refuse(record.error());
  if (!*record || http::is_expired(**record, call.context.clock.now())) return std::nullopt;
  auto answer = http::answer_again(**record, http::fingerprint_of(call, call.request.body));
  if (!answer) return call.refuse(answer.error());
  return std::move(*answer);
}

http::Response commit_decision(const Call& call, PreparedDecision prepared) {
  http::Response response = call.answer_text(200, std::move(prepared.answer).text());
  const auto key = http::idempotency_key(call);
  if (!key) return call.refuse(key.error());
  if (*key) {
    http::remember(prepared.transaction,
                   {.principal = call.principal.id,
                    .key = **key,
                    .created_at = call.context.clock.now(),
                    .fingerprint = http::fingerprint_of(call, call.request.body),
                    .status = response.status,
                    .content_type = "application/json",
                    .body = response.body,
                    .decision_id = prepared.decision_id});
  }
  const auto committed = call.context.store.commit(std::move(prepared.transaction));
  if (committed) return response;
  if (committed.error() == ports::StoreFault::kConflict && *key) {
    if (auto first = answered_before(call)) return std::move(*first);
  }
  return call.refuse(committed.error());
}

}  // namespace financescr::handlers
