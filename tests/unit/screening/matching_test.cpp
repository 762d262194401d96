// What is found, and what is not: scripts, inactive entries, identity numbers, entity types, weak
// aliases.
#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "tests/unit/screening/samples.hpp"

namespace financescr::screening {
namespace {

using samples::ask;
using samples::codes;
using samples::entry;

constexpr std::string_view kCherokee = "\xE1\x8F\xA3\xE1\x8E\xB3\xE1\x8E\xA9";

std::string score(const replay::EngineSet& engine, std::string_view request) {
  return samples::outcome_of(engine, request).probability.to_string();
}

TEST_CASE("a name that cannot be matched is never clear") {
  const std::string rows = entry("E1", "Ivan Petrov", "SANCTIONS");
  const auto engine = samples::engine_of({.watchlist = rows});
  struct Row {
    std::string name;
    std::string_view codes;
  };
  const std::string cherokee(kCherokee);
  for (const Row& row : {
           Row{cherokee, "NAME_NOT_MATCHABLE"},
           Row{cherokee + " 1", "NAME_PARTLY_NOT_MATCHABLE"},
           Row{"Zzzz " + cherokee, "NAME_PARTLY_NOT_MATCHABLE"},
           Row{"Sokolov" + cherokee, "NAME_PARTLY_NOT_MATCHABLE"},
           Row{"\xE1\x9E\x81\xE1\x9F\x92\xE1\x9E\x98\xE1\x9F\x82\xE1\x9E\x9A",
               "NAME_NOT_MATCHABLE"},
           Row{"\xE2\xB5\x8E\xE2\xB5\x93", "NAME_NOT_MATCHABLE"},
           Row{"UNKNOWN", "NAME_NOT_MATCHABLE"},
           Row{"n/a", "NAME_NOT_MATCHABLE"},
           Row{"Not available", "NAME_NOT_MATCHABLE"},
           Row{"неизвестно", "NAME_NOT_MATCHABLE"},
           Row{"xxxxxx", "NAME_NOT_MATCHABLE"},
           Row{"Dr.", "NAME_NOT_MATCHABLE"},
           Row{"Mr & Mrs", "NAME_NOT_MATCHABLE"},
           Row{"Mrs Dr.", "NAME_NOT_MATCHABLE"},
           Row{"Ltd", "NAME_NOT_MATCHABLE"},
           Row{"12345", "NAME_NOT_MATCHABLE"},
       }) {
    CAPTURE(row.name);
    const auto outcome = samples::outcome_of(engine, ask(row.name));
    CHECK(outcome.decision == Decision::kReview);
    CHECK(outcome.action == Action::kReviewStandard);
    CHECK(outcome.severity == Level::kMed);
    CHECK(outcome.priority == Priority::kP2);
    CHECK(codes(outcome.reasons) == row.codes);
  }
  for (const std::string_view name :
       {"Trading Company", "Testa Nonez", "Sultan", "Na Young", "Drago", "Nil Unknownsson"}) {
    CAPTURE(name);
    CHECK(samples::outcome_of(engine, ask(std::string(name))).decision == Decision::kClear);
  }
  // What matches anyway is decided as ever, and the rest is said.
  const auto outcome = samples::outcome_of(engine, ask("Ivan Petrov " + cherokee));
  CHECK(outcome.decision == Decision::kReview);
  CHECK(outcome.priority == Priority::kP0);
  CHECK(codes(outcome.reasons) == "NAME_EXACT LIST_SANCTIONS NAME_PARTLY_NOT_MATCHABLE");
}

TEST_CASE("entries that are not active never match, by name or by identity number") {
  const std::string rows =
      entry("E1", "Ivan Petrov", "SANCTIONS", R"(,"id_hashes":["h1"],"active":false)") +
      entry("E2", "Ivan Petrovic", "PEP");
  const auto engine = samples::engine_of({.watchlist = rows});
  const auto outcome = samples::outcome_of(engine, ask("Ivan Petrov", R"(,"id_hash":"h1")"));
  REQUIRE(outcome.matches.size() == 1);
  CHECK(samples::text_at(samples::decided(engine, ask("Ivan Petrov")).decision,
                         "top_match/candidate_id") == "\"E2\"");
  const std::string only = entry("E1", "Ivan Petrov", "SANCTIONS",
                                 R"(,"aliases":["Igor Volkov"],"id_hashes":["h1"],"active":false)");
  const auto none = samples::engine_of({.watchlist = only});
  CHECK(samples::outcome_of(none, ask("Igor Volkov", R"(,"id_hash":"h1")")).matches.empty());
}

TEST_CASE("the same identity number finds an entry whose names have nothing in common") {
  const std::string rows = entry("E1", "Ivan Petrov", "SANCTIONS", R"(,"id_hashes":["h0","h1"])") +
                           entry("E2", "Zzzz Qqqq", "PEP");
  const auto engine = samples::engine_of({.watchlist = rows});
  const auto outcome = samples::outcome_of(
      engine, ask("Maria Garcia", R"(,"id_hash":"h1")", R"({"threshold":0.9})"));
  REQUIRE(outcome.matches.size() == 1);
  CHECK(outcome.decision == Decision::kReview);
  CHECK(codes(outcome.reasons) == "NAME_SIMILARITY_LOW ID_NUMBER_MATCH LIST_SANCTIONS");
  CHECK(samples::outcome_of(engine, ask("Maria Garcia", R"(,"id_hash":"h2")")).matches.empty());
  CHECK(samples::outcome_of(engine, ask("Maria Garcia")).matches.empty());
}

TEST_CASE("the kind of an entry is kept, shown and used") {
  const std::string rows = entry("E1", "Ivan Petrov", "SANCTIONS", R"(,"entity_type":"VESSEL")") +
                           entry("E2", "Igor Volkov", "SANCTIONS");
  const auto engine = samples::engine_of({.watchlist = rows});
  CHECK(score(engine, ask("Ivan Petrov")) == "0.982014");
  CHECK(score(engine, ask("Ivan Petrov", R"(,"entity_type":"VESSEL")")) == "0.982014");
  CHECK(score(engine, ask("Ivan Petrov", R"(,"entity_type":"UNKNOWN")")) == "0.982014");
  CHECK(score(engine, ask("Ivan Petrov", R"(,"entity_type":"PERSON")")) == "0.5");
  CHECK(score(engine, ask("Igor Volkov", R"(,"entity_type":"PERSON")")) == "0.982014");
  const auto decision = samples::decided(engine, ask("Ivan Petrov")).decision;
  CHECK(samples::text_at(decision, "matches/0/listed/entity_type") == "\"VESSEL\"");
}

TEST_CASE("a weak alias scores below the same alias when it is strong") {
  const std::string strong = entry("E1", "Ivan Petrov", "PEP", R"(,"aliases":["Igor Volkov"])");
  const std::string weak = entry("E1", "Ivan Petrov", "PEP", R"(,"weak_aliases":["Igor Volkov"])");
  const auto of_strong = samples::engine_of({.watchlist = strong});
  const auto of_weak = samples::engine_of({.watchlist = weak});
  CHECK(score(of_strong, ask("Igor Volkov")) == "0.982014");
  CHECK(score(of_weak, ask("Igor Volkov")) == "0.924142");  // log-odds 2.5
  CHECK(score(of_strong, ask("Ivan Petrov")) == score(of_weak, ask("Ivan Petrov")));
  // The same name strong and weak: the strong one is the one that matched.
  const std::string both = entry("E1", "Ivan Petrov", "PEP",
                                 R"(,"aliases":["Igor Volkov"],"weak_aliases":["Volkov Igor"])");
  const auto decision =
      samples::decided(samples::engine_of({.watchlist = both}), ask("Igor Volkov")).decision;
  CHECK(samples::text_at(decision, "matches/0/evidence/name_kind") == "\"ALIAS\"");
}

TEST_CASE("nationality, residence and date of birth move the score as the model says") {
  const std::string rows = entry(
      "E1", "Ivan Petrov", "PEP",
      R"(,"dob":["1961-03-07","1962"],"nationalities":["RU","CY"],"residence_countries":["GB"])");
  const auto engine = samples::engine_of({.watchlist = rows});
  struct Row {
    std::string_view more, log_odds;
  };
  for (const Row& row : {
           Row{"", "4"},
           Row{R"(,"nationality":"CY")", "4.5"},
           Row{R"(,"nationality":"FR")", "3.1"},
           Row{R"(,"residence_country":"GB")", "4.3"},
           Row{R"(,"residence_country":"FR")", "3.8"},
           Row{R"(,"dob":"1961-03-07")", "7"},
           Row{R"(,"dob":"1961-07-03")", "5.5"},
           Row{R"(,"dob":"1962-12-24")", "5.2"},
           Row{R"(,"dob":"1961")", "5.2"},
           Row{R"(,"dob":"1999-12-31")", "-3"},
       }) {
    CAPTURE(row.more);
    const auto outcome = samples::outcome_of(engine, ask("Ivan Petrov", row.more));
    CHECK(outcome.matches[0].log_odds.to_string() == row.log_odds);
  }
}

}  // namespace
}  // namespace financescr::screening
