#include "engine/screening/match.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "tests/unit/replay/samples.hpp"

namespace financescr::screening {
namespace {

using canonical::Json;

screening::Screener screener() {
  Errors errors;
  screening::Screener out{screening::Policy::read(samples::parse(samples::kPolicy), errors),
                          screening::Model::read(samples::parse(samples::kModel), errors)};
  REQUIRE(errors.empty());
  return out;
}

std::string answer(std::string_view request) {
  Pointers ignored;
  const auto result = match(samples::parse(request), screener(), ignored);
  return result ? canonical::write(*result) : samples::listing(result.error());
}

TEST_CASE("one query against one entry") {
  struct Row {
    std::string_view query, candidate, answer;
  };
  for (const Row& row : {
           Row{R"("name":"Ivan Petrov")", R"("primary_name":"Petrov, Ivan")",
               R"({"decision":"REVIEW","score":0.982014})"},
           Row{R"("name":"Ivan Petrov")", R"("primary_name":"X","aliases":["Y","Ivan Petrov"])",
               R"({"decision":"REVIEW","score":0.982014})"},
           Row{R"("name":"Ivan Petrov")", R"("primary_name":"X","weak_aliases":["Ivan Petrov"])",
               R"({"decision":"REVIEW","score":0.924142})"},
           Row{R"("name":"Ivan Petrov","dob":"1999-12-31")",
               R"("primary_name":"Ivan Petrov","dob":["1961-03-07"])",
               R"({"decision":"CLEAR","score":0.047426})"},
           Row{R"("name":"Ivan Petrov","id_hash":"h")",
               R"("primary_name":"Maria Garcia","id_hashes":["g","h"])",
               R"({"decision":"REVIEW","score":0.939424})"},
           Row{R"("name":"Ivan Petrov","entity_type":"PERSON")",
               R"("primary_name":"Ivan Petrov","entity_type":"VESSEL")",
               R"({"decision":"CLEAR","score":0.5})"},
           // A query that cannot be matched is never clear.
           Row{R"("name":"\u13E3\u13B3\u13A9")", R"("primary_name":"Maria Garcia")",
               R"({"decision":"REVIEW","score":0.000075})"},
       }) {
    CAPTURE(row.query);
    CAPTURE(row.candidate);
    const std::string request = R"({"request_id":"r","query":{)" + std::string(row.query) +
                                R"(},"candidate":{)" + std::string(row.candidate) + "}}";
    CHECK(answer(request) == row.answer);
  }
}

TEST_CASE("match and screen score one pair alike") {
  const auto engine =
      samples::engine_of({.watchlist = samples::kWatchlist, .customers = samples::kCustomers});
  for (const std::string_view query :
       {R"("name":"Ivan Petrov")", R"("name":"I Petroff","dob":"1961")",
        R"("name":"Petrov Ivan J","nationality":"GB","dob":"1961-07-03")"}) {
    CAPTURE(query);
    const auto screened =
        samples::decided(engine, R"({"subject":{)" + std::string(query) + "}}").decision;
    const std::string matched =
        answer(R"({"query":{)" + std::string(query) +
               R"(},"candidate":{"primary_name":"Ivan Petrov","dob":["1961-03-07"],)"
               R"("nationalities":["RU"]}})");
    CHECK(samples::text_at(samples::parse(matched), "score") ==
          samples::text_at(screened, "matches/0/score"));
  }
}

TEST_CASE("faults of a pair, each with its pointer") {
  struct Row {
    std::string_view request, faults;
  };
  for (const Row& row : {
           Row{"{}", "missing /query: is required\nmissing /candidate: is required\n"},
           Row{R"({"query":{"name":"A"}})", "missing /candidate: is required\n"},
           Row{R"({"query":{},"candidate":{}})",
               "missing /query/name: is required\n"
               "missing /candidate/primary_name: is required\n"},
           Row{R"({"query":{"name":"A","dob":"x"},"candidate":{"primary_name":"B","dob":["y"],)"
               R"("nationalities":["Atlantis"],"entity_type":"SHIP","aliases":"C"}})",
               "invalid /query/dob: must be a date of birth: YYYY-MM-DD, YYYY-MM or YYYY\n"
               "invalid /candidate/aliases: must be an array of strings, not a string\n"
               "invalid /candidate/dob/0: must be a date of birth: YYYY, YYYY-MM, YYYY-MM-DD, any "
               "of them with ~ behind for about, or YYYY/YYYY\n"
               "invalid /candidate/nationalities/0: must be a country: an ISO 3166-1 code of two "
               "or three letters, a code of passports, or a name\n"
               "invalid /candidate/entity_type: must be one of UNKNOWN, PERSON, ORGANISATION, "
               "VESSEL or AIRCRAFT\n"},
       }) {
    CAPTURE(row.request);
    CHECK(answer(row.request) == row.faults);
  }
}

}  // namespace
}  // namespace financescr::screening
