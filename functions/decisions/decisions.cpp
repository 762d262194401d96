#include "functions/decisions/decisions.hpp"

#include <vector>

#include "engine/canonical/fields.hpp"
#include "engine/canonical/members.hpp"
#include "engine/core/limits.hpp"
#include "engine/pack/domain_spec.hpp"
#include "engine/replay/replay.hpp"
#include "functions/audit/log.hpp"
#include "functions/call/list.hpp"
#include "functions/call/viewed.hpp"
#include "functions/http/query_fields.hpp"
#include "functions/ports/ids.hpp"

namespace financescr::decisions {

using canonical::Json;
using canonical::nullable;

namespace {

constexpr std::string_view kPageParameters[] = {"limit", "cursor"};

ports::DecisionFilter read_filter(const Call& call, Errors& errors) {
  http::QueryFields query(call.query, errors);
  ports::DecisionFilter filter;
  filter.kind = query.choice("kind", pack::domain_kinds());
  filter.outcome = query.choice("outcome", pack::all_outcomes());
  filter.subject_id = query.text("subject_id", limits::kMaxIdBytes);
  filter.customer_ref = query.text("customer_ref", limits::kMaxIdBytes);
  filter.request_id = query.text("request_id", http::kMaxShownRequestId);
  filter.principal = query.text("principal", limits::kMaxIdBytes);
  if (filter.principal == "me") filter.principal = call.principal.id;
  filter.pack_id = query.text("pack_id", limits::kMaxIdBytes);
  filter.has_case = query.boolean("has_case");
  filter.erased = query.boolean("erased");
  filter.created_from = query.instant("created_from");
  filter.created_until = query.instant("created_until");
  query.reject_unknown(kPageParameters);
  return filter;
}

// The item of a listing, and all but the bundle of a single one.
Json decision_json(const ports::DecisionRecord& record) {
  return Json::object({{"decision_id", record.decision_id},
                       {"created_at", record.created_at.to_string()},
                       {"kind", record.kind},
                       {"outcome", record.outcome},
                       {"principal", record.principal},
                       {"request_id", record.request_id},
                       {"subject_id", nullable(record.subject_id)},
                       {"customer_ref", nullable(record.customer_ref)},
                       {"case_id", nullable(record.case_id)},
                       {"pack_id", record.pack_id},
                       {"policy_version", record.policy_version},
                       {"erased_at", nullable(record.erased_at)}});
}

using Rounded = std::vector<canonical::RoundedNumber>;

// Those inside the member at `pointer`, with their pointers into it.
Rounded within(const Rounded& numbers, std::string_view pointer) {
  Rounded inside;
  for (const auto& number : numbers) {
    const std::string_view place = number.pointer;
    if (!place.starts_with(pointer) || place.substr(pointer.size(), 1) != "/") continue;
    inside.push_back({std::string(place.substr(pointer.size())), number.text});
  }
  return inside;
}

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
  auto record = ports::find<ports::DecisionRecord>(call.context.store, *id);
  if (!record) return tl::unexpected(http::store_fault(record.error()));
  if (!*record) return tl::unexpected(unknown_decision(*id));
  return std::move(**record);
}

http::Response replay_bundle(const Call& call, const Json& bundle, const Rounded& rounded) {
  const auto replayed =
      replay::replay(bundle, rounded, call.context.pack->engine, call.context.workspace);
  if (!replayed) return call.refuse(http::rejected(replayed.error()));
  Json answer = replay::to_json(*replayed);
  answer.set("pack_id", call.context.pack->pack_id);
  return call.answer(200, answer);
}

http::Response replay_stored(const Call& call, const std::string& decision_id) {
  const auto record = find_decision(call, decision_id);
  if (!record) return call.refuse(record.error());
  if (!record->bundle) return call.refuse(erased(*record));
  Rounded rounded;
  const auto bundle = canonical::parse(*record->bundle, rounded);
  if (!bundle) return call.refuse({500, "corrupt_bundle", "The stored bundle cannot be read"});
  return replay_bundle(call, *bundle, rounded);
}

}  // namespace

http::Response decisions(Call& call) {
  Errors errors;
  const ports::DecisionFilter filter = read_filter(call, errors);
  return list_records<ports::DecisionRecord>(
      call, "decisions", &ports::DecisionRecord::decision_id, std::move(errors),
      [&](const auto& start, std::size_t limit) {
        return ports::decisions_query(filter, start, limit);
      },
      decision_json);
}

http::Response decision(Call& call) {
  const auto found = find_decision(call, call.parameters.front());
  if (!found) return call.refuse(found.error());
  const ports::DecisionRecord& record = *found;
  Json body = decision_json(record);
  body.set("bundle", Json());
  if (record.bundle) {
    auto bundle = canonical::parse(*record.bundle);
    if (!bundle) return call.refuse({500, "corrupt_bundle", "The stored bundle cannot be read"});
    body.set("bundle", std::move(*bundle));
  }
  const auto noted = call.context.store.commit({{}, {decision_viewed(call, record, "bundle")}});
  if (!noted) return call.refuse(noted.error());
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
  const auto found = audit::bound_rows(context).search(filter, std::nullopt, 1);
  if (!found) return call.refuse(found.error());
  if (found->rows.empty()) {
    return call.refuse(http::not_found("The audit log has no verified row of this decision"));
  }
  auto proof = audit::prove_row(context, found->rows.front().chain, found->rows.front().seq);
  if (!proof) return call.refuse(proof.error());
  Json trusted = Json::array();
  for (const std::string& key : audit::trusted_keys(context)) trusted.push_back(key);
  const auto noted = context.store.commit({{}, {decision_viewed(call, *record, "proof")}});
  if (!noted) return call.refuse(noted.error());
  return call.answer(200, Json::object({{"decision_id", record->decision_id},
                                        {"salt", *record->salt},
                                        {"public_key", nullable(context.secrets.public_key())},
                                        {"trusted_keys", std::move(trusted)},
                                        {"proof", *std::move(proof)}}));
}

http::Response replay(Call& call) {
  auto request = call.json();
  if (!request) return call.refuse(request.error());
  Rounded rounded;  // the body was read once already, so that nothing but these can come of it
  static_cast<void>(canonical::parse(call.request.body, rounded));
  if (request->find("bundle_version") != nullptr) return replay_bundle(call, *request, rounded);
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
  if (bundle != nullptr) return replay_bundle(call, *bundle, within(rounded, "/bundle"));
  return replay_stored(call, *decision_id);
}

}  // namespace financescr::decisions
