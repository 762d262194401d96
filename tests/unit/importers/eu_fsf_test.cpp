#include "datagen/importers/eu_fsf.hpp"

#include <doctest/doctest.h>

#include "tests/unit/importers/fixtures.hpp"

namespace financescr::datagen {
namespace {

using namespace fixtures;

Result<ImportResult> import_text(std::string_view text) {
  return import_eu_fsf({"eu.csv", text}, with_hash());
}

TEST_CASE("eu: a party's records become one entry under its first name") {
  const auto result = import_text(read_fixture("eu-fsf-csv/full.csv"));
  REQUIRE(result);
  const auto* const person = row_of(*result, "EU.9001.1");
  REQUIRE(person != nullptr);
  CHECK(person->primary_name == "Ivan Petrovich Exampleov");
  CHECK(person->aliases == Texts{"Иван Петрович Примеров"});
  CHECK(person->weak_aliases == Texts{"Vanya"});
  CHECK(dates_of(*person) == Texts{"1961-03-07", "1962~", "1958/1963"});
  CHECK(codes_of(person->nationalities) == Texts{"RU"});
  CHECK(codes_of(person->residence_countries) == Texts{"CY"});
  CHECK(person->id_hashes == Texts{"h8:4"});
  CHECK(result->references.at(0) == Texts{"EU:EU.9001.1", "UN:QDI.901"});
  const auto* const entity = row_of(*result, "EU.9002.2");
  REQUIRE(entity != nullptr);
  CHECK(entity->primary_name == "Placeholder \"Trading\"; Company");
}

TEST_CASE("eu: what is not taken is shown with its line") {
  const auto result = import_text(read_fixture("eu-fsf-csv/full.csv"));
  REQUIRE(result);
  const ImportReport& report = result->report;
  CHECK(first_line(report, "date of birth in another calendar") == 9);
  CHECK(first_line(report, "country unknown") == 14);
  CHECK(first_line(report, "no name") == 16);
  CHECK(first_line(report, "wrong number of columns") == 17);
  CHECK(report.findings.size() == 4);
}

TEST_CASE("eu: the older layout, also with every line wrapped in quotes") {
  const std::string plain =
      "Entity_logical_id;Subject_type;Programme;Naal_wholename;Naal_function;Birt_date;"
      "Iden_number;Citi_country;EU_ref_num\n"
      "1;P;ZWE;John Sample;;;;;EU.1.1\n"
      "1;P;ZWE;;;1970-05-05;;;EU.1.1\n"
      "1;P;ZWE;;;;AD001 (passport-National passport);GBR;EU.1.1\n";
  const std::string wrapped =
      "\"Entity_logical_id;Subject_type;Programme;Naal_wholename;Naal_function;Birt_date;"
      "Iden_number;Citi_country;EU_ref_num\t\t\"\n"
      "\"1;P;ZWE;John Sample;\"\"one; two\"\";;;;EU.1.1\t\"\n"
      "\"1;P;ZWE;;;1970-05-05;;;EU.1.1\"\n"
      "\"1;P;ZWE;;;;AD001 (passport-National passport);GBR;EU.1.1\"\n";
  const auto a = import_text(plain);
  const auto b = import_text(wrapped);
  REQUIRE(a);
  REQUIRE(b);
  CHECK(all_lines(*a) == all_lines(*b));
  CHECK(dates_of(a->rows.at(0)) == Texts{"1970-05-05"});
  CHECK(codes_of(a->rows.at(0).nationalities) == Texts{"GB"});
  CHECK(a->rows.at(0).id_hashes == Texts{"h5:1"});
  CHECK(a->report.count("ids", "passport") == 1);
}

TEST_CASE("eu: the first name in Latin letters is the primary one") {
  const auto result = import_text(
      "Entity_logical_id;Subject_type;Naal_wholename;EU_ref_num\n"
      "1;P;Джон Сэмпл;EU.1.1\n1;P;????;EU.1.1\n1;P;John Sample;EU.1.1\n2;P;Семпл;EU.2.2\n");
  REQUIRE(result);
  CHECK(result->rows.at(0).primary_name == "John Sample");
  CHECK(result->rows.at(0).aliases == Texts{"Джон Сэмпл"});
  CHECK(result->report.finding_count("name without letters, or mostly question marks") == 1);
  CHECK(result->rows.at(1).primary_name == "Семпл");
}

TEST_CASE("eu: without the names of the columns nothing can be read") {
  for (const std::string_view text : {"", "a;b\n1;2\n"}) {
    const auto result = import_text(text);
    REQUIRE_FALSE(result);
    CHECK(result.error().detail.find("eu.csv") != std::string::npos);
  }
}

#ifdef FINANCESCR_SHARED_DATA

TEST_CASE("eu: the real list, an excerpt of 2018" * doctest::test_suite("shared data")) {
  const std::string path = std::string(FINANCESCR_SHARED_DATA) + "/lists/eu/EUSanctionsShort.csv";
  const std::string text = read_file(path);
  REQUIRE_FALSE(text.empty());
  const auto result = import_text(text);
  REQUIRE(result);
  const ImportReport& report = result->report;
  CHECK(result->rows.size() == 93);
  CHECK(report.count("entries", "PERSON") == 61);
  CHECK(report.group_total("names") == 678);
  CHECK(report.finding_count("name without letters, or mostly question marks") == 65);
  CHECK(report.group_total("dates of birth") == 15);
  CHECK(report.count("dates of birth not given", "N/A") == 80);
  CHECK(report.group_total("nationalities") == 59);
  CHECK(report.group_total("ids") == 9);
  CHECK(report.finding_count("country unknown") == 0);
  for (const auto& row : report.findings) CHECK(row.second.kind == FindingKind::kUnusedPart);
}

#endif  // FINANCESCR_SHARED_DATA

}  // namespace
}  // namespace financescr::datagen
