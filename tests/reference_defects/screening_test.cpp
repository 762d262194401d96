// Defects of the reference's screening and identity numbers (specification 1.1, 1.5, 1.10).
#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "engine/pack/id_hash.hpp"
#include "tests/unit/replay/samples.hpp"

namespace financescr {
namespace {

using canonical::Json;
using samples::ask;
using samples::entry;
using samples::text_at;

TEST_CASE("reference: screening always answers CLEAR with probability 0") {
  const auto decision = samples::decided(samples::whole_engine(), ask("Ivan Petrov")).decision;
  CHECK(text_at(decision, "decision") == "\"REVIEW\"");
  CHECK(text_at(decision, "match_probability") == "0.982014");
  CHECK(text_at(decision, "reason_codes") == R"(["NAME_EXACT","LIST_SANCTIONS"])");
  CHECK(text_at(decision, "case_priority") == "\"P0\"");
}

TEST_CASE("reference: a match carries only RETRIEVAL_ONLY and no features") {
  const auto decision = samples::decided(samples::whole_engine(), ask("Ivan Petrov")).decision;
  CHECK(text_at(decision, "matches/0/reasons") == R"(["NAME_EXACT","LIST_SANCTIONS"])");
  CHECK(samples::at(decision, "matches/0/features").if_object()->size() ==
        screening::kFeatureCount);
}

TEST_CASE("reference: customer_id and subject both given, the subject is dropped in silence") {
  CHECK(samples::faults_of(samples::whole_engine(),
                           R"({"customer_id":"C1","subject":{"name":"Igor Volkov"}})") ==
        "conflict /subject: customer_id and subject are both given; give one of them\n");
}

TEST_CASE("reference: the form of dates and countries is not checked") {
  const auto engine = samples::whole_engine();
  for (const std::string_view more :
       {R"(,"dob":"1961-13-01")", R"(,"dob":"07.03.1961")", R"(,"dob":"")",
        R"(,"nationality":"Atlantis")", R"(,"residence_country":"XX")"}) {
    CAPTURE(more);
    CHECK(samples::faults_of(engine, ask("Ivan Petrov", more)).starts_with("invalid /subject/"));
  }
}

TEST_CASE("reference: the policy's retrieval_top_k is checked at start and then never used") {
  std::string rows;
  for (char c = 'a'; c < 'a' + 9; ++c) rows += entry(std::string("E") + c, "Ivan Petrov", "PEP");
  Json policy = samples::parse(samples::kPolicy);
  policy.set("retrieval_top_k", 3);
  const std::string text = canonical::write(policy);
  const auto engine = samples::engine_of({.watchlist = rows, .policy = text});
  CHECK(text_at(samples::decided(engine, ask("Ivan Petrov")).decision, "candidates_retrieved") ==
        "3");
  CHECK(text_at(samples::decided(engine, ask("Ivan Petrov", "", R"({"top_k":7})")).decision,
                "candidates_retrieved") == "7");
}

TEST_CASE("reference: dates of birth are compared as strings, so a swap or a year is a conflict") {
  const auto engine = samples::whole_engine();  // E1 was born on 1961-03-07
  const auto code_of = [&](std::string_view dob) {
    const std::string more = R"(,"dob":")" + std::string(dob) + "\"";
    const auto outcome = samples::outcome_of(engine, ask("Ivan Petrov", more));
    return samples::codes(screening::reasons_of(outcome.matches[0].features));
  };
  CHECK(code_of("1961-03-07") == "NAME_EXACT DOB_EXACT LIST_SANCTIONS");
  CHECK(code_of("1961-07-03") == "NAME_EXACT DOB_DAY_MONTH_SWAP LIST_SANCTIONS");
  CHECK(code_of("1961") == "NAME_EXACT DOB_PARTIAL LIST_SANCTIONS");
  CHECK(code_of("1961-03") == "NAME_EXACT DOB_PARTIAL LIST_SANCTIONS");
  CHECK(code_of("1999-12-31") == "NAME_EXACT DOB_CONFLICT LIST_SANCTIONS");
}

TEST_CASE("reference: a raw id_number is accepted and never hashed") {
  // The engine takes none, so none can reach a decision, a bundle or a log line.
  CHECK(samples::faults_of(samples::whole_engine(),
                           ask("Ivan Petrov", R"(,"id_number":"P1234567")")) ==
        "unsupported /subject/id_number: must be hashed before it comes here\n");
  const auto hashed = pack::hash_id_number({}, "", pack::first_normalisation("p 123-4567"));
  REQUIRE(hashed.has_value());
  CHECK(*hashed == "sha256:cc1f52fd751f2d23c1d07c28d4c7c8ea82dbd9da35db04e6f0a2aba263bbd925");
}

TEST_CASE("reference: id hashes have a public salt, so all nine million numbers can be tried") {
  const pack::IdHashScheme keyed{pack::IdHashScheme::Kind::kHmacSha256, "", "k1", 1};
  const auto one = pack::hash_id_number(keyed, "secret", "P1234567");
  const auto other = pack::hash_id_number(keyed, "another secret", "P1234567");
  REQUIRE(one.has_value());
  REQUIRE(other.has_value());
  CHECK(one->starts_with("hmac-sha256:k1:"));
  CHECK(*one != *other);
  const auto without = pack::hash_id_number(keyed, "", "P1234567");
  REQUIRE_FALSE(without.has_value());
  CHECK(without.error().code == ErrorCode::kUnsupported);
}

TEST_CASE("reference: an id that could not be compared looks like one that was never given") {
  const auto outcome =
      samples::outcome_of(samples::whole_engine(), ask("Ivan Petrov", R"(,"id_key_missing":true)"));
  CHECK(samples::codes(outcome.reasons) == "NAME_EXACT LIST_SANCTIONS ID_KEY_NOT_AT_HAND");
}

TEST_CASE("reference: a decision cannot be made again, nothing says what went into it") {
  const auto engine = samples::whole_engine();
  const auto decided = samples::decided(engine, ask("Ivan Petrov"));
  const auto result = samples::replayed(
      engine,
      decision::make_bundle(Domain::kScreening, Json("r"), decided.input, decided.decision));
  CHECK_FALSE(result.difference.has_value());
}

}  // namespace
}  // namespace financescr
