// Defects of the reference's generator (specification 1.7).
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <set>
#include <string>
#include <utility>

#include "datagen/generator_v1.hpp"
#include "datagen/generator_v2.hpp"
#include "tests/unit/screening/seed_pack.hpp"

namespace financescr {
namespace {

using canonical::Json;
using samples::lines_of;
using samples::seed_files;

// The customers that the watchlist of seed 42 lists.
const std::set<std::string>& linked_customers() {
  static const std::set<std::string> ids = [] {
    std::set<std::string> linked;
    for (const std::uint32_t index : datagen::linked_customers_v1({})) {
      linked.insert(datagen::customer_id(index));
    }
    return linked;
  }();
  return ids;
}

// How many NO_MATCH rows there are, and how many of them name a listed customer.
std::pair<int, int> no_match_and_linked(const std::string& path) {
  int rows = 0;
  int linked = 0;
  for (const auto& line : lines_of(seed_files().at(path))) {
    const Json row = samples::parse(line);
    if (!row.find("true_entity_id")->is_null()) continue;
    ++rows;
    linked += static_cast<int>(linked_customers().count(*row.find("customer_id")->if_string()));
  }
  return {rows, linked};
}

TEST_CASE("reference: aliases come from a set, so watchlist.jsonl differs from run to run") {
  const auto again = datagen::generate_v1({});
  REQUIRE(again.has_value());
  for (const auto& file : *again) {
    CAPTURE(file.path);
    CHECK(file.bytes == seed_files().at(file.path));
  }
}

TEST_CASE("reference: NO_MATCH is drawn from linked customers too; v1 keeps that and we count it") {
  CHECK(linked_customers().size() == 750);
  const auto labels = no_match_and_linked("fincrime/v1/labels.jsonl");
  CHECK(labels.first == 533);
  CHECK(labels.second == 131);
  const auto golden = no_match_and_linked("golden/v1/fincrime_golden.jsonl");
  CHECK(golden.first == 18);
  CHECK(golden.second == 5);
}

TEST_CASE("reference: labels notwithstanding, a listed person is sent to review") {
  const auto& engine = samples::seed_engine();
  decision::Workspace workspace;
  int reviewed = 0;
  int asked = 0;
  for (const auto& customer_id : linked_customers()) {
    const auto verdict =
        engine.screening().decide(Json::object({{"customer_id", customer_id}}), workspace);
    REQUIRE(verdict.has_value());
    ++asked;
    reviewed += *verdict->decision.find("decision")->if_string() == "REVIEW" ? 1 : 0;
  }
  MESSAGE("linked customers sent to review: " << reviewed << " of " << asked);
  CHECK(reviewed * 100 >= asked * 99);
}

TEST_CASE("reference: ties break by id and linked entities have the lowest, so recall is a leak") {
  // The same name three times: the one born on the day is first wherever its id stands.
  for (const std::string_view truth : {"E1", "E5", "E9"}) {
    std::string rows;
    for (const std::string_view id : {"E1", "E5", "E9"}) {
      rows += samples::entry(id, "Chen Zhao", "PEP",
                             id == truth ? R"(,"dob":["1980-02-03"])" : R"(,"dob":["1955-09-09"])");
    }
    const auto engine = samples::shipped_engine(rows, "");
    const auto decision =
        samples::decided(engine, samples::ask("Chen Zhao", R"(,"dob":"1980-02-03")")).decision;
    CHECK(samples::text_at(decision, "top_match/candidate_id") == "\"" + std::string(truth) + "\"");
  }
}

TEST_CASE("reference: NO_MATCH of v2 are unlinked, and linked entries do not have the lowest ids") {
  const datagen::GeneratorOptions options;
  const datagen::PopulationV2 population(options);
  for (std::int64_t i = 0; i < options.fincrime_scenario_count; ++i) {
    const auto scenario = population.scenario(i);
    CHECK(population.entity_of(scenario.customer) == scenario.entity);
  }
  std::int64_t sum = 0;
  for (std::int64_t i = 0; i < options.customer_count; ++i) {
    sum += population.entity_of(i).value_or(0);
  }
  const std::int64_t mean = sum / population.linked_count();
  CHECK(mean > 1400);
  CHECK(mean < 1600);
}

TEST_CASE("reference: v2's volatility cannot be recomputed where the mean balance is near nought") {
  const datagen::GeneratorOptions options{.credit_raw_fields_rate = 1.0};
  const datagen::PopulationV2 population(options);
  int small = 0;
  for (std::int64_t i = 0; i < 20'000; ++i) {
    const auto application = population.application(i);
    const double mean = application.raw->balance_mean_gbp.to_double();
    const double derived =
        std::min(1.0, application.raw->balance_std_gbp.to_double() / std::max(mean, 1.0));
    CHECK(std::fabs(application.bank_balance_volatility.to_double() - derived) <= 5.1e-5);
    small += mean < 10.0 ? 1 : 0;
  }
  CHECK(small > 100);
}

TEST_CASE("reference: v2's accents are lost; names keep their own script as aliases") {
  const datagen::GeneratorOptions options;
  const datagen::PopulationV2 population(options);
  int other_script = 0;
  for (std::int64_t i = 0; i < options.watchlist_count; ++i) {
    for (const auto& name : population.entity(i).names) {
      other_script += std::any_of(name.text.begin(), name.text.end(),
                                  [](char c) { return static_cast<unsigned char>(c) >= 0x80; })
                          ? 1
                          : 0;
    }
  }
  CHECK(other_script > 300);
}

}  // namespace
}  // namespace financescr
