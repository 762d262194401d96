#include "datagen/importers/ofac_advanced.hpp"

#include <doctest/doctest.h>

#include "tests/unit/importers/fixtures.hpp"

namespace financescr::datagen {
namespace {

using namespace fixtures;

Result<ImportResult> import_text(std::string_view text) {
  return import_ofac_advanced({"sdn.xml", text}, with_hash());
}

TEST_CASE("ofac xml: numbers are resolved to names, dates, countries and documents") {
  const auto result = import_text(read_fixture("ofac-advanced-xml/sdn_advanced.xml"));
  REQUIRE(result);
  CHECK(result->rows.size() == 2);
  const auto* const person = row_of(*result, "102");
  REQUIRE(person != nullptr);
  CHECK(person->entity_type == pack::EntityType::kPerson);
  CHECK(person->primary_name == "Ivan EXAMPLEOV");
  CHECK(person->aliases == Texts{"Примеров Иван", "Iwan EXAMPLOFF"});
  CHECK(person->weak_aliases == Texts{"VANYA"});
  CHECK(dates_of(*person) == Texts{"1961-03-07", "1962~"});
  CHECK(codes_of(person->nationalities) == Texts{"RU"});
  CHECK(codes_of(person->residence_countries) == Texts{"CY"});
  CHECK(person->programs == Texts{"TEST"});
  CHECK(person->id_hashes == Texts{"h31:1", "h8:4"});
  const auto* const vessel = row_of(*result, "103");
  REQUIRE(vessel != nullptr);
  CHECK(vessel->entity_type == pack::EntityType::kVessel);
  CHECK(vessel->id_hashes == Texts{"h7:1"});
  CHECK(codes_of(vessel->nationalities) == Texts{"PA"});
}

TEST_CASE("ofac xml: the same party has the id and the reference of sdn.csv") {
  const auto result = import_text(read_fixture("ofac-advanced-xml/sdn_advanced.xml"));
  REQUIRE(result);
  CHECK(result->references.at(0) == Texts{"OFAC:102"});
}

TEST_CASE("ofac xml: what hangs in the air is shown with its line") {
  const auto result = import_text(read_fixture("ofac-advanced-xml/sdn_advanced.xml"));
  REQUIRE(result);
  const ImportReport& report = result->report;
  CHECK(first_line(report, "document of an identity that no party has") == 34);
  CHECK(first_line(report, "number of an unknown kind") == 71);
  CHECK(first_line(report, "party without a profile") == 84);
  CHECK(first_line(report, "sanctions of a profile that is not there") == 88);
  CHECK(first_line(report, "further profiles of a party not used") != 0);
  CHECK(report.findings.size() == 5);
}

TEST_CASE("ofac xml: unknown numbers leave out what they stand for, not the party") {
  std::string text = read_fixture("ofac-advanced-xml/sdn_advanced.xml");
  const auto before = import_text(text);
  const std::size_t sets = text.find("<ReferenceValueSets>");
  const std::string end = "</ReferenceValueSets>";
  text.erase(sets, text.find(end) + end.size() - sets);
  const auto after = import_text(text);
  REQUIRE(before);
  REQUIRE(after);
  CHECK(after->rows.size() == before->rows.size());
  CHECK(after->rows.at(0).entity_type == pack::EntityType::kUnknown);
  CHECK(after->report.finding_count("party type unknown") == 2);
}

}  // namespace
}  // namespace financescr::datagen
