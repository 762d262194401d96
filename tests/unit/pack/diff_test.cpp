#include "engine/pack/diff.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

#include "tests/unit/pack/samples.hpp"

namespace financescr::pack {
namespace {

using canonical::Json;

Json json(std::string_view text) {
  auto parsed = canonical::parse(text);
  REQUIRE(parsed.has_value());
  return std::move(*parsed);
}

// "field: -removed +added" or "field: before -> after", one a line.
std::string listing(const std::vector<FieldChange>& changes) {
  std::string out;
  for (const auto& change : changes) {
    out += change.field + ":";
    for (const Json& value : change.removed) out += " -" + canonical::write(value);
    for (const Json& value : change.added) out += " +" + canonical::write(value);
    if (change.removed.empty() && change.added.empty()) {
      out += " " + canonical::write(change.before) + " -> " + canonical::write(change.after);
    }
    out += "\n";
  }
  return out;
}

std::string fields_changed(std::string_view before, std::string_view after) {
  return listing(changed_fields(json(before), json(after)));
}

Pack fincrime_pack(std::string_view watchlist, std::string_view policy = R"({"threshold":0.72})") {
  auto pack = samples::opened(samples::compiled(
      {samples::fincrime({{"watchlist.jsonl", watchlist}, {"policy.json", policy}})}));
  REQUIRE(pack);
  return std::move(*pack);
}

std::string entry(std::string_view id, std::string_view name, std::string_view more = "") {
  return R"({"entity_id":")" + std::string(id) + R"(","list_type":"PEP","primary_name":")" +
         std::string(name) + "\"" + std::string(more) + "}\n";
}

TEST_CASE("changed fields: values, lists as bags, objects by their members") {
  CHECK(fields_changed(R"({"a":1,"b":2})", R"({"a":1,"b":3,"c":"x"})") ==
        "b: 2 -> 3\nc: null -> \"x\"\n");
  CHECK(fields_changed(R"({"l":["a","b","b"]})", R"({"l":["b","c"]})") ==
        "l: -\"a\" -\"b\" +\"c\"\n");
  CHECK(fields_changed(R"({"l":["a","b"]})", R"({"l":["b","a"]})") ==
        "l: [\"a\",\"b\"] -> [\"b\",\"a\"]\n");
  CHECK(fields_changed(R"({})", R"({"l":["a"]})") == "l: +\"a\"\n");
  CHECK(fields_changed(R"({"p":{"HIGH":{"x":1},"LOW":2}})", R"({"p":{"HIGH":{"x":4}}})") ==
        "p/HIGH/x: 1 -> 4\np/LOW: 2 -> null\n");
  CHECK(fields_changed(R"({"l":["a"]})", R"({"l":"a"})") == "l: [\"a\"] -> \"a\"\n");
  CHECK(fields_changed(R"({"a":null})", R"({})").empty());
}

TEST_CASE("diff: a pack and itself are the same") {
  const auto pack = samples::opened(samples::compiled(samples::both_domains()));
  REQUIRE(pack);
  const PackDiff same = diff(*pack, *pack);
  CHECK(same.empty());
  REQUIRE(same.domains.size() == 2);
  CHECK(same.domains[0].tables[0].count_after == 3);
  const Json report = to_json(same);
  CHECK(*report.find("same")->if_bool());
}

TEST_CASE("diff: entities removed, added and changed field by field, in order of id") {
  const Pack before = fincrime_pack(entry("E1", "Ann") + entry("E3", "Cid", R"(,"dob":["1961"])") +
                                    entry("E4", "Dee", R"(,"aliases":["D","Di"])"));
  const Pack after = fincrime_pack(
      entry("E4", "Dee", R"(,"aliases":["Di","Didi"],"dob":["1970-01-02"])") + entry("E2", "Bo") +
      entry("E3", "Cid", R"(,"dob":["1961"])") + entry("E5", "Eve"));
  const TableDiff table = diff(before, after).domains[0].tables[0];
  CHECK(table.table == "watchlist");
  REQUIRE(table.removed.size() == 1);
  CHECK(table.removed[0].id == "E1");
  CHECK(table.removed[0].name == "Ann");
  REQUIRE(table.added.size() == 2);
  CHECK(table.added[0].id == "E2");
  CHECK(table.added[1].id == "E5");
  REQUIRE(table.changed.size() == 1);
  CHECK(table.changed[0].row.id == "E4");
  CHECK(listing(table.changed[0].fields) == "aliases: -\"D\" +\"Didi\"\ndob: +\"1970-01-02\"\n");
  CHECK(table.count_before == 3);
  CHECK(table.count_after == 4);
}

TEST_CASE("diff: a changed policy is a difference, the label is none") {
  const Pack before = fincrime_pack(entry("E1", "Ann"));
  const Pack after = fincrime_pack(entry("E1", "Ann"), R"({"threshold":0.5})");
  const PackDiff different = diff(before, after);
  CHECK_FALSE(different.empty());
  CHECK(different.domains[0].tables[0].empty());
  CHECK(different.domains[0].pack_hash_before == different.domains[0].pack_hash_after);
  bool found = false;
  for (const auto& document : different.domains[0].documents) {
    if (document.document != "policy") continue;
    found = true;
    CHECK(document.hash_before != document.hash_after);
    CHECK(listing(document.fields) == "threshold: 0.72 -> 0.5\n");
  }
  CHECK(found);
}

TEST_CASE("diff: a domain that one pack lacks is removed or added whole") {
  const auto both = samples::opened(samples::compiled(samples::both_domains()));
  REQUIRE(both);
  const Pack fincrime = fincrime_pack(samples::kWatchlist);
  const PackDiff removed = diff(*both, fincrime);
  REQUIRE(removed.domains.size() == 2);
  CHECK(removed.domains[1].domain == "credit");
  CHECK(removed.domains[1].label_after.empty());
  CHECK(removed.domains[1].tables[0].removed.size() == 2);
  CHECK_FALSE(removed.empty());
  CHECK(diff(fincrime, *both).domains[1].tables[0].added.size() == 2);
}

TEST_CASE("diff: a new list subtype is seen, and kept by a compiled pack") {
  const Pack before = fincrime_pack(entry("E1", "Ann"));
  const Pack after = fincrime_pack(entry("E1", "Ann", R"(,"list_subtype":"NARCOTICS")"));
  CHECK(after.domain(Domain::kScreening)->watchlist.row(0).list_subtype == "NARCOTICS");
  CHECK(after.verify_hashes());
  const TableDiff table = diff(before, after).domains[0].tables[0];
  REQUIRE(table.changed.size() == 1);
  CHECK(listing(table.changed[0].fields) == "list_subtype: null -> \"NARCOTICS\"\n");
}

}  // namespace
}  // namespace financescr::pack
