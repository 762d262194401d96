#include "engine/screening/follow_up.hpp"

#include <doctest/doctest.h>

#include <set>
#include <string>
#include <string_view>

#include "tests/unit/screening/samples.hpp"

namespace financescr::screening {
namespace {

using samples::ask;
using samples::entry;

constexpr std::string_view kFull =
    R"(,"dob":["1961-03-07"],"nationalities":["RU"],"residence_countries":["CY"],)"
    R"("id_hashes":["h1"])";

// "field same different", or "none".
std::string text_of(const std::optional<FollowUp>& follow_up) {
  if (!follow_up) return "none";
  return std::string(to_string(follow_up->field)) + " " +
         follow_up->probability_if_same.to_string() + " " +
         follow_up->probability_if_different.to_string();
}

TEST_CASE("asks for the missing field whose answers are furthest apart across the threshold") {
  const std::string rows = entry("E1", "Ivan Petrov", "PEP", kFull);
  const auto engine = samples::engine_of({.watchlist = rows});
  struct Row {
    std::string_view more, follow_up;
  };
  // Log-odds 4 by the name; dob +3 / -7, nationality +0.5 / -0.9, id +12 / -0.8.
  for (const Row& row : {
           Row{"", "dob 0.999089 0.047426"},
           Row{R"(,"nationality":"RU")", "dob 0.999447 0.075858"},
           Row{R"(,"dob":"1961-03-07")", "none"},
           // One digit off leaves 4 - 2.1; the nationality then swings from 2.4 to 1.0.
           Row{R"(,"dob":"1961-03-08")", "none"},
           Row{R"(,"dob":"1961-03-08","nationality":"GB")", "id_number 0.999998 0.549834"},
           Row{R"(,"dob":"1961-08-19","nationality":"GB")", "id_number 0.999991 0.231475"},
           Row{R"(,"dob":"1961-08-19","nationality":"GB","id_hash":"h9")", "none"},
       }) {
    CAPTURE(row.more);
    CHECK(text_of(samples::outcome_of(engine, ask("Ivan Petrov", row.more)).follow_up) ==
          row.follow_up);
  }
}

TEST_CASE("each field can be the one, and its question reads well") {
  struct Row {
    std::string_view feature, member, field;
  };
  std::set<std::string_view> questions;
  for (const Row& row : {
           Row{"dob_exact", R"(,"dob":["1961-03-07"])", "dob"},
           Row{"nationality_overlap", R"(,"nationalities":["RU"])", "nationality"},
           Row{"residence_overlap", R"(,"residence_countries":["CY"])", "residence_country"},
           Row{"id_number_match", R"(,"id_hashes":["h1"])", "id_number"},
       }) {
    CAPTURE(row.field);
    std::string model = R"({"name":"m","version":"1","intercept":0,"weights":{")";
    model.append(row.feature).append(R"(":{"at_zero":-1,"slope":2}}})");
    const std::string rows = entry("E1", "Ivan Petrov", "PEP", kFull);
    const auto outcome = samples::outcome_of(
        samples::engine_of({.watchlist = rows, .model = model}), ask("Ivan Petrov"));
    CHECK(text_of(outcome.follow_up) == std::string(row.field) + " 0.731059 0.268941");
    CHECK(question_of(outcome.follow_up->field).ends_with("?"));
    questions.insert(question_of(outcome.follow_up->field));
    // What the list does not say is not asked for.
    const std::string bare = entry("E1", "Ivan Petrov", "PEP");
    const auto without = samples::outcome_of(
        samples::engine_of({.watchlist = bare, .model = model}), ask("Ivan Petrov"));
    CHECK(text_of(without.follow_up) == "none");
    const std::string only = entry("E1", "Ivan Petrov", "PEP", row.member);
    const auto single = samples::outcome_of(samples::engine_of({.watchlist = only, .model = model}),
                                            ask("Ivan Petrov"));
    CHECK(text_of(single.follow_up) == std::string(row.field) + " 0.731059 0.268941");
  }
  CHECK(questions.size() == 4);
}

TEST_CASE("of equal fields the first one is asked for") {
  const std::string_view model = R"({"name":"m","version":"1","intercept":0,"weights":{)"
                                 R"("nationality_overlap":{"at_zero":-1,"slope":2},)"
                                 R"("residence_overlap":{"at_zero":-1,"slope":2},)"
                                 R"("id_number_match":{"at_zero":-1,"slope":2}}})";
  const std::string rows = entry("E1", "Ivan Petrov", "PEP", kFull);
  const auto outcome = samples::outcome_of(samples::engine_of({.watchlist = rows, .model = model}),
                                           ask("Ivan Petrov"));
  CHECK(text_of(outcome.follow_up) == "nationality 0.731059 0.268941");
}

