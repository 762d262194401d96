// A pack with both domains for the tests of decisions, bundles and replays.
#pragma once

#include <string>
#include <string_view>

#include "engine/replay/replay.hpp"
#include "tests/unit/screening/samples.hpp"

namespace financescr::samples {

inline constexpr std::string_view kWatchlist =
    R"({"entity_id":"E1","list_type":"SANCTIONS","primary_name":"Ivan Petrov",)"
    R"("dob":["1961-03-07"],"nationalities":["RU"]})"
    "\n"
    R"({"entity_id":"E2","list_type":"PEP","primary_name":"Igor Volkov"})"
    "\n";

inline constexpr std::string_view kCustomers =
    R"({"customer_id":"C1","name":"Ivan Petrov","dob":"1961-03-07","nationality":"RU",)"
    R"("residence_country":"GB","id_hash":"h1","region":"EU"})"
    "\n"
    R"({"customer_id":"C2","name":"Maria Garcia"})"
    "\n";

inline constexpr std::string_view kAsOf = "2026-01-01";

inline constexpr std::string_view kApplication =
    R"("customer_id":"C_000009","product":"PERSONAL_LOAN","amount_gbp":3000,"term_months":24,)"
    R"("income_monthly_gbp":3362.47,"outgoings_monthly_gbp":1870.45,)"
    R"("employment_status":"EMPLOYED","employment_months":58,"credit_utilisation":0.3034,)"
    R"("missed_payments_12m":0,"bank_balance_volatility":0.0945})";

inline std::string application_row(std::string_view id) {
  return R"({"application_id":")" + std::string(id) + "\"," + std::string(kApplication) + "\n";
}

inline replay::EngineSet whole_engine() {
  static const std::string applications = application_row("A1");
  return engine_of({.watchlist = kWatchlist,
                    .customers = kCustomers,
                    .as_of = kAsOf,
                    .applications = applications});
}

inline decision::Verdict apply(const replay::EngineSet& engine, const canonical::Json& request) {
  decision::Workspace workspace;
  return engine.credit().decide(request, workspace);
}

inline decision::Decided applied(const replay::EngineSet& engine, std::string_view request) {
  auto verdict = apply(engine, parse(request));
  REQUIRE_MESSAGE(verdict.has_value(), (verdict ? std::string() : listing(verdict.error())));
  return std::move(*verdict);
}

// The replay of a bundle. Requires: it is one that the engine can decide.
inline replay::Replay replayed(const replay::EngineSet& engine, const canonical::Json& bundle) {
  decision::Workspace workspace;
  auto result = replay::replay(bundle, {}, engine, workspace);
  REQUIRE_MESSAGE(result.has_value(), (result ? std::string() : listing(result.error())));
  return std::move(*result);
}

// A decision without the hashes and the version that make_decision() adds.
inline canonical::Json outcome_part(const canonical::Json& decision) {
  canonical::Json::Object members;
  for (const auto& [key, value] : *decision.if_object()) {
    if (key != "decision_version" && !key.ends_with("_hash")) members.emplace_back(key, value);
  }
  return canonical::Json::object(std::move(members));
}

}  // namespace financescr::samples
