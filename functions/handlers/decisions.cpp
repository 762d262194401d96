#include "functions/handlers/decisions.hpp"

#include "engine/canonical/fields.hpp"
#include "engine/canonical/members.hpp"
#include "engine/core/limits.hpp"
#include "engine/replay/replay.hpp"
#include "functions/ids.hpp"

namespace financescr::handlers {

using canonical::Json;
using canonical::nullable;

namespace {

http::Problem unknown_decision(const std::string& id) {
  return http::not_found("There is no decision " + id);
}

http::Response replay_bundle(const Call& call, const Json& bundle) {
  const auto replayed = replay::replay(bundle, call.context.pack->engine, call.context.workspace);
  if (!replayed) return call.refuse(http::rejected(replayed.error()));
  Json answer = replay::to_json(*replayed);
  answer.set("pack_id", call.context.pack->pack_id);
  return call.answer(200, answer);
}

http::Response replay_stored(const Call& call, const std::string& decision_id) {
  const auto record = call.context.store.decision(decision_id);
  if (!record) return call.refuse(record.error());
  if (!*record) return call.refuse(unknown_decision(decision_id));
  if (!(*record)->bundle) {
    const std::string when = (*record)->erased_at ? (*record)->erased_at->to_string() : "";
    return call.refuse({410, "erased",
                        "The input and the evidence of this decision were erased on " + when +
                            "; its outcome and its audit rows remain"});
  }
  const auto bundle = canonical::parse(*(*record)->bundle);
  if (!bundle) return call.refuse({500, "corrupt_bundle", "The stored bundle cannot be read"});
  return replay_bundle(call, *bundle);
}

}  // namespace

http::Response decision(Call& call) {
  const auto id = parse_uuid(call.parameters.front());
  if (!id) return call.refuse(unknown_decision(call.parameters.front()));
  const auto found = call.context.store.decision(*id);
  if (!found) return call.refuse(found.error());
  if (!*found) return call.refuse(unknown_decision(*id));
  const ports::DecisionRecord& record = **found;
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
  const auto id = parse_uuid(*decision_id);
  return id ? replay_stored(call, *id) : call.refuse(unknown_decision(*decision_id));
}

}  // namespace financescr::handlers
