#include "functions/handlers/decisions.hpp"

#include "engine/canonical/fields.hpp"
#include "engine/canonical/members.hpp"
#include "engine/core/limits.hpp"
#include "engine/replay/replay.hpp"
#include "functions/handlers/audit.hpp"
#include "functions/ids.hpp"

namespace financescr::handlers {

using canonical::Json;
using canonical::nullable;

namespace {

http::Problem unknown_decision(const std::string& id) {
  return http::not_found("There is no decision " + id);
}

http::Problem erased(const ports::DecisionRecord& record) {
  const std::string when = record.erased_at ? record.erased_at->to_string() : "";
  return {410, "erased",
          "The input and the evidence of this decision were erased on " + when +
              "; its outcome and its audit rows remain"};
}

// `given` is a UUID in any usual form, or no id at all.
tl::expected<ports::DecisionRecord, http::Problem> find_decision(const Call& call,
                                                                 const std::string& given) {
  const auto id = parse_uuid(given);
  if (!id) return tl::unexpected(unknown_decision(given));
  auto record = call.context.store.decision(*id);
  if (!record) return tl::unexpected(http::store_fault(record.error()));
  if (!*record) return tl::unexpected(unknown_decision(*id));
  return std::move(**record);
}

http::Response replay_bundle(const Call& call, const Json& bundle) {
  const auto replayed = replay::replay(bundle, call.context.pack->engine, call.context.workspace);
  if (!replayed) return call.refuse(http::rejected(replayed.error()));
  Json answer = replay::to_json(*replayed);
  answer.set("pack_id", call.context.pack->pack_id);
  return call.answer(200, answer);
}

http::Response replay_stored(const Call& call, const std::string& decision_id) {
  const auto record = find_decision(call, decision_id);
  if (!record) return call.refuse(record.error());
  if (!record->bundle) return call.refuse(erased(*record));
  const auto bundle = canonical::parse(*record->bundle);
  if (!bundle) return call.refuse({500, "corrupt_bundle", "The stored bundle cannot be read"});
  return replay_bundle(call, *bundle);
}

}  // namespace

http::Response decision(Call& call) {
  const auto found = find_decision(call, call.parameters.front());
  if (!found) return call.refuse(found.error());
  const ports::DecisionRecord& record = *found;
  Json body = Json::object({{"decision_id", record.decision_id},
                            {"created_at", record.created_at.to_string()},
                            {"kind", record.kind},
                            {"outcome", record.outcome},
                            {"principal", record.principal},
                            {"request_id", record.request_id},
                            {"subject_id", nullable(record.subject_id)},
                            {"case_id", nullable(record.case_id)},
                            {"pack_id", record.pack_id},
                            {"policy_version", record.policy_version},
                            {"erased_at", nullable(record.erased_at)},
                            {"bundle", Json()}});
  if (record.bundle) {
    auto bundle = canonical::parse(*record.bundle);
    if (!bundle) return call.refuse({500, "corrupt_bundle", "The stored bundle cannot be read"});
    body.set("bundle", std::move(*bundle));
  }
  return call.answer(200, body);
}

http::Response decision_proof(Call& call) {
  Context& context = call.context;
  const auto record = find_decision(call, call.parameters.front());
  if (!record) return call.refuse(record.error());
  if (!record->salt) return call.refuse(erased(*record));
  ports::AuditFilter filter;
  filter.event = "decision";
  filter.decision_id = record->decision_id;
  const auto found = bound_rows(context).search(filter, std::nullopt, 1);
  if (!found) return call.refuse(found.error());
  if (found->rows.empty()) {
    return call.refuse(http::not_found("The audit log has no verified row of this decision"));
  }
  auto proof = prove_row(context, found->rows.front().chain, found->rows.front().seq);
  if (!proof) return call.refuse(proof.error());
  Json trusted = Json::array();
  for (const std::string& key : trusted_keys(context)) trusted.push_back(key);
  return call.answer(200, Json::object({{"decision_id", record->decision_id},
                                        {"salt", *record->salt},
                                        {"public_key", nullable(context.secrets.public_key())},
                                        {"trusted_keys", std::move(trusted)},
                                        {"proof", *std::move(proof)}}));
}

http::Response replay(Call& call) {
  auto request = call.json();
  if (!request) return call.refuse(request.error());
  if (request->find("bundle_version") != nullptr) return replay_bundle(call, *request);
  Errors errors;
  canonical::Fields fields(*request, "", errors);
  const Json* bundle = fields.find("bundle");
  const auto decision_id = fields.text("decision_id", limits::kMaxIdBytes);
  if (bundle != nullptr && decision_id) {
    fields.reject("bundle", ErrorCode::kConflict,
                  "bundle and decision_id are both given; give one of them");
  } else if (bundle == nullptr && !decision_id && errors.empty()) {
    errors.push_back({ErrorCode::kMissing, "Provide either decision_id or bundle", ""});
  }
  if (!errors.empty()) return call.refuse(http::rejected(std::move(errors)));
  if (bundle != nullptr) return replay_bundle(call, *bundle);
  return replay_stored(call, *decision_id);
}

}  // namespace financescr::handlers
