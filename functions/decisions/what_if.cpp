#include "functions/decisions/what_if.hpp"

#include <utility>

#include "engine/canonical/fields.hpp"
#include "engine/canonical/json_lines.hpp"
#include "engine/evaluation/what_if_credit.hpp"
#include "engine/evaluation/what_if_screening.hpp"

namespace financescr::decisions {

using canonical::Json;

namespace {

// What this pack or its size does not allow; the request itself is good.
http::Problem unsupported(const Error& error) { return {422, "unsupported", error.detail}; }

evaluation::AlertPolicy alert_policy(const screening::Policy& policy) {
  return {policy.threshold, {policy.cost_fp, policy.cost_fn}};
}

// The active policy with the members that the request names, read as a pack's policy is.
screening::Policy changed_policy(const screening::Policy& active, canonical::Fields& request,
                                 Errors& errors) {
  Json json = active.to_json();
  for (const std::string_view key : {"threshold", "cost_fp", "cost_fn"}) {
    if (const Json* value = request.find(key)) json.set(key, *value);
  }
  return screening::Policy::read(json, errors);
}

http::Response answer(const Call& call, Json body, const std::string& policy_version,
                      const canonical::Fields& request) {
  body.set("pack_id", call.context.pack->pack_id);
  body.set("policy_version", policy_version);
  canonical::add_ignored_fields(body, request.unknown());
  return call.answer(200, body);
}

}  // namespace

http::Response what_if_screening(Call& call) {
  const auto body = call.json();
  if (!body) return call.refuse(body.error());
  Errors errors;
  canonical::Fields request(*body, "", errors);
  const auto& pack = call.context.pack;
  const screening::Policy& active = pack->engine.screening().screener().policy;
  const screening::Policy changed = changed_policy(active, request, errors);
  if (!errors.empty()) return call.refuse(http::rejected(std::move(errors)));
  const auto scores = call.context.scores.of(pack, call.context.workspace);
  if (!scores) return call.refuse(unsupported(scores.error()));
  const auto what_if =
      evaluation::what_if_screening(**scores, alert_policy(active), alert_policy(changed));
  if (!what_if) return call.refuse(unsupported(what_if.error()));
  return answer(call, to_json(*what_if, **scores), active.version, request);
}

http::Response what_if_credit(Call& call) {
  const auto body = call.json();
  if (!body) return call.refuse(body.error());
  Errors errors;
  canonical::Fields request(*body, "", errors);
  const replay::EngineSet& engine = call.context.pack->engine;
  const credit::Policy& active = engine.credit().underwriter().policy;
  const Json* changes = request.find("policy");
  const auto changed = evaluation::changed_policy(
      active, changes == nullptr ? Json::object() : *changes, "/policy", errors);
  if (!changed) return call.refuse(http::rejected(std::move(errors)));
  const auto what_if = evaluation::what_if_credit(engine, *changed);
  if (!what_if) return call.refuse(unsupported(what_if.error()));
  Json answered = to_json(*what_if);
  answered.set("policy", active.to_json());
  return answer(call, std::move(answered), active.version, request);
}

}  // namespace financescr::decisions
