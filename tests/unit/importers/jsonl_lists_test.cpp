#include <doctest/doctest.h>

#include "datagen/importers/ftm_jsonl.hpp"
#include "datagen/importers/watchlist_jsonl.hpp"
#include "tests/unit/importers/fixtures.hpp"

namespace financescr::datagen {
namespace {

using namespace fixtures;

Result<ImportResult> import_ftm(std::string_view text) {
  return import_ftm_jsonl({"entities.json", text}, with_hash());
}

Result<ImportResult> import_lines(std::string_view text) {
  return import_watchlist_jsonl({"w.jsonl", text}, with_hash());
}

std::string person(std::string_view topics) {
  return R"({"id":"a","schema":"Person","caption":"A B","properties":{"topics":[)" +
         std::string(topics) + "]}}";
}

TEST_CASE("ftm: entities become rows, documents go to their holders") {
  const auto result = import_ftm(read_fixture("ftm-jsonl/entities.ftm.json"));
  REQUIRE(result);
  CHECK(result->rows.size() == 3);
  const auto* const row = row_of(*result, "NK-exampleov");
  REQUIRE(row != nullptr);
  CHECK(row->primary_name == "Ivan Petrovich Exampleov");
  CHECK(row->aliases == Texts{"Иван Примеров", "Iwan Exemplow"});
  CHECK(row->weak_aliases == Texts{"Vanya"});
  CHECK(row->source == "un_sc_sanctions");
  CHECK(row->programs == Texts{"role.pep", "sanction"});
  CHECK(dates_of(*row) == Texts{"1961-03-07", "1962"});
  CHECK(codes_of(row->nationalities) == Texts{"RU", "MT"});
  CHECK(codes_of(row->residence_countries) == Texts{"CY"});
  CHECK(row->id_hashes == Texts{"h5:1", "h8:4"});
  CHECK(result->references.at(0) ==
        Texts{"OFAC:102", "UN-DATAID:9000001", "UK:70001", "EU:EU.9001.1"});
}

TEST_CASE("ftm: topics say what an entity is listed for, sanctions first") {
  const auto type_of = [](std::string_view topics) {
    const auto result = import_ftm(person(topics));
    return result ? std::string(to_string(result->rows.at(0).list_type)) : std::string("none");
  };
  CHECK(type_of(R"("sanction")") == "SANCTIONS");
  CHECK(type_of(R"("role.pep","sanction.linked")") == "SANCTIONS");
  CHECK(type_of(R"("role.rca")") == "PEP");
  CHECK(type_of(R"("crime.fin","role.pep")") == "PEP");
  CHECK(type_of(R"("crime")") == "ADVERSE_MEDIA");
  CHECK(type_of(R"("fin.bank")") == "none");
  CHECK(type_of("") == "none");
}

TEST_CASE("ftm: countries are codes in small letters, of four letters for former states") {
  const auto result = import_ftm(
      R"({"id":"a","schema":"Person","caption":"A B","properties":{"topics":["sanction"],)"
      R"("nationality":["ru","suhh","Malta"],"country":["GB","12"]}})");
  REQUIRE(result);
  CHECK(codes_of(result->rows.at(0).nationalities) == Texts{"RU", "SU", "MT"});
  CHECK(codes_of(result->rows.at(0).residence_countries) == Texts{"GB"});
  CHECK(result->report.finding_count("country unknown") == 1);
}

TEST_CASE("ftm: what only fills the place of a number is not hashed") {
  const auto result = import_ftm(
      R"({"id":"a","schema":"Person","caption":"A B","properties":{"topics":["sanction"],)"
      R"("idNumber":["n/a","-","55501"],"passportNumber":["unknown"]}})");
  REQUIRE(result);
  CHECK(result->rows.at(0).id_hashes == Texts{"h5:1"});
  CHECK(result->report.finding_count("identity document without a number") == 3);
}

TEST_CASE("ftm: what is not taken is counted or shown with its line") {
  const auto result = import_ftm(read_fixture("ftm-jsonl/entities.ftm.json"));
  REQUIRE(result);
  const ImportReport& report = result->report;
  CHECK(report.count("entities of other kinds", "Address") == 1);
  CHECK(report.count("entities without a topic that lists them", "Company") == 1);
  CHECK(report.count("documents of holders not listed", "id") == 1);
  CHECK(first_line(report, "not a JSON object") == 8);
  CHECK(first_line(report, "no name") == 9);
  CHECK(first_line(report, "date of birth not understood") == 2);
}

TEST_CASE("watchlist lines: our own rows pass unchanged") {
  const std::string list = read_fixture("watchlist-jsonl/watchlist.jsonl");
  const auto result = import_lines(list);
  REQUIRE(result);
  const auto first = canonical::parse(list.substr(0, list.find('\n')));
  REQUIRE(first);
  CHECK(canonical::write(result->rows.at(0).to_json()) == canonical::write(*first));
  CHECK_FALSE(result->rows.at(1).active);
}

TEST_CASE("watchlist lines: the reference's older fixtures") {
  const auto result = import_lines(read_fixture("watchlist-jsonl/watchlist.jsonl"));
  REQUIRE(result);
  const auto* const row = row_of(*result, "WL-000001");
  REQUIRE(row != nullptr);
  CHECK(row->list_type == pack::ListType::kAdverseMedia);
  CHECK(row->programs == Texts{"sanctions_fixture", "INTERNAL_WATCH"});
  CHECK(row->aliases == Texts{"Jon Sample"});
  CHECK(dates_of(*row) == Texts{"1970-05-05"});
  CHECK(codes_of(row->nationalities) == Texts{"GB", "MT"});
  CHECK(row->id_hashes == Texts{"h5:1", "h8:1"});
}

TEST_CASE("watchlist lines: a bad line is shown with its place and costs only itself") {
  const auto result = import_lines(read_fixture("watchlist-jsonl/watchlist.jsonl"));
  REQUIRE(result);
  CHECK(result->rows.size() == 3);
  CHECK(result->report.finding_count("not a valid row") == 2);
  CHECK(first_line(result->report, "not a valid row") == 4);
  CHECK(first_line(result->report, "field not known") == 2);
  CHECK_FALSE(import_lines("[]\n"));
  CHECK_FALSE(import_lines(""));
}

}  // namespace
}  // namespace financescr::datagen
