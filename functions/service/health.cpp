#include "functions/service/health.hpp"

#include <string>

#include "engine/numeric/self_test.hpp"
#include "engine/pack/domain_spec.hpp"

namespace financescr::service {

using canonical::Json;

namespace {

Json hashes_of(const decision::Provenance& provenance) {
  return Json::object({{"pack_hash", provenance.pack_hash},
                       {"policy_hash", provenance.policy_hash},
                       {"model_hash", provenance.model_hash}});
}

// What a domain decides with, under its folder's name.
void add_domain(Json& json, const decision::DomainEngine& engine) {
  const std::string name(pack::spec_of(engine.domain()).folder);
  json.set(name + "_policy_version", engine.policy_version());
  json.set(name + "_data_version",
           engine.rows() == nullptr ? Json() : Json(engine.rows()->meta.label));
  json.set(name, hashes_of(engine.provenance()));
}

// {"status", "checks"} by asking the store and the arithmetic.
Json checks_of(Context& context, bool& healthy) {
  const bool store = context.store.check().has_value();
  const bool arithmetic = numeric::self_test();
  healthy = store && arithmetic;
  const auto word = [](bool good) { return good ? "ok" : "error"; };
  return Json::object({{"database", word(store)}, {"engine_self_test", word(arithmetic)}});
}

// "off" where the store has no key to sign with.
std::string_view signing_word(ports::Signing::State state) {
  switch (state) {
    case ports::Signing::State::kNone:
      return "off";
    case ports::Signing::State::kOn:
      return "ok";
    case ports::Signing::State::kStopped:
      return "stopped";
  }
  return "";
}

}  // namespace

http::Response health(Call& call) {
  Context& context = call.context;
  const replay::EngineSet& engines = context.pack->engine;
  bool healthy = false;
  Json checks = checks_of(context, healthy);
  // It goes on deciding without signing, so that this is no reason not to be ready.
  const ports::Signing signing = context.store.signing();
  checks.set("audit_signing", signing_word(signing.state));
  if (!signing.reason.empty()) checks.set("audit_signing_reason", signing.reason);
  healthy = healthy && signing.state != ports::Signing::State::kStopped;
  Json json = Json::object({{"status", healthy ? "ok" : "degraded"},
                            {"service", "financescr"},
                            {"version", context.settings.version},
                            {"version_stamp", context.settings.version_stamp},
                            {"decision_version", decision::kDecisionVersion},
                            {"pack_id", context.pack->pack_id},
                            {"synthetic", engines.pack().is_synthetic()},
                            {"checks", std::move(checks)}});
  for (const Domain domain : kDomains) add_domain(json, engines.of(domain));
  return call.answer(200, json);
}

http::Response liveness(Call& call) {
  return call.answer(200, Json::object({{"status", "alive"}}));
}

http::Response readiness(Call& call) {
  bool healthy = false;
  Json checks = checks_of(call.context, healthy);
  if (!healthy) {
    return call.refuse({503, "not_ready", "The server cannot serve: " + canonical::write(checks)});
  }
  return call.answer(200, Json::object({{"status", "ready"}, {"checks", std::move(checks)}}));
}

http::Response version(Call& call) {
  return call.answer(200, Json::object({{"service", "financescr"},
                                        {"version", call.context.settings.version},
                                        {"version_stamp", call.context.settings.version_stamp},
                                        {"decision_version", decision::kDecisionVersion},
                                        {"bundle_version", decision::kBundleVersion}}));
}

http::Response metrics(Call& call) {
  http::Response response;
  response.headers.set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
  const bool is_stopped = call.context.store.signing().state == ports::Signing::State::kStopped;
  call.context.metrics.set("financescr_audit_signing_stopped", {}, is_stopped ? 1 : 0);
  response.body = call.context.metrics.text();
  return response;
}

}  // namespace financescr::service
