#include "engine/evaluation/label_noise.hpp"

#include <doctest/doctest.h>

#include "tests/unit/screening/samples.hpp"

namespace financescr::evaluation {
namespace {

constexpr std::string_view kWatchlist =
    R"({"entity_id":"E1","list_type":"PEP","primary_name":"Ivan Petrov","dob":["1961-03-07"]})"
    "\n"
    R"({"entity_id":"E2","list_type":"PEP","primary_name":"Li Wei","id_hashes":["h2"]})"
    "\n"
    R"({"entity_id":"E3","list_type":"PEP","primary_name":"Ana Sousa","dob":["1970-01-01"],)"
    R"("id_hashes":["h3"],"active":false})"
    "\n"
    R"({"entity_id":"E4","list_type":"PEP","primary_name":"Omar Khan","dob":["1980"]})"
    "\n";
constexpr std::string_view kCustomers =
    R"({"customer_id":"C1","name":"Petrov Ivan","dob":"1961-03-07"})"
    "\n"
    R"({"customer_id":"C2","name":"Nobody Else","id_hash":"h2"})"
    "\n"
    R"({"customer_id":"C3","name":"Ana Sousa","dob":"1970-01-01","id_hash":"h3"})"
    "\n"
    R"({"customer_id":"C4","name":"Omar Khan","dob":"1980-05-05"})"
    "\n"
    R"({"customer_id":"C5","name":"Ivan Petrov","dob":"1961-03-08"})"
    "\n";

// "row KIND evidence", one a line.
std::string found(const std::vector<ScenarioLabel>& labels) {
  const auto pack = samples::pack_of({.watchlist = kWatchlist, .customers = kCustomers});
  std::string text;
  for (const Noise& noise : NoiseFinder(*pack.domain(Domain::kScreening)).find(labels, labels)) {
    text += std::to_string(noise.row) + " " + std::string(to_string(noise.kind)) + " " +
            noise.evidence + "\n";
  }
  return text;
}

TEST_CASE("a NO_MATCH whose customer is listed by name and birth, whatever the order of words") {
  CHECK(found({{"S1", "C1", false, ""}}) == "0 SAME_NAME_AND_BIRTH E1\n");
}

TEST_CASE("a NO_MATCH whose identity number is listed") {
  CHECK(found({{"S1", "C2", false, ""}}) == "0 SAME_ID_HASH E2\n");
}

TEST_CASE("an inactive entry, a year alone and another day are no evidence") {
  CHECK(found({{"S1", "C3", false, ""}, {"S2", "C4", false, ""}, {"S3", "C5", false, ""}}).empty());
}

TEST_CASE("two scenarios that disagree on one customer") {
  CHECK(found({{"S1", "C4", false, ""}, {"S2", "C4", true, "E4"}}) == "0 MATCH_ELSEWHERE E4\n");
}

TEST_CASE("labels that name what is not there") {
  CHECK(found({{"S1", "C9", false, ""},
               {"S2", "C4", true, ""},
               {"S3", "C4", true, "E9"},
               {"S4", "C3", true, "E3"}}) ==
        "0 UNKNOWN_CUSTOMER C9\n1 MATCH_WITHOUT_ENTITY \n2 UNKNOWN_ENTITY E9\n"
        "3 INACTIVE_ENTITY E3\n");
  CHECK(found({{"S1", "C5", false, "E4"}}) == "0 ENTITY_WITHOUT_MATCH E4\n");
}

TEST_CASE("corrected labels take the entity that the evidence names and leave out the unusable") {
  const std::vector<ScenarioLabel> labels = {{"S1", "C1", false, ""},
                                             {"S2", "C4", true, "E9"},
                                             {"S3", "C9", true, "E1"},
                                             {"S4", "C5", false, ""},
                                             {"S5", "C4", true, "E4"}};
  const auto pack = samples::pack_of({.watchlist = kWatchlist, .customers = kCustomers});
  const auto noise = NoiseFinder(*pack.domain(Domain::kScreening)).find(labels, labels);
  const auto given = truths_as_given(labels, noise);
  CHECK(given[0] == Truth{true, false, ""});
  CHECK(given[1] == Truth{true, true, "E9"});
  CHECK_FALSE(given[2].usable);  // nobody to screen
  const auto corrected = truths_corrected(labels, noise);
  CHECK(corrected[0] == Truth{true, true, "E1"});
  CHECK_FALSE(corrected[1].usable);
  CHECK_FALSE(corrected[2].usable);
  CHECK(corrected[3] == Truth{true, false, ""});
  CHECK(corrected[4] == Truth{true, true, "E4"});
}

}  // namespace
}  // namespace financescr::evaluation
