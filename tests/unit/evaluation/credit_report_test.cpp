#include "engine/evaluation/credit_report.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "tests/unit/evaluation/labelled_pack.hpp"
#include "tests/unit/replay/samples.hpp"
#include "tests/unit/screening/seed_pack.hpp"

namespace financescr::evaluation {
namespace {

using labelled::EvaluatedCredit;

const EvaluatedCredit& seed() {
  static const EvaluatedCredit result = labelled::evaluated_credit(
      samples::engine_of({.watchlist = samples::seed_files().at("fincrime/v1/watchlist.jsonl"),
                          .customers = samples::seed_files().at("fincrime/v1/customers.jsonl"),
                          .policy = {},
                          .model = {},
                          .applications = samples::seed_files().at("credit/v1/applications.jsonl"),
                          .credit_labels = samples::seed_files().at("credit/v1/labels.jsonl")}));
  return result;
}

TEST_CASE("the oracle's figures on seed 42 are those of the specification") {
  const auto& oracle = seed().report.oracle;
  REQUIRE(oracle.has_value());
  CHECK(oracle->auc->value.value / 100 == 7379);                       // .7379
  CHECK((oracle->calibration->brier.value.value + 50) / 100 == 1719);  // .1719
  CHECK(oracle->calibration->base_rate.value == Micro{276'000});
  CHECK((oracle->calibration->mean_score.value + 50) / 100 == 2687);
}

TEST_CASE("no honest model beats the oracle by more than chance") {
  const auto& report = seed().report;
  CHECK(report.ours.auc->value <= report.oracle->auc->high);
  CHECK(report.cost >= report.oracle_cost);
}

TEST_CASE("every application has one decision and stands in one slice of each dimension") {
  const auto& report = seed().report;
  std::int64_t decided = 0;
  for (const auto& rate : report.outcomes) decided += rate.count;
  CHECK(decided == 3000);
  for (const std::string_view dimension : {"employment", "region", "amount", "term"}) {
    std::int64_t count = 0;
    for (const auto& slice : report.slices) count += slice.dimension == dimension ? slice.count : 0;
    CHECK(count == 3000);
  }
}

TEST_CASE("the report does not depend on the order of rows") {
  auto engine =
      samples::engine_of({.applications = samples::seed_files().at("credit/v1/applications.jsonl"),
                          .credit_labels = samples::seed_files().at("credit/v1/labels.jsonl")});
  auto outcomes = seed().outcomes;
  const auto before = canonical::write(to_json(evaluate_credit(engine, seed().data, outcomes)));
  std::reverse(outcomes.begin(), outcomes.end());
  CHECK(canonical::write(to_json(evaluate_credit(engine, seed().data, outcomes))) == before);
}

TEST_CASE("labels and applications without each other are counted and left out") {
  const std::string applications = samples::application_row("A1") + samples::application_row("A2");
  const auto result = labelled::evaluated_credit(
      samples::engine_of({.applications = applications,
                          .credit_labels = "{\"application_id\":\"A1\",\"default_12m\":0}\n"
                                           "{\"application_id\":\"A9\",\"default_12m\":1}\n"}));
  CHECK(result.report.count == 1);
  CHECK(result.report.without_label == 1);
  CHECK(result.report.without_application == std::vector<std::string>{"A9"});
  CHECK_FALSE(result.report.oracle.has_value());
  CHECK_FALSE(result.report.ours.auc.has_value());
}

TEST_CASE("what decisions cost in hindsight") {
  const credit::DecisionCosts costs{{4}, {1}, {2}};
  CHECK(cost_of(credit::Decision::kApprove, true, costs) == Micro{4});
  CHECK(cost_of(credit::Decision::kApprove, false, costs) == Micro{0});
  CHECK(cost_of(credit::Decision::kRefer, true, costs) == Micro{2});
  CHECK(cost_of(credit::Decision::kDecline, true, costs) == Micro{0});
  CHECK(cost_of(credit::Decision::kDecline, false, costs) == Micro{1});
}

}  // namespace
}  // namespace financescr::evaluation
