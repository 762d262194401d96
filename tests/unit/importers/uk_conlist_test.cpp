#include "datagen/importers/uk_conlist.hpp"

#include <doctest/doctest.h>

#include "tests/unit/importers/fixtures.hpp"

namespace financescr::datagen {
namespace {

using namespace fixtures;

Result<ImportResult> import_text(std::string_view text) {
  return import_uk_conlist({"ConList.csv", text}, with_hash());
}

// The layout of 2018, with a header of few columns.
constexpr std::string_view kOldHeader =
    "Last Updated,13/04/2018,,,,,,,\r\n"
    "Name 6,Name 1,DOB,Nationality,Passport Details,NI Number,Group Type,Alias Type,Group ID\r\n";

Result<ImportResult> import_old(const std::string& rows) {
  return import_text(std::string(kOldHeader) + rows);
}

TEST_CASE("uk: the records of one group become one entry under its primary name") {
  const auto result = import_text(read_fixture("uk-conlist-csv/ConList.csv"));
  REQUIRE(result);
  CHECK(result->rows.size() == 3);
  const auto* const person = row_of(*result, "70001");
  REQUIRE(person != nullptr);
  CHECK(person->primary_name == "Ivan Petrovich EXAMPLEOV");
  CHECK(person->aliases == Texts{"Iwan EXAMPLOFF", "Иван Примеров"});
  CHECK(person->weak_aliases == Texts{"VANYA"});
  CHECK(dates_of(*person) == Texts{"1962", "1961-03-07"});
  CHECK(codes_of(person->nationalities) == Texts{"RU", "MT"});
  CHECK(codes_of(person->residence_countries) == Texts{"CY"});
  CHECK(person->id_hashes == Texts{"h8:4", "h7:3"});
  CHECK(result->references.at(0) == Texts{"UK:70001", "UN:QDI.901"});
}

TEST_CASE("uk: a ship is a vessel with its IMO number") {
  const auto result = import_text(read_fixture("uk-conlist-csv/ConList.csv"));
  REQUIRE(result);
  const auto* const ship = row_of(*result, "70003");
  REQUIRE(ship != nullptr);
  CHECK(ship->entity_type == pack::EntityType::kVessel);
  CHECK(ship->id_hashes == Texts{"h7:1"});
  CHECK(result->report.count("ids", "IMO number") == 1);
}

TEST_CASE("uk: bad records and values are shown with their line") {
  const auto result = import_text(read_fixture("uk-conlist-csv/ConList.csv"));
  REQUIRE(result);
  const ImportReport& report = result->report;
  CHECK(first_line(report, "date of birth not understood") == 5);
  CHECK(first_line(report, "identity document without a number") == 6);
  CHECK(first_line(report, "no Group ID") == 8);
  CHECK(first_line(report, "wrong number of columns") == 9);
  CHECK(report.findings.size() == 4);
}

TEST_CASE("uk: cells repeated on every record of a group are counted once") {
  const auto result = import_old(
      "SAMPLE,John,00/05/1970,Maltese,,,Individual,Prime Alias,1\r\n"
      "SAMPEL,Jon,00/05/1970,Maltese,,,Individual,AKA,1\r\n"
      "SAMPEL,Jon,00/00/1971,Maltese,,,Individual,AKA,1\r\n");
  REQUIRE(result);
  CHECK(dates_of(result->rows.at(0)) == Texts{"1970-05", "1971"});
  CHECK(result->report.group_total("dates of birth") == 2);
  CHECK(result->report.group_total("nationalities") == 1);
  CHECK(result->report.group_total("alternative names") == 1);
}

TEST_CASE("uk: the layout of 2018 has documents as free text") {
  const auto result = import_old(
      "SAMPLE,John,,,Maltese passport no.M1234567. Issued: 23/01/2009,(1) 55501 (2) Civil ID no "
      "1028745097 (Maltese),Individual,Prime Alias,1\r\n");
  REQUIRE(result);
  CHECK(result->rows.at(0).id_hashes == Texts{"h8:7", "h5:1", "h10:7"});
}

TEST_CASE("uk: without the names of the columns nothing can be read") {
  for (const std::string_view text : {"", "Last Updated,1/1/2020\r\n", "a,b\nc,d\ne,f\n"}) {
    const auto result = import_text(text);
    REQUIRE_FALSE(result);
    CHECK(result.error().code == ErrorCode::kMalformed);
    CHECK(result.error().detail.find("ConList.csv") != std::string::npos);
  }
}

#ifdef FINANCESCR_SHARED_DATA

TEST_CASE("uk: the real list of April 2018" * doctest::test_suite("shared data")) {
  const std::string path = std::string(FINANCESCR_SHARED_DATA) + "/lists/uk/ConList.csv";
  const std::string text = read_file(path);
  REQUIRE_FALSE(text.empty());
  const auto result = import_text(text);
  REQUIRE(result);
  const ImportReport& report = result->report;
  CHECK(result->rows.size() == 2106);
  CHECK(report.group_total("names") == 5548);
  CHECK(report.group_total("dates of birth") == 1478);
  CHECK(report.finding_count("date of birth not understood") == 0);
  CHECK(report.group_total("nationalities") == 674);
  CHECK(report.finding_count("nationality not understood") == 23);
  CHECK(report.finding_count("country unknown") == 7);
  CHECK(report.group_total("ids") == 528);
  CHECK(report.finding_count("identity document not wholly understood") == 3);
  CHECK(report.finding_count("identity document without a number") == 2);
  for (const auto& row : report.findings) CHECK(row.second.kind == FindingKind::kUnusedPart);
}

#endif  // FINANCESCR_SHARED_DATA

}  // namespace
}  // namespace financescr::datagen
