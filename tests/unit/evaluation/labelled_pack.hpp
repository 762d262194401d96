// A tiny labelled pack, and reports on labelled packs.
#pragma once

#include <doctest/doctest.h>

#include <string_view>
#include <utility>
#include <vector>

#include "engine/evaluation/credit_report.hpp"
#include "engine/evaluation/fincrime_report.hpp"
#include "tests/unit/screening/samples.hpp"

namespace financescr::evaluation::labelled {

inline constexpr std::string_view kWatchlist =
    R"({"entity_id":"E1","list_type":"PEP","primary_name":"Ivan Petrov","dob":["1961-03-07"]})"
    "\n"
    R"({"entity_id":"E2","list_type":"SANCTIONS","primary_name":"Fatima Hussain"})"
    "\n";
inline constexpr std::string_view kCustomers =
    R"({"customer_id":"C1","name":"Ivan Petrov","dob":"1961-03-07","region":"EU"})"
    "\n"
    R"({"customer_id":"C2","name":"Fatima Hussain","region":"ASIA"})"
    "\n"
    R"({"customer_id":"C3","name":"Zzyzx Quux","region":"EU"})"
    "\n";
inline constexpr std::string_view kLabels =
    R"({"scenario_id":"S1","customer_id":"C1","label":"NO_MATCH","true_entity_id":null})"
    "\n"
    R"({"scenario_id":"S2","customer_id":"C2","label":"MATCH","true_entity_id":"E2"})"
    "\n"
    R"({"scenario_id":"S3","customer_id":"C3","label":"NO_MATCH"})"
    "\n"
    R"({"scenario_id":"S4","customer_id":"C9","label":"MATCH","true_entity_id":"E1"})"
    "\n";
inline constexpr std::string_view kOracle =
    R"({"scenario_id":"S1","true_entity_id":"E1","log_likelihood_ratio":4.25})"
    "\n"
    R"({"scenario_id":"S2","true_entity_id":null,"log_likelihood_ratio":-1.5})"
    "\n"
    R"({"scenario_id":"S3","true_entity_id":null,"log_likelihood_ratio":-9})"
    "\n";

inline FincrimeReport report_of(const replay::EngineSet& engine) {
  const auto data = read_fincrime_data(*engine.screening().rows());
  REQUIRE(data.has_value());
  std::vector<ScenarioOutcome> outcomes(data->labels.size());
  decision::Workspace workspace;
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    if (!can_be_screened(*data, i)) continue;
    auto outcome =
        screen_scenario(engine, data->labels[i].customer_id, entities_asked(*data, i), workspace);
    REQUIRE(outcome.has_value());
    outcomes[i] = std::move(*outcome);
  }
  auto report = evaluate_fincrime(engine, *data, outcomes);
  REQUIRE(report.has_value());
  return std::move(*report);
}

inline FincrimeReport report_of(const samples::PackText& text) {
  return report_of(samples::engine_of(text));
}

// Every labelled application decided, and the report on it.
struct EvaluatedCredit {
  CreditData data;
  std::vector<CreditOutcome> outcomes;
  CreditReport report;
};

inline EvaluatedCredit evaluated_credit(const replay::EngineSet& engine) {
  auto data = read_credit_data(*engine.credit().rows());
  REQUIRE(data.has_value());
  std::vector<CreditOutcome> outcomes;
  for (const CreditLabel& label : data->labels) {
    auto outcome = decide_labelled(engine, label);
    REQUIRE(outcome.has_value());
    outcomes.push_back(std::move(*outcome));
  }
  auto report = evaluate_credit(engine, *data, outcomes);
  return {std::move(*data), std::move(outcomes), std::move(report)};
}

}  // namespace financescr::evaluation::labelled
