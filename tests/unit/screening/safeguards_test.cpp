// What keeps a decision on the safe side: nothing that could not be compared, and nothing that was
// not asked for, makes a case clearer or less urgent than it is.
#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "engine/core/limits.hpp"
#include "engine/screening/match.hpp"
#include "tests/unit/replay/samples.hpp"
#include "tests/unit/screening/seed_pack.hpp"

namespace financescr::screening {
namespace {

using samples::ask;
using samples::entry;

constexpr std::string_view kCherokee = "\xE1\x8F\xA3\xE1\x8E\xB3\xE1\x8E\xA9";

TEST_CASE("asking for one candidate decides like asking for twenty") {
  struct Row {
    std::string_view query, listed, other;
  };
  for (const Row& row :
       {Row{"jhen X Li", "Chen X Li", "Jun Li"}, Row{"Niah Murphy", "Niamh Murphy", "NiamhMurphy"},
        Row{"Rodriuez Javier", "Javier Rodriguez", "Javier Perez"},
        Row{"Abdullah Hussarin", "Abdullah Hussain", "Sana Abdullah"}}) {
    CAPTURE(row.query);
    const auto engine =
        samples::shipped_engine(entry("E1", row.listed, "PEP") + entry("E2", row.other, "PEP"), "");
    const auto twenty = samples::outcome_of(engine, ask(row.query));
    const auto one = samples::outcome_of(engine, ask(row.query, "", R"({"top_k":1})"));
    CHECK(one.decision == twenty.decision);
    CHECK(one.probability == twenty.probability);
  }
}

TEST_CASE("a tie is no HIGH confidence just because only one candidate was asked for") {
  const std::string rows = entry("E1", "Ivan Petrov", "PEP") + entry("E2", "Ivan Petrov", "PEP");
  const auto engine = samples::engine_of({.watchlist = rows});
  CHECK(samples::outcome_of(engine, ask("Ivan Petrov")).confidence == Level::kMed);
  CHECK(samples::outcome_of(engine, ask("Ivan Petrov", "", R"({"top_k":1})")).confidence ==
        Level::kMed);
}

TEST_CASE("letters that cannot be matched never make a case less urgent") {
  const std::string rows = entry("E1", "Ivan Petrov", "SANCTIONS");
  auto policy = samples::parse(samples::kPolicy);
  policy.set("threshold", Micro{990'000});  // the score is 0.982014, just below
  const std::string text = canonical::write(policy);
  const auto engine = samples::engine_of({.watchlist = rows, .policy = text});
  const auto plain = samples::outcome_of(engine, ask("Ivan Petrov"));
  const auto partly = samples::outcome_of(engine, ask("Ivan Petrov " + std::string(kCherokee)));
  CHECK(plain.decision == Decision::kClear);
  CHECK(plain.action == Action::kClear);
  CHECK(plain.severity == Level::kLow);
  // As if it were an alert.
  CHECK(partly.decision == Decision::kReview);
  CHECK(partly.severity == Level::kHigh);
  CHECK(partly.priority == Priority::kP0);
  CHECK(partly.action == Action::kReviewUrgent);
}

TEST_CASE("a follow-up never promises CLEAR for a name that cannot be matched whole") {
  const std::string rows = entry("E1", "Ivan Petrov", "PEP", R"(,"dob":["1961-03-07"])");
  const auto engine = samples::engine_of({.watchlist = rows});
  const std::string name = "Ivan Petrov " + std::string(kCherokee);
  const auto asked = samples::decided(engine, ask(name)).decision;
  const auto answered = samples::decided(engine, ask(name, R"(,"dob":"1999-09-09")")).decision;
  REQUIRE(samples::text_at(answered, "decision") == "\"REVIEW\"");
  const auto follow_up = samples::at(asked, "follow_up");
  if (follow_up.is_null()) return;
  CHECK(samples::text_at(follow_up, "outcomes/1/decision") == "\"REVIEW\"");
}

TEST_CASE("words beyond those that are compared never clear a name") {
  std::string padding;
  for (std::size_t i = 0; i < limits::kMaxNameTokens; ++i) padding += "zq ";
  const std::string rows = entry("E1", "Ivan Petrov", "SANCTIONS");
  const auto engine = samples::engine_of({.watchlist = rows});
  CHECK(samples::outcome_of(engine, ask(padding + "Ivan Petrov")).decision == Decision::kReview);
}

TEST_CASE("match: an entry whose name cannot be matched is never clear") {
  const std::string request = R"({"query":{"name":"Ivan"},"candidate":{"primary_name":")" +
                              std::string(kCherokee) + R"("}})";
  Pointers ignored;
  const auto result = screening::match(samples::parse(request),
                                       samples::whole_engine().screening().screener(), ignored);
  REQUIRE(result.has_value());
  CHECK(samples::text_at(*result, "decision") == "\"REVIEW\"");
}

}  // namespace
}  // namespace financescr::screening
