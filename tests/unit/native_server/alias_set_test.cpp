#include "native_server/bench_sets/alias_set.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "engine/canonical/json.hpp"

namespace financescr::bench_sets {
namespace {

using pack::EntityType;
using pack::WatchlistRow;

// Two parties; the first has two aliases, one of them by no means like its name.
constexpr std::string_view kLines =
    R"({"id":"1","type":"individual","primary":"Ivan Petrov","alias":"Ivan Petroff",)"
    R"("script":"latin","bucket":"near_shared","soft":0.9})"
    "\n"
    R"({"id":"1","type":"individual","primary":"Ivan Petrov","alias":"The Wolf",)"
    R"("script":"latin","bucket":"unrelated"})"
    "\n"
    R"({"id":"2","type":"unknown","primary":"Zavod Ltd","alias":"Завод",)"
    R"("script":"cyrillic","bucket":"cross_script"})"
    "\n";

AliasSet small_set() {
  auto set = read_alias_set("small", kLines);
  REQUIRE(set.has_value());
  return std::move(*set);
}

WatchlistRow entry(std::string id, EntityType type, std::string name,
                   std::vector<std::string> aliases) {
  WatchlistRow row;
  row.entity_id = std::move(id);
  row.entity_type = type;
  row.primary_name = std::move(name);
  row.aliases = std::move(aliases);
  return row;
}

TEST_CASE("alias set: queries are read, and a line that is none is named") {
  const AliasSet set = small_set();
  REQUIRE(set.queries.size() == 3);
  CHECK(set.queries[0].type == "person");
  CHECK(set.queries[2].type == "not said");
  CHECK(set.queries[2].script == "cyrillic");
  CHECK(set.primaries.at("1") == "Ivan Petrov");
  const auto bad = read_alias_set("bad", std::string(kLines) + R"({"id":"3"})");
  REQUIRE_FALSE(bad.has_value());
  CHECK(bad.error().detail.find("line 4") != std::string::npos);
  CHECK_FALSE(read_alias_set("bad", "no json").has_value());
}

TEST_CASE("alias set: entries of the list are found by id or by name, others stand beside them") {
  AliasSet set = small_set();
  const auto parties = parties_of(set, {entry("7", EntityType::kPerson, "PETROV, Ivan", {"Vanya"}),
                                        entry("2", EntityType::kOrganisation, "Zavod Limited", {}),
                                        entry("9", EntityType::kVessel, "Star", {"Stella"})});
  REQUIRE(parties.size() == 3);
  CHECK(parties[0].entity_id == "1");
  CHECK(parties[0].primary_name == "Ivan Petrov");
  CHECK(parties[0].aliases ==
        std::vector<std::string>{"PETROV, Ivan", "Vanya", "Ivan Petroff", "The Wolf"});
  CHECK(parties[1].aliases == std::vector<std::string>{"Zavod Limited", "Завод"});
  CHECK(parties[2].entity_id == "9");
  CHECK(set.queries[2].type == "organisation");
}

TEST_CASE("alias set: protocol A keeps primary names, protocol B all but the queried alias") {
  AliasSet set = small_set();
  const auto parties = parties_of(set, {});
  const std::string primary = primary_names_only(parties);
  CHECK(primary.find("Ivan Petrov\"") != std::string::npos);
  CHECK(primary.find("Petroff") == std::string::npos);
  CHECK(primary.find("Завод") == std::string::npos);
  CHECK(set.rounds == 2);
  for (std::size_t round = 0; round < set.rounds; ++round) {
    const std::string lines = all_names_but(parties, set, round);
    for (const AliasQuery& query : set.queries) {
      const bool held = lines.find("\"" + query.alias + "\"") != std::string::npos;
      CHECK(held == (query.round != round));
    }
  }
  CHECK(set.queries[0].round != set.queries[1].round);
}

TEST_CASE("recall: a hand-made set is counted by bucket, script and type") {
  const AliasSet set = small_set();
  RecallTallies tallies;
  tallies.add(set.queries[0], 0, true);
  tallies.add(set.queries[1], std::nullopt, false);
  tallies.add(set.queries[2], 9, false);
  tallies.add(set.queries[2], 10, true);
  CHECK(tallies.all == RecallTally{4, 1, 2, 2});
  CHECK(tallies.without_unrelated == RecallTally{3, 1, 2, 2});
  CHECK(tallies.by_bucket.at("unrelated") == RecallTally{1, 0, 0, 0});
  CHECK(tallies.by_bucket.at("cross_script") == RecallTally{2, 0, 1, 1});
  CHECK(tallies.by_script.at("latin") == RecallTally{1, 1, 1, 1});
  CHECK(tallies.by_script.at("cyrillic") == RecallTally{2, 0, 1, 1});
  CHECK(tallies.by_type.at("person") == RecallTally{1, 1, 1, 1});
  CHECK(tallies.by_script_and_type.at("cyrillic, not said") == RecallTally{2, 0, 1, 1});
}

TEST_CASE("alias set: the development sets are read whole where they are at hand" *
          doctest::test_suite("shared data")) {
  const std::string path = std::string(FINANCESCR_SHARED_DATA) + "/screening/ofac_aka.dev.jsonl";
  std::ifstream file(path, std::ios::binary);
  REQUIRE(file.good());
  const std::string lines{std::istreambuf_iterator<char>(file), {}};
  const auto set = read_alias_set("ofac", lines);
  REQUIRE(set.has_value());
  CHECK(set->queries.size() == 4516);
  CHECK(set->primaries.size() == 1818);
}

}  // namespace
}  // namespace financescr::bench_sets
