#include "engine/screening/policy.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "tests/unit/screening/samples.hpp"

namespace financescr::screening {
namespace {

using canonical::Json;

constexpr std::string_view kRequired =
    R"({"retrieval_top_k":20,"return_top_n":5,"threshold":0.72,"uncertainty_band":0.05)";

std::string faults_of(std::string_view text) {
  Errors errors;
  static_cast<void>(Policy::read(samples::parse(text), errors));
  return samples::listing(errors);
}

// The four required keys and one more member.
std::string faults_with(std::string_view member) {
  return faults_of(std::string(kRequired) + "," + std::string(member) + "}");
}

TEST_CASE("a policy survives JSON") {
  for (const Json& json : {samples::parse(samples::kPolicy), Policy().to_json()}) {
    Errors errors;
    const Policy policy = Policy::read(json, errors);
    CHECK(errors.empty());
    CHECK(canonical::write(policy.to_json()) == canonical::write(json));
  }
}

TEST_CASE("every value of a policy file is used") {
  Errors errors;
  const Policy policy = Policy::read(
      samples::parse(
          R"({"version":"x/9","retrieval_top_k":7,"return_top_n":3,"threshold":0.6,)"
          R"("uncertainty_band":0.1,"min_gap":0.2,"cost_fp":2,"cost_fn":30,"recall_target":0.9,)"
          R"("severity_by_list_type":{"SANCTIONS":"LOW","PEP":"HIGH","ADVERSE_MEDIA":"MED"},)"
          R"("priority_rules":{"HIGH":{"HIGH":"P2","MED":"P1","LOW":"P0"},)"
          R"("MED":{"HIGH":"P0","MED":"P2","LOW":"P1"},)"
          R"("LOW":{"HIGH":"P1","MED":"P0","LOW":"P0"}}})"),
      errors);
  REQUIRE(errors.empty());
  CHECK(policy.version == "x/9");
  CHECK(policy.retrieval_top_k == 7);
  CHECK(policy.return_top_n == 3);
  CHECK(policy.threshold == Micro{600'000});
  CHECK(policy.uncertainty_band == Micro{100'000});
  CHECK(policy.min_gap == Micro{200'000});
  CHECK(policy.cost_fp == Micro::from_int(2));
  CHECK(policy.cost_fn == Micro::from_int(30));
  CHECK(policy.recall_target == Micro{900'000});
  CHECK(policy.severity(pack::ListType::kSanctions) == Level::kLow);
  CHECK(policy.severity(pack::ListType::kPep) == Level::kHigh);
  CHECK(policy.severity(pack::ListType::kAdverseMedia) == Level::kMed);
  CHECK(policy.priority(Level::kHigh, Level::kLow) == Priority::kP0);
  CHECK(policy.priority(Level::kMed, Level::kHigh) == Priority::kP0);
  CHECK(policy.priority(Level::kLow, Level::kHigh) == Priority::kP1);
}

TEST_CASE("the priority table: severity by confidence") {
  struct Row {
    Level severity;
    std::string_view high, med, low;
  };
  const Policy policy;
  for (const Row& row : {Row{Level::kHigh, "P0", "P0", "P1"}, Row{Level::kMed, "P1", "P1", "P2"},
                         Row{Level::kLow, "P2", "P2", "P2"}}) {
    CAPTURE(to_string(row.severity));
    CHECK(to_string(policy.priority(row.severity, Level::kHigh)) == row.high);
    CHECK(to_string(policy.priority(row.severity, Level::kMed)) == row.med);
    CHECK(to_string(policy.priority(row.severity, Level::kLow)) == row.low);
  }
  CHECK(policy.severity(pack::ListType::kSanctions) == Level::kHigh);
  CHECK(policy.severity(pack::ListType::kPep) == Level::kMed);
  CHECK(policy.severity(pack::ListType::kAdverseMedia) == Level::kLow);
}

TEST_CASE("required keys: each one is named when it is missing, null counts as missing") {
  for (const std::string_view key :
       {"retrieval_top_k", "return_top_n", "threshold", "uncertainty_band"}) {
    CAPTURE(key);
    Json json = samples::parse(samples::kPolicy);
    json.set(key, {});
    CHECK(faults_of(canonical::write(json)) ==
          "missing /" + std::string(key) + ": Fincrime policy missing key: " + std::string(key) +
              "\n");
  }
  CHECK(faults_of("{}") ==
        "missing /retrieval_top_k: Fincrime policy missing key: retrieval_top_k\n"
        "missing /return_top_n: Fincrime policy missing key: return_top_n\n"
        "missing /threshold: Fincrime policy missing key: threshold\n"
        "missing /uncertainty_band: Fincrime policy missing key: uncertainty_band\n");
  CHECK(faults_of(std::string(kRequired) + "}").empty());
}

TEST_CASE("wrong types, ranges and keys, each with its pointer") {
  struct Row {
    std::string_view member, faults;
  };
  for (
      const Row& row : {
          Row{R"("version":1)", "invalid /version: must be a string, not a number\n"},
          Row{R"("min_gap":-0.1)", "invalid /min_gap: must lie between 0 and 1\n"},
          Row{R"("min_gap":true)", "invalid /min_gap: must be a number, not a boolean\n"},
          Row{R"("cost_fp":-1)", "invalid /cost_fp: must lie between 0 and 1000000\n"},
          Row{R"("cost_fn":1000001)", "invalid /cost_fn: must lie between 0 and 1000000\n"},
          Row{R"("recall_target":1.000001)", "invalid /recall_target: must lie between 0 and 1\n"},
          Row{R"("treshold":0.7)", "invalid /treshold: is not a field that is known here\n"},
          Row{R"("severity_by_list_type":[])",
              "invalid /severity_by_list_type: must be an object, not an array\n"
              "missing /severity_by_list_type/SANCTIONS: is required\n"
              "missing /severity_by_list_type/PEP: is required\n"
              "missing /severity_by_list_type/ADVERSE_MEDIA: is required\n"},
          Row{R"("severity_by_list_type":{"SANCTIONS":"HIGH","PEP":"MEDIUM","ADVERSE_MEDIA":"LOW",)"
              R"("CRIME":"LOW"})",
              "invalid /severity_by_list_type/PEP: must be one of HIGH, MED or LOW\n"
              "invalid /severity_by_list_type/CRIME: is not a field that is known here\n"},
          Row{R"("priority_rules":{"HIGH":{"HIGH":"P0","MED":"P0","LOW":"P3"},)"
              R"("MED":{"HIGH":"P1","MED":"P1"}})",
              "invalid /priority_rules/HIGH/LOW: must be one of P0, P1 or P2\n"
              "missing /priority_rules/MED/LOW: is required\n"
              "missing /priority_rules/LOW: is required\n"},
      }) {
    CAPTURE(row.member);
    CHECK(faults_with(row.member) == row.faults);
  }
}

TEST_CASE("required keys are checked for type and range as well") {
  struct Row {
    std::string_view key, value, fault;
  };
  for (const Row& row : {
           Row{"retrieval_top_k", "0", "must lie between 1 and 200"},
           Row{"retrieval_top_k", "201", "must lie between 1 and 200"},
           Row{"retrieval_top_k", "2.5", "must be a whole number, not a number"},
           Row{"return_top_n", "-1", "must lie between 1 and 200"},
           Row{"threshold", "1.01", "must lie between 0 and 1"},
           Row{"threshold", "\"0.72\"", "must be a number, not a string"},
           Row{"uncertainty_band", "-0.01", "must lie between 0 and 1"},
           Row{"uncertainty_band", "[]", "must be a number, not an array"},
       }) {
    CAPTURE(row.key);
    CAPTURE(row.value);
    Json json = samples::parse(samples::kPolicy);
    std::string wrapped = "{\"v\":";
    wrapped.append(row.value).append("}");
    json.set(row.key, *samples::parse(wrapped).find("v"));
    CHECK(faults_of(canonical::write(json)) ==
          "invalid /" + std::string(row.key) + ": " + std::string(row.fault) + "\n");
  }
  Errors errors;
  static_cast<void>(Policy::read(Json::array(), errors));
  CHECK(samples::listing(errors) == "invalid : must be an object, not an array\n");
}

}  // namespace
}  // namespace financescr::screening