TEST_CASE("nothing is asked when no answer crosses the threshold") {
  const std::string rows = entry("E1", "Ivan Petrov", "PEP", kFull);
  const auto engine = samples::engine_of({.watchlist = rows});
  CHECK(text_of(samples::outcome_of(engine, ask("Zzzz Qqqq")).follow_up) == "none");
  // An identity number would lift even a distant name over the threshold, a date would not.
  CHECK(text_of(samples::outcome_of(engine, ask("Petra", R"(,"id_hash":"h9")")).follow_up) ==
        "none");
  CHECK(text_of(
            samples::outcome_of(engine, ask("Ivan Petrov", "", R"({"threshold":0})")).follow_up) ==
        "none");
  auto policy = samples::parse(samples::kPolicy);
  policy.set("threshold", 1);
  const std::string strict = canonical::write(policy);
  const auto never = samples::engine_of({.watchlist = rows, .policy = strict});
  CHECK(text_of(samples::outcome_of(never, ask("Ivan Petrov", R"(,"id_hash":"h9")")).follow_up) ==
        "none");
}

TEST_CASE("another entry that would still match keeps the question from deciding") {
  const std::string rows = entry("E1", "Ivan Petrov", "PEP", R"(,"dob":["1961-03-07"])") +
                           entry("E2", "Ivan Petrov", "PEP");
  const auto engine = samples::engine_of({.watchlist = rows});
  CHECK(text_of(samples::outcome_of(engine, ask("Ivan Petrov")).follow_up) == "none");
}

TEST_CASE("as_listed is what screening with that answer really gives") {
  const std::string rows =
      entry("E1", "Ivan Petrov", "PEP", kFull) +
      entry("E2", "Ivan Petrov", "SANCTIONS", R"(,"dob":["1958/1963","1970~"])") +
      entry("E3", "Boris Volkov", "PEP", R"(,"dob":["1944"],"nationalities":["GB"])") +
      entry("E4", "Igor Sokolov", "PEP", R"(,"dob":["1950-02","1951-01-01"])") +
      entry("E5", "Oleg Popov", "PEP", R"(,"dob":["1961~"])");
  const auto engine = samples::engine_of({.watchlist = rows});
  struct Row {
    std::string_view name, more, answer;
  };
  for (const Row& row : {
           Row{"Ivan Petrov", "", R"(,"dob":"1961-03-07")"},
           // E2 lists no nationality, so it stands first now, and its dates are the ones listed.
           Row{"Ivan Petrov", R"(,"nationality":"GB")", R"(,"dob":"1958/1963")"},
           Row{"Boris Volkov", "", R"(,"dob":"1944")"},
           Row{"Igor Sokolov", "", R"(,"dob":"1950-02")"},
           Row{"Oleg Popov", "", R"(,"dob":"1961~")"},
       }) {
    CAPTURE(row.name);
    CAPTURE(row.more);
    const auto asked = samples::outcome_of(engine, ask(row.name, row.more));
    REQUIRE(asked.follow_up.has_value());
    CHECK(asked.follow_up->field == FollowUpField::kDob);
    const auto answered =
        samples::outcome_of(engine, ask(row.name, std::string(row.more) + std::string(row.answer)));
    CHECK(answered.probability == asked.follow_up->probability_if_same);
  }
  // "different" is a date that no entry comes near.
  const auto asked = samples::outcome_of(engine, ask("Boris Volkov"));
  const auto answered = samples::outcome_of(engine, ask("Boris Volkov", R"(,"dob":"1999-09-09")"));
  CHECK(answered.probability == asked.follow_up->probability_if_different);
}

TEST_CASE("the question in the decision gives both outcomes") {
  const std::string rows = entry("E1", "Ivan Petrov", "PEP", kFull);
  const auto engine = samples::engine_of({.watchlist = rows});
  CHECK(samples::text_at(samples::decided(engine, ask("Ivan Petrov")).decision, "follow_up") ==
        R"({"field":"dob","outcomes":[{"answer":"as_listed","decision":"REVIEW",)"
        R"("match_probability":0.999089},{"answer":"different","decision":"CLEAR",)"
        R"("match_probability":0.047426}],)"
        R"("question":"Do you have the date of birth (YYYY-MM-DD)?"})");
  CHECK(samples::text_at(samples::decided(engine, ask("Zzzz Qqqq")).decision, "follow_up") ==
        "null");
}

}  // namespace
}  // namespace financescr::screening
