#include "engine/replay/decision.hpp"

#include "engine/canonical/content_hash.hpp"

namespace financescr::replay {

using canonical::Json;

std::string_view to_string(Kind kind) {
  switch (kind) {
    case Kind::kScreen:
      return "screen";
    case Kind::kCredit:
      return "credit";
  }
  return "";
}

Json make_decision(const Json& input, Json outcome, const Provenance& provenance) {
  outcome.set("decision_version", kDecisionVersion);
  outcome.set("input_hash", canonical::content_hash(input).to_string());
  outcome.set("pack_hash", provenance.pack_hash);
  outcome.set("policy_hash", provenance.policy_hash);
  outcome.set("model_hash", provenance.model_hash);
  const std::string result_hash = canonical::content_hash(outcome).to_string();
  outcome.set("result_hash", result_hash);
  return outcome;
}

Json make_bundle(Kind kind, const Json& request_id, const Json& input, const Json& decision) {
  return Json::object({{"bundle_version", kBundleVersion},
                       {"kind", to_string(kind)},
                       {"request_id", request_id},
                       {"input", input},
                       {"decision", decision}});
}

}  // namespace financescr::replay
