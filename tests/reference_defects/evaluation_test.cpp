// Defects of the reference's evaluation (specification 1.5 and 1.7).
#include <doctest/doctest.h>

#include <set>
#include <string>

#include "datagen/customers.hpp"
#include "datagen/generator_v1.hpp"
#include "engine/evaluation/fincrime_report.hpp"
#include "tests/unit/screening/seed_pack.hpp"

namespace financescr {
namespace {

using namespace evaluation;

FincrimeReport report_of(const samples::PackText& text) {
  const auto engine = samples::engine_of(text);
  const auto data = read_fincrime_data(*engine.screening().rows());
  REQUIRE(data.has_value());
  std::vector<ScenarioOutcome> outcomes;
  decision::Workspace workspace;
  for (std::size_t i = 0; i < data->labels.size(); ++i) {
    auto outcome =
        screen_scenario(engine, data->labels[i].customer_id, entities_asked(*data, i), workspace);
    REQUIRE(outcome.has_value());
    outcomes.push_back(std::move(*outcome));
  }
  auto report = evaluate_fincrime(engine, *data, outcomes);
  REQUIRE(report.has_value());
  return std::move(*report);
}

// Three persons of one name, one of them the customer's; which id he has is `truth`.
std::string metrics_where(std::string_view truth) {
  std::string rows;
  for (const std::string_view id : {"E1", "E5", "E9"}) {
    rows += samples::entry(id, "Chen Zhao", "PEP");
  }
  const std::string labels = R"({"scenario_id":"S1","customer_id":"C1","label":"MATCH",)"
                             R"("true_entity_id":")" +
                             std::string(truth) + "\"}";
  const auto report = report_of({.watchlist = rows,
                                 .customers = R"({"customer_id":"C1","name":"Chen Zhao"})",
                                 .labels = labels});
  return canonical::write(*to_json(report).find("metrics"));
}

TEST_CASE("reference: its recall depends on which ids the linked entities have; ours does not") {
  const std::string lowest = metrics_where("E1");
  CHECK(metrics_where("E5") == lowest);
  CHECK(metrics_where("E9") == lowest);
  const auto metrics = samples::parse("{\"metrics\":" + lowest + "}");
  CHECK(samples::text_at(metrics, "metrics/0/recall_at_k/0/ties_at_random/value") == "0.333333");
  CHECK(samples::text_at(metrics, "metrics/0/recall_at_k/0/ties_against") == "0");
  CHECK(samples::text_at(metrics, "metrics/0/recall_at_k/0/ties_in_favour") == "1");
}

TEST_CASE("reference: its report holds a wall clock, so two runs differ") {
  const std::string once = metrics_where("E5");
  CHECK(metrics_where("E5") == once);
}

// The customers that the watchlist of seed 42 lists.
std::set<std::string> linked_customers() {
  std::set<std::string> linked;
  for (const std::uint32_t i : datagen::linked_customers_v1({})) {
    linked.insert(datagen::customer_id(i));
  }
  return linked;
}

struct Contradicted {
  int labels = 0;
  int rightly = 0;
};

Contradicted contradicted_in(const std::string& path) {
  const auto& files = samples::seed_files();
  const auto pack = samples::pack_of({.watchlist = files.at("fincrime/v1/watchlist.jsonl"),
                                      .customers = files.at("fincrime/v1/customers.jsonl"),
                                      .labels = files.at("fincrime/v1/labels.jsonl")});
  auto known = scenario_labels(*pack.domain(Domain::kScreening));
  REQUIRE(known.has_value());
  std::vector<ScenarioLabel> labels;
  for (const auto& line : samples::lines_of(files.at(path))) {
    Errors errors;
    labels.push_back(read_scenario_label(samples::parse(line), errors));
    REQUIRE(errors.empty());
  }
  known->insert(known->end(), labels.begin(), labels.end());
  const auto noise = NoiseFinder(*pack.domain(Domain::kScreening)).find(labels, *known);
  const auto truths = truths_corrected(labels, noise);
  const auto linked = linked_customers();
  Contradicted found;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    if (labels[i].match || !truths[i].match) continue;
    ++found.labels;
    found.rightly += static_cast<int>(linked.count(labels[i].customer_id));
  }
  return found;
}

TEST_CASE("reference: 131 of 533 NO_MATCH labels are wrong and nobody notices; we find 112") {
  const auto found = contradicted_in("fincrime/v1/labels.jsonl");
  CHECK(found.labels == 112);
  CHECK(found.rightly == 112);  // none is accused wrongly
}

TEST_CASE("reference: 5 of 18 golden NO_MATCH labels are wrong; we find all of them") {
  const auto found = contradicted_in("golden/v1/fincrime_golden.jsonl");
  CHECK(found.labels == 5);
  CHECK(found.rightly == 5);
}

}  // namespace
}  // namespace financescr
