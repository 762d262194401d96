#include "functions/decisions/store_decision.hpp"

#include <vector>

#include "engine/canonical/json_lines.hpp"
#include "engine/pack/domain_spec.hpp"
#include "functions/audit/bundle_digest.hpp"
#include "functions/call/idempotency.hpp"
#include "functions/cases/case_workflow.hpp"
#include "functions/ports/ids.hpp"

namespace financescr::decisions {

using canonical::Json;

namespace {

Json to_json(const std::vector<decision::Candidate>& candidates) {
  Json::Array array;
  array.reserve(candidates.size());
  for (const decision::Candidate& candidate : candidates) {
    array.push_back(Json::object({{"candidate_id", candidate.id}, {"score", candidate.score}}));
  }
  return Json(std::move(array));
}

// What the audit log says of a decision: outcomes, versions, ids of list entries; nobody's data.
Json audit_details(const decision::Decided& decided, const decision::Provenance& provenance) {
  const decision::Summary& summary = decided.summary;
  Json::Array reasons;
  for (const std::string_view code : summary.reasons) reasons.emplace_back(code);
  Json details = Json::object({{"decision_version", decision::kDecisionVersion},
                               {"kind", pack::spec_of(decided.domain).kind},
                               {"model_hash", provenance.model_hash},
                               {"outcome", summary.outcome},
                               {"pack_hash", provenance.pack_hash},
                               {"policy_hash", provenance.policy_hash},
                               {"reason_codes", Json(std::move(reasons))},
                               {"score", summary.score}});
  if (summary.candidates) details.set("candidates", to_json(*summary.candidates));
  if (summary.recommended_action) {
    details.set("case_priority", summary.priority);
    details.set("recommended_action", *summary.recommended_action);
  }
  if (summary.threshold) details.set("threshold_used", *summary.threshold);
  return details;
}

ports::CaseRecord case_for(Context& context, const decision::Summary& summary,
                           const ports::DecisionRecord& record) {
  ports::CaseRecord opened;
  opened.case_id = make_id(context.clock, context.entropy);
  opened.created_at = record.created_at;
  opened.domain = record.kind;
  opened.severity = summary.severity;
  opened.priority = summary.priority;
  opened.decision = record.outcome;
  opened.entity_name = summary.subject_name;
  opened.risk_score = summary.score;
  opened.decision_id = record.decision_id;
  opened.request_id = record.request_id;
  opened.subject_id = record.subject_id;
  opened.customer_ref = record.customer_ref;
  opened.version_stamp = context.settings.version_stamp;
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

PreparedDecision prepare_decision(const Call& call, const decision::Decided& decided) {
  return prepare_decision(call.context, call.principal.id,
                          {call.shown_request_id(), call.request_id}, decided);
}

PreparedDecision prepare_decision(Context& context, const std::string& principal,
                                  const RequestName& name, const decision::Decided& decided) {
  const std::string_view kind = pack::spec_of(decided.domain).kind;
  const decision::Summary& summary = decided.summary;
  const decision::Provenance& provenance = context.pack->engine.of(decided.domain).provenance();
  ports::DecisionRecord record;
  record.decision_id = make_id(context.clock, context.entropy);
  record.created_at = context.clock.now();
  record.kind = kind;
  record.outcome = summary.outcome;
  record.principal = principal;
  record.request_id = name.shown;
  record.subject_id = summary.subject_id;
  record.customer_ref = decided.customer_ref;
  record.pack_id = context.pack->pack_id;
  record.policy_version = summary.policy_version;
  record.bundle = decision::bundle_text(name.shown, decided);
  record.salt = random_hex(context.entropy, 16);

  PreparedDecision prepared;
  prepared.decision_id = record.decision_id;
  ports::AuditEvent event{.at = record.created_at,
                          .event = "decision",
                          .actor = principal,
                          .request_id = name.logged,
                          .decision_id = record.decision_id,
                          .case_id = std::nullopt,
                          .bundle_digest = audit::bundle_digest(*record.salt, *record.bundle),
                          .details = audit_details(decided, provenance)};
  if (summary.needs_review) {
    ports::CaseRecord opened = case_for(context, summary, record);
    record.case_id = opened.case_id;
    event.case_id = opened.case_id;
    ports::CaseEventRecord created = cases::open_case(opened, principal);
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
  if (pack::spec_of(decided.domain).has_watchlist()) {
    prepared.transaction.writes.emplace_back(
        ports::NoteIfLate{prepared.decision_id, provenance.pack_hash});
  }
  prepared.transaction.audit.push_back(std::move(event));
  context.metrics.count("financescr_decisions_total",
                        {{"kind", kind}, {"outcome", summary.outcome}});
  return prepared;
}

std::optional<http::Response> answered_before(const Call& call) {
  const auto key = idempotency_key(call);
  if (!key) return call.refuse(key.error());
  if (!*key) return std::nullopt;
  const auto record =
      ports::find<ports::IdempotencyRecord>(call.context.store, call.principal.id, **key);
  if (!record) return call.refuse(record.error());
  if (!*record || is_expired(**record, call.context.clock.now())) return std::nullopt;
  auto answer = answer_again(**record, fingerprint_of(call, call.request.body));
  if (!answer) return call.refuse(answer.error());
  return std::move(*answer);
}

http::Response commit_decision(const Call& call, PreparedDecision prepared) {
  http::Response response = call.answer_text(200, std::move(prepared.answer).text());
  const auto key = idempotency_key(call);
  if (!key) return call.refuse(key.error());
  if (*key) {
    remember_answer(prepared.transaction, {.principal = call.principal.id,
                                           .key = **key,
                                           .created_at = call.context.clock.now(),
                                           .fingerprint = fingerprint_of(call, call.request.body),
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

}  // namespace financescr::decisions
