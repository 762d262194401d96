// What is set aside counts as missing, and the answer says so.
#include "engine/screening/warnings.hpp"

#include <doctest/doctest.h>

#include <set>
#include <string>
#include <string_view>

#include "tests/unit/screening/samples.hpp"

namespace financescr::screening {
namespace {

using samples::ask;
using samples::entry;

std::string warnings_of(const Outcome& outcome) {
  std::string text;
  for (const Warning& warning : outcome.warnings) {
    text += std::string(to_string(warning.code)) + " " + warning.field + "\n";
  }
  return text;
}

TEST_CASE("warnings: a date that is none of birth never clears, a contradiction does") {
  const auto engine = samples::engine_of(
      {.watchlist = entry("E1", "Ivan Petrov", "SANCTIONS", R"(,"dob":["1961-03-07"])")});
  struct Row {
    std::string_view dob, decision, warnings;
  };
  for (const Row& row : {
           Row{"1900-01-01", "REVIEW", "DOB_PLACEHOLDER /subject/dob\n"},
           Row{"1753-01-01", "REVIEW", "DOB_PLACEHOLDER /subject/dob\n"},
           Row{"1753", "REVIEW", "DOB_TOO_LONG_AGO /subject/dob\n"},
           Row{"1899-12-30", "REVIEW", "DOB_PLACEHOLDER /subject/dob\n"},
           Row{"0001-01-01", "REVIEW", "DOB_TOO_LONG_AGO /subject/dob\n"},
           Row{"0000-00-00", "REVIEW", "DOB_PLACEHOLDER /subject/dob\n"},
           Row{"1111-11-11", "REVIEW", "DOB_PLACEHOLDER /subject/dob\n"},
           Row{"9999-12-31", "REVIEW", "DOB_PLACEHOLDER /subject/dob\n"},
           Row{"1970-01-01", "REVIEW", "DOB_PLACEHOLDER /subject/dob\n"},
           Row{"2026-05-18", "REVIEW", "DOB_AFTER_AS_OF /subject/dob\n"},
           Row{"1905", "REVIEW", "DOB_TOO_LONG_AGO /subject/dob\n"},
           Row{"1961-3-7", "REVIEW", ""},
           Row{"1999-12-31", "CLEAR", ""},
           Row{"1970-01-02", "CLEAR", ""},
           Row{"1907-06-01", "CLEAR", ""},
           Row{"2026-05-17", "CLEAR", ""},
       }) {
    CAPTURE(row.dob);
    std::string request = ask("Ivan Petrov", R"(,"dob":")" + std::string(row.dob) + "\"");
    request.insert(1, R"("as_of":"2026-05-17",)");
    const Outcome outcome = samples::outcome_of(engine, request);
    CHECK(to_string(outcome.decision) == row.decision);
    CHECK(warnings_of(outcome) == row.warnings);
    const auto missing = outcome.subject.missing_fields();
    CHECK((missing.front() == "dob") == !row.warnings.empty());
  }
}

TEST_CASE("warnings: a listed date on which nobody is born contradicts nobody") {
  struct Row {
    std::string_view dates, decision, warnings;
  };
  for (const Row& row : {
           Row{R"("1900-01-01")", "REVIEW", "DOB_PLACEHOLDER /matches/0/listed/dob/0\n"},
           Row{R"("1753")", "REVIEW", "DOB_TOO_LONG_AGO /matches/0/listed/dob/0\n"},
           Row{R"("2031-01-05")", "REVIEW", "DOB_AFTER_AS_OF /matches/0/listed/dob/0\n"},
           Row{R"("1961-03-07","1900-01-01")", "CLEAR",
               "DOB_PLACEHOLDER /matches/0/listed/dob/1\n"},
           Row{R"("9999-12-31","1985-02-11")", "REVIEW",
               "DOB_PLACEHOLDER /matches/0/listed/dob/0\n"},
           Row{R"("1970-01-01")", "CLEAR", ""},
           Row{R"("1961-03-07")", "CLEAR", ""},
       }) {
    CAPTURE(row.dates);
    const auto engine =
        samples::engine_of({.watchlist = entry("E1", "Ivan Petrov", "SANCTIONS",
                                               ",\"dob\":[" + std::string(row.dates) + "]"),
                            .as_of = "2026-01-01"});
    std::string request = ask("Ivan Petrov", R"(,"dob":"1985-02-11")");
    request.insert(1, R"("as_of":"2026-01-01",)");
    const Outcome outcome = samples::outcome_of(engine, request);
    CHECK(to_string(outcome.decision) == row.decision);
    CHECK(warnings_of(outcome) == row.warnings);
  }
}

TEST_CASE("warnings: what is set aside stays in the input, so that a replay says the same") {
  Errors errors;
  Pointers ignored;
  const auto request = ScreenRequest::read(
      samples::parse(R"({"as_of":"2026-01-01","subject":{"name":"Ivan","dob":"1900-1-1",)"
                     R"("nationality":"XXA","residence_country":"stateless"}})"),
      std::nullopt, errors, ignored);
  REQUIRE_MESSAGE(errors.empty(), samples::listing(errors));
  const std::string input = canonical::write(request.to_json());
  CHECK(input == R"({"as_of":"2026-01-01","subject":{"dob":"1900-01-01","name":"Ivan",)"
                 R"("nationality":"XXA","residence_country":"stateless"}})");
  const auto again =
      ScreenRequest::read(samples::parse(input), std::nullopt, errors, ignored).to_json();
  CHECK(canonical::write(again) == input);
  std::vector<Warning> warnings;
  add_warnings(*request.subject, "/subject", false, warnings);
  CHECK(
      canonical::write(to_json(warnings)) ==
      R"([{"code":"DOB_PLACEHOLDER","field":"/subject/dob","text":"The date of birth is one that )"
      R"(systems write where none is known; it was not compared"},)"
      R"({"code":"COUNTRY_NONE","field":"/subject/nationality","text":"The code names no state; )"
      R"(it was not compared"},)"
      R"({"code":"COUNTRY_NONE","field":"/subject/residence_country","text":"The code names no )"
      R"(state; it was not compared"}])");
}

