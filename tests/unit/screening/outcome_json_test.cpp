#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "tests/unit/screening/samples.hpp"

namespace financescr::screening {
namespace {

using canonical::Json;
using samples::ask;
using samples::decided;
using samples::entry;
using samples::text_at;

std::string keys_of(const Json& json) {
  std::string keys;
  for (const auto& [key, value] : *json.if_object()) keys += key + " ";
  return keys;
}

replay::EngineSet small_engine() {
  static const std::string rows =
      entry("E1", "Ivan Petrov", "SANCTIONS",
            R"(,"aliases":["Abd al Rahman Petrov"],"dob":["1961-03-07"],"nationalities":["RU"],)"
            R"("source":"OFAC","programs":["SDGT"],"entity_type":"PERSON")") +
      entry("E2", "Ivan Petrovic", "PEP");
  return samples::engine_of({.watchlist = rows});
}

TEST_CASE("the members of a decision are a contract") {
  const auto decision = decided(small_engine(), ask("Ivan Petrov")).decision;
  CHECK(keys_of(decision) ==
        "as_of candidates_retrieved case_priority decision decision_version follow_up input_hash "
        "match_confidence_band match_probability matches missing_fields model model_hash pack_hash "
        "policy policy_hash reason_codes recommended_action result_hash risk_severity "
        "threshold_used top_match uncertainty_band ");
  CHECK(keys_of(samples::at(decision, "top_match")) ==
        "candidate_id candidate_name list_type score ");
  CHECK(keys_of(samples::at(decision, "matches/0")) ==
        "candidate_id candidate_name contributions evidence features list_type listed log_odds "
        "reasons score ");
  CHECK(text_at(decision, "threshold_used") == "0.72");
  CHECK(text_at(decision, "uncertainty_band") == "0.05");
  CHECK(text_at(decision, "model") == R"({"name":"test_model","source":"pack","version":"t1"})");
  CHECK(text_at(decision, "policy") == R"({"source":"pack","version":"test/1"})");
  CHECK(text_at(decision, "missing_fields") ==
        R"(["dob","nationality","residence_country","id_number"])");
  CHECK(text_at(decision, "matches/0/listed") ==
        R"({"dob":["1961-03-07"],"entity_type":"PERSON","nationalities":["RU"],)"
        R"("programs":["SDGT"],"residence_countries":[],"source":"OFAC"})");
}

TEST_CASE("the matches are the same as text and as a tree") {
  const auto engine = small_engine();
  decision::Workspace workspace;
  for (const std::string& request :
       {ask("Ivan Petrov"), ask("I Petrovich"), ask("Petrov, Ivan (Vanya)"), ask("Nobody Else")}) {
    CAPTURE(request);
    const auto whole = decided(engine, request);
    CHECK(whole.decision_text.text() == canonical::write(whole.decision));
    const auto lean =
        engine.screening().decide(samples::parse(request), workspace, decision::Form::kText);
    REQUIRE(lean.has_value());
    CHECK(lean->decision_text.text() == whole.decision_text.text());
    CHECK(lean->decision.find("matches") == nullptr);
    CHECK(lean->summary.candidates == whole.summary.candidates);
    const Json tree = samples::at(whole.decision, "matches");
    const auto& matches = *tree.if_array();
    const auto& candidates = *whole.summary.candidates;
    REQUIRE(candidates.size() == matches.size());
    for (std::size_t i = 0; i < matches.size(); ++i) {
      CHECK(Json(candidates[i].id) == *matches[i].find("candidate_id"));
      CHECK(Json(candidates[i].score) == *matches[i].find("score"));
    }
  }
}

TEST_CASE("features stand all, contributions sum to the log-odds exactly") {
  const auto engine = small_engine();
  for (const std::string& request :
       {ask("Ivan Petrov"), ask("I Petrovich", R"(,"dob":"1961-04-08","nationality":"GB")"),
        ask("Abdulrahman Petroff", R"(,"dob":"1961","entity_type":"VESSEL")")}) {
    CAPTURE(request);
    const auto decision = decided(engine, request).decision;
    const Json matches = samples::at(decision, "matches");
    REQUIRE_FALSE(matches.if_array()->empty());
    for (const Json& match : *matches.if_array()) {
      CHECK(match.find("features")->if_object()->size() == kFeatureCount);
      Micro sum;
      for (const auto& [key, value] : *match.find("contributions")->if_object()) {
        sum += value.number();
      }
      CHECK(sum == match.find("log_odds")->number());
      CHECK(probability_of(sum) == match.find("score")->number());
    }
  }
}

TEST_CASE("evidence names the variant that matched and the words that answer to each other") {
  const auto engine = small_engine();
  struct Row {
    std::string_view name, evidence;
  };
  for (const Row& row : {
           Row{"Petrov Ivan",
               R"({"aligned":[{"by_initial":false,"credit":1,"listed":"petrov","query":"petrov"},)"
               R"({"by_initial":false,"credit":1,"listed":"ivan","query":"ivan"}],)"
               R"("listed_words_left":[],"matched_name":"Ivan Petrov","name_kind":"PRIMARY",)"
               R"("query_words_left":[]})"},
           Row{"Abdulrahman Petrov Jr",
               R"({"aligned":[{"by_initial":false,"credit":0.91,"listed":"abd al rahman",)"
               R"("query":"abdulrahman"},{"by_initial":false,"credit":1,"listed":"petrov",)"
               R"("query":"petrov"}],"listed_words_left":[],)"
               R"("matched_name":"Abd al Rahman Petrov","name_kind":"ALIAS",)"
               R"("query_words_left":["jr"]})"},
           Row{"I Petrov",
               R"({"aligned":[{"by_initial":true,"credit":0.65,"listed":"ivan","query":"i"},)"
               R"({"by_initial":false,"credit":1,"listed":"petrov","query":"petrov"}],)"
               R"("listed_words_left":[],"matched_name":"Ivan Petrov","name_kind":"PRIMARY",)"
               R"("query_words_left":[]})"},
       }) {
    CAPTURE(row.name);
    const auto decision = decided(engine, ask(row.name)).decision;
    CHECK(text_at(decision, "matches/0/evidence") == row.evidence);
  }
}

TEST_CASE("options: top_k retrieves and returns, threshold decides") {
  std::string rows;
  for (char c = 'a'; c < 'a' + 8; ++c) rows += entry(std::string("E") + c, "Ivan Petrov", "PEP");
  const auto engine = samples::engine_of({.watchlist = rows});
  const auto usual = decided(engine, ask("Ivan Petrov")).decision;
  CHECK(text_at(usual, "candidates_retrieved") == "8");
  CHECK(samples::at(usual, "matches").if_array()->size() == 5);
  const auto few = decided(engine, ask("Ivan Petrov", "", R"({"top_k":3})")).decision;
  CHECK(text_at(few, "candidates_retrieved") == "3");
  CHECK(samples::at(few, "matches").if_array()->size() == 3);
  const auto lower = decided(engine, ask("Ivan Petr", "", R"({"threshold":0})")).decision;
  CHECK(text_at(lower, "threshold_used") == "0");
  CHECK(text_at(lower, "decision") == "\"REVIEW\"");
  CHECK(text_at(usual, "decision") == "\"REVIEW\"");
}

TEST_CASE("a decision without a match: no top match, no matches, and it still hashes") {
  const auto decision = decided(small_engine(), ask("Zzzz Qqqq")).decision;
  CHECK(text_at(decision, "top_match") == "null");
  CHECK(text_at(decision, "matches") == "[]");
  CHECK(text_at(decision, "match_probability") == "0");
  CHECK(text_at(decision, "result_hash").size() == 2 + std::string("xxh3-128:").size() + 32);
}

}  // namespace
}  // namespace financescr::screening
