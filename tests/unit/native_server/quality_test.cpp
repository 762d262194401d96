// The quality table: what is counted, what is compared, on made-up names.
#include <doctest/doctest.h>

#include <set>
#include <string>
#include <vector>

#include "engine/screening/model.hpp"
#include "native_server/bench_sets/innocents.hpp"
#include "native_server/bench_sets/misspelling.hpp"
#include "native_server/bench_sets/pair_sets.hpp"
#include "native_server/bench_sets/quality_rows.hpp"
#include "native_server/explain/render.hpp"

namespace financescr::bench_sets {
namespace {

const screening::Screener& shipped() {
  static const screening::Screener screener{{}, screening::builtin_model()};
  return screener;
}

const QualityRow* find(const QualityRows& rows, std::string_view what, std::string_view figure) {
  for (const QualityRow& row : rows) {
    if (row.what == what && row.figure == figure) return &row;
  }
  return nullptr;
}

constexpr std::string_view kPairs =
    R"({"group":"made up","query":{"name":"Quentin Zebrowski","schema":"Person"},)"
    R"("candidate":{"name":"Quentin Zebrowski","schema":"Person"},"expected":"match",)"
    R"("peer_score":{"other":0.9}})"
    "\n"
    R"({"group":"made up","query":{"name":"Quentin Zebrowski","schema":"Person"},)"
    R"("candidate":{"name":"Harbour Lights Shipping","schema":"Company"},"expected":"no_match",)"
    R"("peer_score":{"other":0.75}})"
    "\n"
    R"({"query":{"name":"Nobody"},"candidate":{"name":"Knows"},"expected":null})"
    "\n";

TEST_CASE("quality: name pairs are counted at the shipped threshold, a peer's at its own") {
  const auto rows = measure_name_pairs(kPairs, shipped());
  REQUIRE(rows.has_value());
  const QualityRow* all = find(*rows, "all", "precision");
  REQUIRE(all != nullptr);
  CHECK(all->count == 1);
  CHECK(all->of == 1);
  const QualityRow* peer = find(*rows, "scored by other", "precision");
  REQUIRE(peer != nullptr);
  CHECK(peer->estimate.value == kMicroOne);
  CHECK(peer->peer == Micro{500'000});
  CHECK(find(*rows, "groups of fewer than ten", "recall") != nullptr);
  const auto bad = measure_name_pairs(R"({"expected":"match","query":{"name":"A B"}})", shipped());
  REQUIRE_FALSE(bad.has_value());
  CHECK(bad.error().detail.find("line 1") != std::string::npos);
}

TEST_CASE("quality: reported cases are right by decision, and the clear ones stand apart") {
  const auto rows = measure_reported_cases(
      R"({"kind":"A exact name","right":"REVIEW","subject":{"name":"Quentin Zebrowski"},)"
      R"("listed":{"entity_id":"E1","primary_name":"Quentin Zebrowski"}})"
      "\n"
      R"({"kind":"A exact other","right":"CLEAR","subject":{"name":"Quentin Zebrowski"},)"
      R"("listed":{"primary_name":"Quentin Zebrowski"}})"
      "\n"
      R"({"kind":"D dob","right":"REVIEW","subject":{"name":"Quentin Zebrowski","dob":"soon"},)"
      R"("listed":{"primary_name":"Quentin Zebrowski"}})"
      "\n"
      R"({"kind":"Z clear","right":"CLEAR","subject":{"name":""},)"
      R"("listed":{"primary_name":"Quentin Zebrowski"}})"
      "\n",
      shipped());
  REQUIRE(rows.has_value());
  CHECK(find(*rows, "all", "right")->count == 2);
  CHECK(find(*rows, "all", "right")->of == 4);
  CHECK(find(*rows, "to be reviewed", "right")->count == 2);
  CHECK(find(*rows, "to be clear", "right")->count == 0);
  CHECK(find(*rows, "kind A exact", "right")->of == 2);
}

TEST_CASE("quality: misspelt names have one letter wrong and are the same for a seed") {
  std::vector<pack::WatchlistRow> list(3);
  list[0].primary_name = "ZEBROWSKI, Quentin";
  list[1].primary_name = "Harbour Lights Shipping";
  list[2].primary_name = "Ли Ян";
  const auto names = misspelt_names(list, 40, 7);
  REQUIRE(names.size() == 40);
  std::set<Misspelling> kinds;
  for (const MisspeltName& name : names) {
    kinds.insert(name.kind);
    CHECK(name.row < 2);
    CHECK(name.name != list[name.row].primary_name);
    const auto longer = static_cast<std::int64_t>(name.name.size()) -
                        static_cast<std::int64_t>(list[name.row].primary_name.size());
    CHECK(longer == (name.kind == Misspelling::kInserted  ? 1
                     : name.kind == Misspelling::kDeleted ? -1
                                                          : 0));
  }
  CHECK(kinds.size() == 4);
  CHECK(misspelt_names(list, 40, 7)[13].name == names[13].name);
  CHECK(misspelt_names({list[2]}, 4, 7).empty());
}

TEST_CASE("quality: innocents have the fields that can be read, common names are recombined") {
  const auto innocents = read_innocents(
      R"({"source":"made","name":"Quentin Zebrowski","dob":"1970-01-31","country":"India"})"
      "\n"
      R"({"source":"made_common_names","name":"Ann Marie Oak","country":"us"})"
      "\n"
      R"({"source":"made_common_names","name":"Bob Elm","country":"Atlantis"})"
      "\n");
  REQUIRE(innocents.has_value());
  CHECK((*innocents)[0].subject.nationality->to_string() == "IN");
  CHECK((*innocents)[0].subject.date_of_birth.has_value());
  CHECK((*innocents)[1].subject.nationality->to_string() == "US");
  CHECK_FALSE((*innocents)[2].subject.nationality.has_value());
  const auto names = common_names(*innocents, 500, 1);
  const std::set<std::string> expected{"Ann Marie Oak", "Ann Oak", "Ann Elm", "Bob Elm", "Bob Oak"};
  CHECK(std::set<std::string>(names.begin(), names.end()) == expected);
  CHECK_FALSE(read_innocents(R"({"source":"made"})").has_value());
}

TEST_CASE("quality: a report is read back, and stands beside a later one") {
  QualityReport report;
  report.version = "1";
  report.missing = {"screening/none.jsonl"};
  add_share(report.rows, "reported cases", "all", "right", 1, 2);
  add_share(report.rows, "reported cases", "nothing", "right", 0, 0);
  REQUIRE(report.rows.size() == 1);
  const QualityGoal* goal = goal_of(report.rows[0]);
  REQUIRE(goal != nullptr);
  CHECK_FALSE(reaches(report.rows[0], *goal));
  const auto before = read_quality_rows(canonical::write(to_json(report)));
  REQUIRE(before.has_value());
  CHECK(before->size() == 1);
  CHECK((*before)[0].estimate == report.rows[0].estimate);
  QualityReport later;
  add_share(later.rows, "reported cases", "all", "right", 2, 2);
  add_share(later.rows, "reported cases", "kind N", "right", 2, 2);
  const std::string text = explain::render(to_document(later, &*before), {});
  CHECK(text.find("+0.5000") != std::string::npos);
  CHECK(text.find("new") != std::string::npos);
  CHECK(text.find("yes") != std::string::npos);
  CHECK(explain::render(to_document(report, nullptr), {}).find("none.jsonl is not there") !=
        std::string::npos);
  CHECK_FALSE(read_quality_rows("{}").has_value());
  CHECK_FALSE(read_quality_rows(R"({"rows":[{}]})").has_value());
}

}  // namespace
}  // namespace financescr::bench_sets