TEST_CASE("warnings: those of a customer's row stand at its id") {
  const auto engine = samples::engine_of(
      {.watchlist = entry("E1", "Ivan Petrov", "SANCTIONS", R"(,"dob":["1961-03-07"])"),
       .customers = R"({"customer_id":"C_1","name":"Ivan Petrov","dob":"1900-01-01"})"});
  const Outcome outcome = samples::outcome_of(engine, R"({"customer_id":"C_1"})");
  CHECK(to_string(outcome.decision) == "REVIEW");
  CHECK(warnings_of(outcome) == "DOB_PLACEHOLDER /customer_id\n");
}

TEST_CASE("warnings: each code has a name and a sentence of its own") {
  std::set<std::string_view> names;
  std::set<std::string_view> sentences;
  for (std::size_t i = 0; i < kWarningCodeCount; ++i) {
    names.insert(to_string(static_cast<WarningCode>(i)));
    sentences.insert(describe(static_cast<WarningCode>(i)));
  }
  CHECK(names.size() == kWarningCodeCount);
  CHECK(sentences.size() == kWarningCodeCount);
  CHECK(names.count("") == 0);
}

TEST_CASE("several numbers of one field: one that is listed is a match, none a conflict") {
  const auto engine = samples::engine_of(
      {.watchlist = entry("E1", "Ivan Petrov", "SANCTIONS", R"(,"id_hashes":["a","b"])")});
  struct Row {
    std::string_view member;
    Micro match;
  };
  for (const Row& row : {
           Row{R"(,"id_hash":"b")", kMicroOne},
           Row{R"(,"id_hash":"c")", kMicroZero},
           Row{R"(,"id_hashes":["c","b"])", kMicroOne},
           Row{R"(,"id_hashes":["c","d"])", kMicroZero},
           Row{R"(,"id_hash":"c","id_hashes":["a"])", kMicroOne},
           Row{R"(,"id_hashes":[])", Micro{-Micro::kScale}},
           Row{R"(,"id_hashes":null,"id_hash":"")", Micro{-Micro::kScale}},
       }) {
    CAPTURE(row.member);
    const Outcome outcome = samples::outcome_of(engine, ask("Ivan Petrov", row.member));
    REQUIRE(outcome.matches.size() == 1);
    CHECK(outcome.matches[0].features[index_of(Feature::kIdNumberMatch)] == row.match);
  }
  // Found by its second number alone.
  const Outcome other =
      samples::outcome_of(engine, ask("Maria Garcia", R"(,"id_hashes":["c","b"])"));
  CHECK(other.matches.size() == 1);
}

}  // namespace
}  // namespace financescr::screening
