#include "datagen/importers/merge_lists.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "datagen/importers/uk_conlist.hpp"
#include "datagen/importers/un_xml.hpp"
#include "tests/unit/importers/fixtures.hpp"

namespace financescr::datagen {
namespace {

using namespace fixtures;
using pack::EntityType;
using pack::WatchlistRow;

struct Party {
  std::string id;
  std::string name;
  std::string born = {};
  std::string id_hash = {};
  std::string reference = {};
  EntityType type = EntityType::kPerson;
  std::vector<std::string> weak = {};
  std::vector<std::string> aliases = {};
};

ListToMerge list_of(const std::string& prefix, const std::vector<Party>& parties) {
  ListToMerge list{prefix, prefix + " list", {}};
  for (const Party& party : parties) {
    WatchlistRow row;
    row.entity_id = party.id;
    row.primary_name = party.name;
    row.entity_type = party.type;
    row.weak_aliases = party.weak;
    row.aliases = party.aliases;
    row.source = prefix;
    if (!party.born.empty()) row.dates_of_birth.push_back(*PartialDate::parse(party.born));
    if (!party.id_hash.empty()) row.id_hashes.push_back(party.id_hash);
    list.list.rows.push_back(row);
    list.list.references.push_back(party.reference.empty() ? Texts{} : Texts{party.reference});
  }
  return list;
}

// The links of the merged entry with this id.
Texts links(const MergeResult& merged, std::string_view id) {
  for (const WatchlistRow& row : merged.rows) {
    if (row.entity_id == id) return row.same_as;
  }
  return {"no such entry"};
}

// Whether one party on two lists is linked.
bool linked(const Party& a, const Party& b) {
  const auto merged = merge_lists({list_of("a", {a}), list_of("b", {b})});
  const bool forth = links(merged, "a:" + a.id) == Texts{"b:" + b.id};
  const bool back = links(merged, "b:" + b.id) == Texts{"a:" + a.id};
  CHECK(forth == back);
  return forth;
}

TEST_CASE("merge: every entry is kept, with its list's prefix before its id") {
  const auto merged = merge_lists({list_of("un", {{"1", "John Sample"}, {"2", "Jane Sample"}}),
                                   list_of("uk", {{"1", "John Sample"}})});
  REQUIRE(merged.rows.size() == 3);
  CHECK(merged.rows[0].entity_id == "uk:1");
  CHECK(merged.rows[1].entity_id == "un:1");
  CHECK(merged.rows[2].entity_id == "un:2");
  for (const WatchlistRow& row : merged.rows) CHECK(row.same_as.empty());
  CHECK(merged.report.group_total("entries") == 3);
  CHECK(merged.report.count("parties", "distinct") == 3);
}

TEST_CASE("merge: a shared reference links names that resemble each other") {
  CHECK(linked({"1", "Ivan Petrovich Exampleov", "", "", "UN:QDI.001"},
               {"2", "EXAMPLEOV, Ivan", "", "", "UN:QDI.001"}));
  CHECK_FALSE(linked({"1", "Ivan Exampleov", "", "", "UN:QDI.001"},
                     {"2", "Ivan Sample", "", "", "UN:QDI.001"}));
  CHECK_FALSE(linked({"1", "Ivan Exampleov", "", "", "UN:QDI.001"},
                     {"2", "Ivan Exampleov", "", "", "UN:QDI.002"}));
  CHECK_FALSE(linked({"1", "Korea Bank", "", "", "R", EntityType::kOrganisation},
                     {"2", "Korea Bank", "", "", "R", EntityType::kVessel}));
  CHECK(linked({"1", "Korea Bank", "", "", "R", EntityType::kOrganisation},
               {"2", "Korea Bank", "", "", "R", EntityType::kUnknown}));
}

TEST_CASE("merge: a reference that a list gives to two entries needs a whole name") {
  const auto merged =
      merge_lists({list_of("uk", {{"1", "Korea Credit Bank", "", "", "UN:KPE.023"},
                                  {"2", "Dae Credit Bank", "", "", "UN:KPE.023"}}),
                   list_of("un", {{"9", "Credit Bank Dae", "", "", "UN:KPE.023"}})});
  CHECK(links(merged, "un:9") == Texts{"uk:2"});
  CHECK(links(merged, "uk:1").empty());
  CHECK(merged.report.finding_count("reference shared but names or types differ") == 1);
}

TEST_CASE("merge: a shared identity number links only with a shared name") {
  CHECK(linked({"1", "John Sample", "", "h1"}, {"2", "SAMPLE, John", "", "h1"}));
  CHECK_FALSE(linked({"1", "John Sample", "", "h1"}, {"2", "Jane Sample", "", "h1"}));
  CHECK_FALSE(linked({"1", "John Sample", "", "h1"}, {"2", "John Sample", "", "h2"}));
  // Twins with one papers' number and one nickname are two people.
  CHECK_FALSE(linked({"1", "Victor Twin", "", "h1", "", EntityType::kPerson, {"THE TWINS"}},
                     {"2", "Miguel Twin", "", "h1", "", EntityType::kPerson, {"THE TWINS"}}));
}

TEST_CASE("merge: a nickname that two people share does not make them one") {
  Party victor{"1", "Victor Twin", "1959-07-11", "h1"};
  Party miguel{"2", "Miguel Twin", "1959-07-11", "h1"};
  victor.aliases = miguel.aliases = {"Los Mellizos"};
  CHECK_FALSE(linked(victor, miguel));
  victor.name = "Los Mellizos";
  CHECK(linked(victor, miguel));
}

TEST_CASE("merge: name and birth link only when both are complete") {
  CHECK(linked({"1", "John Sample", "1961-03-07"}, {"2", "SAMPLE, John", "1961-03-07"}));
  CHECK_FALSE(linked({"1", "John Sample", "1961"}, {"2", "John Sample", "1961"}));
  CHECK_FALSE(linked({"1", "John Sample", "1961-03-07~"}, {"2", "John Sample", "1961-03-07~"}));
  CHECK_FALSE(linked({"1", "John Sample", "1961-03-07"}, {"2", "John Sample", "1961-03-08"}));
  CHECK_FALSE(linked({"1", "Sample", "1961-03-07"}, {"2", "Sample", "1961-03-07"}));
  CHECK_FALSE(linked({"1", "John Sample", "1961-03-07", "", "", EntityType::kUnknown},
                     {"2", "John Sample", "1961-03-07", "", "", EntityType::kUnknown}));
}

TEST_CASE("merge: links are closed over all lists") {
  const auto merged = merge_lists({list_of("a", {{"1", "John Sample", "", "h1"}}),
                                   list_of("b", {{"2", "Sample John", "1961-03-07", "h1"}}),
                                   list_of("c", {{"3", "John SAMPLE", "1961-03-07"}})});
  CHECK(links(merged, "a:1") == Texts{"b:2", "c:3"});
  CHECK(links(merged, "c:3") == Texts{"a:1", "b:2"});
  CHECK(merged.report.count("joined by", "id number") == 1);
  CHECK(merged.report.count("joined by", "name and birth") == 1);
  CHECK(merged.report.count("parties linked", "3 entries") == 1);
}

TEST_CASE("merge: the order of the lists makes no difference") {
  std::vector<ListToMerge> lists{
      list_of("a", {{"1", "John Sample", "1961-03-07", "h1", "R:1"}, {"2", "Jane Sample"}}),
      list_of("b", {{"1", "John Sample", "1961-03-07"}, {"2", "Other Party", "", "", "R:1"}}),
      list_of("c", {{"1", "J. Sample", "", "h1"}, {"2", "John  SAMPLE", "", "h1"}})};
  std::sort(lists.begin(), lists.end(),
            [](const auto& a, const auto& b) { return a.prefix < b.prefix; });
  std::string expected;
  do {
    const MergeResult merged = merge_lists(lists);
    std::string text;
    for (const WatchlistRow& row : merged.rows) text += canonical::write(row.to_json()) + "\n";
    if (expected.empty()) expected = text;
    CHECK(text == expected);
  } while (std::next_permutation(lists.begin(), lists.end(),
                                 [](const auto& a, const auto& b) { return a.prefix < b.prefix; }));
}

TEST_CASE("merge: links that a list brings along are kept and follow its prefix") {
  ListToMerge list = list_of("own", {{"1", "John Sample"}, {"2", "J. Sample"}});
  list.list.rows[0].same_as = {"2", "elsewhere:7"};
  const auto merged = merge_lists({std::move(list)});
  CHECK(links(merged, "own:1") == Texts{"own:2", "elsewhere:7"});
}

TEST_CASE("merge: the fixtures of the UN and the UK are linked by the UN's number") {
  auto un = import_un_xml({"un.xml", read_fixture("un-xml/consolidated.xml")}, with_hash());
  auto uk = import_uk_conlist({"uk.csv", read_fixture("uk-conlist-csv/ConList.csv")}, with_hash());
  REQUIRE(un);
  REQUIRE(uk);
  const auto merged =
      merge_lists({{"un", "un.xml", std::move(*un)}, {"uk", "uk.csv", std::move(*uk)}});
  CHECK(links(merged, "un:QDi.901") == Texts{"uk:70001"});
  CHECK(merged.report.count("joined by", "reference") == 1);
}

}  // namespace
}  // namespace financescr::datagen
