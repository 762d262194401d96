#include "engine/decision/decision.hpp"

#include <utility>

#include "engine/canonical/content_hash.hpp"
#include "engine/pack/domain_spec.hpp"

namespace financescr::decision {

using canonical::Json;

namespace {

Json envelope(Domain domain, const Json& request_id,
              const std::optional<std::string>& customer_ref) {
  Json json = Json::object({{"bundle_version", kBundleVersion},
                            {"kind", pack::spec_of(domain).kind},
                            {"request_id", request_id}});
  if (customer_ref) json.set("customer_ref", *customer_ref);
  return json;
}

}  // namespace

Decided make_decision(Json input, Json outcome, const Provenance& provenance,
                      const std::optional<std::string>& matches) {
  Decided decided;
  decided.input = std::move(input);
  decided.input_text = canonical::write(decided.input);
  outcome.set("decision_version", kDecisionVersion);
  outcome.set("input_hash",
              canonical::content_hash(std::string_view(decided.input_text)).to_string());
  outcome.set("pack_hash", provenance.pack_hash);
  outcome.set("policy_hash", provenance.policy_hash);
  outcome.set("model_hash", provenance.model_hash);
  decided.decision_text = canonical::ObjectText(outcome);
  if (matches) decided.decision_text.set_text("matches", *matches);
  const std::string& hashed = decided.decision_text.text();
  const Json result_hash = canonical::content_hash(std::string_view(hashed)).to_string();
  outcome.set("result_hash", result_hash);
  decided.decision_text.set("result_hash", result_hash);
  decided.decision = std::move(outcome);
  return decided;
}

Json make_bundle(Domain domain, const Json& request_id, const Json& input, const Json& decision,
                 const std::optional<std::string>& customer_ref) {
  Json bundle = envelope(domain, request_id, customer_ref);
  bundle.set("input", input);
  bundle.set("decision", decision);
  return bundle;
}

std::string bundle_text(const Json& request_id, const Decided& decided) {
  canonical::ObjectText bundle(envelope(decided.domain, request_id, decided.customer_ref));
  bundle.set_text("input", decided.input_text);
  bundle.set_text("decision", decided.decision_text.text());
  return std::move(bundle).text();
}

}  // namespace financescr::decision
