// What one query may cost.
#include <doctest/doctest.h>

#include <string>

#include "tests/unit/replay/samples.hpp"
#include "tests/unit/screening/samples.hpp"

namespace financescr::screening {
namespace {

std::string padded(int i) {
  const std::string digits = std::to_string(i);
  return "E" + std::string(6 - digits.size(), '0') + digits;
}

// Many who are called alike, and somebody who is not.
replay::EngineSet engine_of_namesakes(int count) {
  std::string rows;
  for (int i = 0; i < count; ++i) {
    rows += samples::entry(padded(i), "Mohammed Ali Hassan", "PEP");
  }
  rows += samples::entry("E999999", "Ludwig Beethoven", "SANCTIONS");
  return samples::engine_of({.watchlist = rows});
}

// A workspace whose search may cost so much; nothing said: what it may cost anywhere.
struct Limited {
  Limited() : search(workspace.part<Workspace>()) {}
  explicit Limited(std::int64_t most_work) : search(workspace.make<Workspace>(most_work)) {}

  decision::Workspace workspace;
  Workspace& search;
};

canonical::Json decide(const replay::EngineSet& engine, const std::string& name, Limited& limited,
                       std::string_view id_hash = {}) {
  std::string subject = R"({"name":")" + name + "\"";
  if (!id_hash.empty()) subject += R"(,"id_hash":")" + std::string(id_hash) + "\"";
  const auto verdict = engine.screening().decide(
      samples::parse(R"({"as_of":"2026-11-01","subject":)" + subject + "}}"), limited.workspace);
  REQUIRE(verdict);
  return verdict->decision;
}

TEST_CASE("a query that costs more than it may is REVIEW with a reason code, and never clear") {
  const auto engine = engine_of_namesakes(200);
  const std::string name = "Mohammed Zzyzx Ali Qwrtp Velmar Ludwig";
  Limited ample;
  const auto whole = decide(engine, name, ample);
  CHECK_FALSE(ample.search.was_cut());
  CHECK(samples::text_at(whole, "decision") == "\"CLEAR\"");
  for (const std::int64_t most : {0, 1, 50, 300}) {
    CAPTURE(most);
    Limited scarce(most);
    const auto cut = decide(engine, name, scarce);
    CHECK(scarce.search.was_cut());
    CHECK(samples::text_at(cut, "decision") == "\"REVIEW\"");
    CHECK(samples::text_at(cut, "reason_codes").find("NAME_PARTLY_NOT_MATCHABLE") !=
          std::string::npos);
  }
}

TEST_CASE("a cut search is cut alike every time, and the next query is not cut with it") {
  const auto engine = engine_of_namesakes(200);
  Limited workspace(2'000);
  const auto first = decide(engine, "Mohammed Ali Hassan", workspace);
  REQUIRE(workspace.search.was_cut());
  const auto clear = decide(engine, "Priya Zhang", workspace);
  CHECK_FALSE(workspace.search.was_cut());
  CHECK(samples::text_at(clear, "decision") == "\"CLEAR\"");
  CHECK(decide(engine, "Mohammed Ali Hassan", workspace) == first);
  Limited other(2'000);
  CHECK(decide(engine, "Mohammed Ali Hassan", other) == first);
}

TEST_CASE("what a cut search found has the score of a whole one") {
  const auto engine = engine_of_namesakes(200);
  Limited ample;
  Limited scarce(4'000);
  const auto whole = decide(engine, "Mohammed Ali Hassan", ample);
  const auto cut = decide(engine, "Mohammed Ali Hassan", scarce);
  REQUIRE(scarce.search.was_cut());
  REQUIRE_FALSE(samples::at(cut, "matches").if_array()->empty());
  CHECK(samples::text_at(cut, "matches/0/score") == samples::text_at(whole, "matches/0/score"));
  CHECK(samples::text_at(cut, "matches/0/evidence") ==
        samples::text_at(whole, "matches/0/evidence"));
}

}  // namespace
}  // namespace financescr::screening
