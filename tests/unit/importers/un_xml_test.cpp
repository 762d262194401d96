#include "datagen/importers/un_xml.hpp"

#include <doctest/doctest.h>

#include "tests/unit/importers/fixtures.hpp"

namespace financescr::datagen {
namespace {

using namespace fixtures;

Result<ImportResult> import_text(std::string_view text) {
  return import_un_xml({"list.xml", text}, with_hash());
}

TEST_CASE("un: a person has all the list's names, dates, countries and numbers") {
  const auto result = import_text(read_fixture("un-xml/consolidated.xml"));
  REQUIRE(result);
  const auto* const person = row_of(*result, "QDi.901");
  REQUIRE(person != nullptr);
  CHECK(person->primary_name == "IVAN PETROVICH EXAMPLEOV");
  CHECK(person->aliases == Texts{"Иван Петрович Примеров", "Iwan Exemplow", "Ivan Exempelov"});
  CHECK(person->weak_aliases == Texts{"Vanya"});
  CHECK(dates_of(*person) == Texts{"1961-03-07", "1962~", "1958/1963", "1973-11"});
  CHECK(codes_of(person->nationalities) == Texts{"RU", "SU"});
  CHECK(codes_of(person->residence_countries) == Texts{"CY"});
  CHECK(person->id_hashes == Texts{"h8:4"});
  CHECK(person->programs == Texts{"Test Regime"});
  CHECK(person->entity_type == pack::EntityType::kPerson);
  CHECK(result->references.at(0) == Texts{"UN:QDI.901", "UN-DATAID:9000001"});
}

TEST_CASE("un: an entity's alias in two scripts becomes two names") {
  const auto result = import_text(read_fixture("un-xml/consolidated.xml"));
  REQUIRE(result);
  const auto* const entity = row_of(*result, "KPe.903");
  REQUIRE(entity != nullptr);
  CHECK(entity->entity_type == pack::EntityType::kOrganisation);
  CHECK(entity->aliases == Texts{"شركة المثال", "PTC", "مثال", "Mithal", "Al-Mithal"});
  CHECK(codes_of(entity->residence_countries) == Texts{"IR"});
}

TEST_CASE("un: what is not taken is counted or shown with its line") {
  const auto result = import_text(read_fixture("un-xml/consolidated.xml"));
  REQUIRE(result);
  const ImportReport& report = result->report;
  CHECK(report.finding_count("no name") == 1);
  CHECK(first_line(report, "no name") == 36);
  CHECK(first_line(report, "country unknown") == 24);
  CHECK(first_line(report, "date of birth not understood") == 29);
  CHECK(first_line(report, "identity document without a number") == 33);
  CHECK(report.count("not used", "designation") == 2);
  CHECK(report.count("not used", "place of birth") == 1);
  CHECK(report.count("not used", "note on an alias") == 1);
  CHECK(report.findings.size() == 4);
}

TEST_CASE("un: a list that breaks off is refused with its line") {
  const std::string whole = read_fixture("un-xml/consolidated.xml");
  const auto cut = import_text(whole.substr(0, whole.find("</ENTITIES>")));
  REQUIRE_FALSE(cut);
  CHECK(cut.error().code == ErrorCode::kMalformed);
  CHECK(cut.error().detail.find("list.xml: line 53") != std::string::npos);
  const auto crossed = import_text("<L>\n<A></B></L>");
  REQUIRE_FALSE(crossed);
  CHECK(crossed.error().detail.find("line 2") != std::string::npos);
}

TEST_CASE("un: entries with one number twice or without any") {
  const auto result = import_text(
      "<L><ENTITY><FIRST_NAME>A</FIRST_NAME><DATAID>1</DATAID></ENTITY>"
      "<ENTITY><FIRST_NAME>B</FIRST_NAME><DATAID>1</DATAID></ENTITY>"
      "<ENTITY><FIRST_NAME>C</FIRST_NAME></ENTITY></L>");
  REQUIRE(result);
  CHECK(result->rows.size() == 1);
  CHECK(result->report.finding_count("id twice") == 1);
  CHECK(result->report.finding_count("no id") == 1);
  CHECK_FALSE(import_text("<L/>"));
  CHECK_FALSE(import_text(""));
}

#ifdef FINANCESCR_SHARED_DATA

TEST_CASE("un: the real list of February 2026" * doctest::test_suite("shared data")) {
  const std::string path = std::string(FINANCESCR_SHARED_DATA) + "/lists/un/consolidated.xml";
  const std::string text = read_file(path);
  REQUIRE_FALSE(text.empty());
  const auto result = import_text(text);
  REQUIRE(result);
  const ImportReport& report = result->report;
  CHECK(report.count("entries", "PERSON") == 730);
  CHECK(report.count("entries", "ORGANISATION") == 273);
  CHECK(report.count("alternative names", "original script") == 377);
  CHECK(report.group_total("alternative names") == 2587);
  CHECK(report.group_total("weak aliases") == 621);
  CHECK(report.group_total("dates of birth") == 925);
  CHECK(report.finding_count("date of birth not understood") == 3);
  CHECK(report.group_total("nationalities") == 651);
  CHECK(report.finding_count("nationality not understood") == 1);
  CHECK(report.finding_count("country unknown") == 0);
  CHECK(report.group_total("ids") == 464);
  CHECK(report.finding_count("identity document without a number") == 5);
  for (const auto& row : report.findings) CHECK(row.second.kind == FindingKind::kUnusedPart);
}

#endif  // FINANCESCR_SHARED_DATA

}  // namespace
}  // namespace financescr::datagen
