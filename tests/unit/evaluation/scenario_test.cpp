#include "engine/evaluation/scenario.hpp"

#include <doctest/doctest.h>

#include "tests/unit/screening/samples.hpp"

namespace financescr::evaluation {
namespace {

TEST_CASE("recall within k: ties at random, against and in favour") {
  // First alone; second of a tie of four that starts at place 1; not found.
  const std::vector<Position> positions = {{0, 1}, {0, 4}, {0, 0}};
  const auto at1 = recall_at(1, positions);
  REQUIRE(at1.has_value());
  CHECK(at1->expected.value == Micro{416'667});  // (1 + 1/4) / 3
  CHECK(at1->worst == Micro{333'333});
  CHECK(at1->best == Micro{666'667});
  const auto at3 = recall_at(3, positions);
  CHECK(at3->expected.value == Micro{583'333});  // (1 + 3/4) / 3
  CHECK(recall_at(4, positions)->worst == Micro{666'667});
  CHECK_FALSE(recall_at(1, {}).has_value());
}

TEST_CASE("entities before a tie take places from it") {
  CHECK(expected_within(5, {{3, 4}}) == 0.5);
  CHECK(expected_within(3, {{3, 4}}) == 0.0);
  CHECK(expected_within(20, {{3, 4}}) == 1.0);
}

TEST_CASE("the script of a name") {
  CHECK(script_of("Jos\xC3\xA9 M. P\xC3\xA9rez") == Script::kLatin);
  CHECK(script_of("\xD0\x98\xD0\xB2\xD0\xB0\xD0\xBD") == Script::kCyrillic);
  CHECK(script_of("\xD9\x85\xD8\xAD\xD9\x85\xD8\xAF") == Script::kArabic);
  CHECK(script_of("\xE6\x9D\x8E\xE4\xBC\x9F") == Script::kHan);
  CHECK(script_of("Ivan \xD0\x98\xD0\xB2\xD0\xB0\xD0\xBD") == Script::kMixed);
  CHECK(script_of("7 8") == Script::kOther);
}

TEST_CASE("a scenario is decided as screen decides it, and knows where each entity stands") {
  std::string rows;
  for (char c = 'a'; c < 'a' + 3; ++c) {
    rows += samples::entry(std::string("E") + c, "Ivan Petrov", "PEP");
  }
  rows += samples::entry("F", "Ivan Petrov", "SANCTIONS", R"(,"dob":["1961-03-07"])");
  const auto engine = samples::engine_of(
      {.watchlist = rows,
       .customers =
           R"({"customer_id":"C1","name":"Ivan Petrov","dob":"1961-03-07","region":"EU"})"});
  decision::Workspace workspace;
  const auto outcome = screen_scenario(engine, "C1", {"Eb", "F", "none", ""}, workspace);
  REQUIRE(outcome.has_value());
  const auto decision = samples::decided(engine, R"({"customer_id":"C1"})").decision;
  CHECK(outcome->review == (samples::text_at(decision, "decision") == "\"REVIEW\""));
  CHECK(outcome->probability == samples::at(decision, "match_probability").number());
  CHECK(outcome->positions == std::vector<Position>{{1, 3}, {0, 1}, {0, 0}, {0, 0}});
  CHECK(outcome->best_list == pack::ListType::kSanctions);
  CHECK(outcome->region == "EU");
  CHECK(outcome->name_letters == 10);
  CHECK(outcome->country_missing);
  CHECK_FALSE(outcome->birth_missing);
}

TEST_CASE("a tie is counted whole however far it reaches beyond what is retrieved") {
  std::string rows;
  for (int i = 0; i < 500; ++i) {
    rows += samples::entry("E" + std::to_string(1000 + i), "Ivan Petrov", "PEP");
  }
  const auto engine = samples::engine_of(
      {.watchlist = rows, .customers = R"({"customer_id":"C1","name":"Ivan Petrov"})"});
  decision::Workspace workspace;
  const auto outcome = screen_scenario(engine, "C1", {"E1499"}, workspace);
  REQUIRE(outcome.has_value());
  CHECK(outcome->positions == std::vector<Position>{{0, 500}});
}

TEST_CASE("a name that cannot be compared is above every threshold") {
  ScenarioOutcome outcome;
  outcome.review = true;
  CHECK(outcome.decision_score(Micro{720'000}) == kMicroOne);
  outcome.probability = {800'000};
  CHECK(outcome.decision_score(Micro{720'000}) == Micro{800'000});
  outcome.review = false;
  outcome.probability = {100'000};
  CHECK(outcome.decision_score(Micro{720'000}) == Micro{100'000});
}

}  // namespace
}  // namespace financescr::evaluation
