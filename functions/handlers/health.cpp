#include "functions/handlers/health.hpp"

#include "engine/credit/policy.hpp"
#include "engine/numeric/self_test.hpp"

namespace financescr::handlers {

using canonical::Json;

namespace {

Json hashes_of(const replay::Provenance& provenance) {
  return Json::object({{"pack_hash", provenance.pack_hash},
                       {"policy_hash", provenance.policy_hash},
                       {"model_hash", provenance.model_hash}});
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
  const replay::Engine& engine = context.pack->engine;
  bool healthy = false;
  Json checks = checks_of(context, healthy);
  // It goes on deciding without signing, so that this is no reason not to be ready.
  const ports::Signing signing = context.store.signing();
  checks.set("audit_signing", signing_word(signing.state));
  if (!signing.reason.empty()) checks.set("audit_signing_reason", signing.reason);
  healthy = healthy && signing.state != ports::Signing::State::kStopped;
  const auto* fincrime = engine.pack().fincrime();
  const auto* credit = engine.pack().credit();
  return call.answer(
      200, Json::object({{"status", healthy ? "ok" : "degraded"},
                         {"service", "financescr"},
                         {"version", context.settings.version},
                         {"version_stamp", context.settings.version_stamp},
                         {"decision_version", replay::kDecisionVersion},
                         {"fincrime_policy_version", engine.screener().policy.version},
                         {"credit_policy_version", engine.underwriter().policy.version},
                         {"fincrime_data_version", fincrime ? Json(fincrime->meta.label) : Json()},
                         {"credit_data_version", credit ? Json(credit->meta.label) : Json()},
                         {"pack_id", context.pack->pack_id},
                         {"synthetic", engine.pack().is_synthetic()},
                         {"fincrime", hashes_of(engine.screening_provenance())},
                         {"credit", hashes_of(engine.credit_provenance())},
                         {"checks", std::move(checks)}}));
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
                                        {"decision_version", replay::kDecisionVersion},
                                        {"bundle_version", replay::kBundleVersion}}));
}

http::Response metrics(Call& call) {
  http::Response response;
  response.headers.set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
  const bool is_stopped = call.context.store.signing().state == ports::Signing::State::kStopped;
  call.context.metrics.set("financescr_audit_signing_stopped", {}, is_stopped ? 1 : 0);
  response.body = call.context.metrics.text();
  return response;
}

}  // namespace financescr::handlers
