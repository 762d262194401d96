#include "datagen/importers/us_csl.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <utility>

#include "tests/unit/importers/fixtures.hpp"

namespace financescr::datagen {
namespace {

using namespace fixtures;

Result<ImportResult> import_text(std::string_view text) {
  return import_us_csl({"csl.csv", text}, with_hash());
}

TEST_CASE("csl: each record keeps the list it comes from") {
  const auto result = import_text(read_fixture("us-csl-csv/consolidated.csv"));
  REQUIRE(result);
  CHECK(result->rows.size() == 5);
  const auto* const person = row_of(*result, "SDN-102");
  REQUIRE(person != nullptr);
  CHECK(person->source == "Specially Designated Nationals (SDN) - Treasury Department");
  CHECK(person->programs == Texts{"TEST", "SDGT"});
  CHECK(person->aliases == Texts{"EXAMPLOFF, Iwan", "SAMPLE, John"});
  CHECK(dates_of(*person) == Texts{"1961-03-07", "1962~", "1958/1963"});
  CHECK(codes_of(person->nationalities) == Texts{"RU", "MT"});
  CHECK(codes_of(person->residence_countries) == Texts{"CY"});
  CHECK(person->id_hashes == Texts{"h8:4"});
  const auto* const denied = row_of(*result, "DPL-0a1b");
  REQUIRE(denied != nullptr);
  CHECK(denied->primary_name == "JOHN EXAMPLE");
  CHECK(denied->entity_type == pack::EntityType::kUnknown);
  CHECK(codes_of(denied->residence_countries) == Texts{"US"});
  CHECK(row_of(*result, "SSI-102") != nullptr);
}

TEST_CASE("csl: OFAC's number is a reference, those of other agencies are not") {
  const auto result = import_text(read_fixture("us-csl-csv/consolidated.csv"));
  REQUIRE(result);
  CHECK(result->references.at(0) == Texts{"OFAC:102"});
  CHECK(result->references.at(2).empty());
  CHECK(result->references.at(3) == Texts{"OFAC:102"});
}

TEST_CASE("csl: a vessel's IMO number is the same with and without its label") {
  const auto result = import_text(read_fixture("us-csl-csv/consolidated.csv"));
  REQUIRE(result);
  const auto* const vessel = row_of(*result, "SDN-103");
  REQUIRE(vessel != nullptr);
  CHECK(vessel->id_hashes == Texts{"h5:4", "h7:1"});
  CHECK(codes_of(vessel->nationalities) == Texts{"PA"});
}

TEST_CASE("csl: what is not taken is shown with its line") {
  const auto result = import_text(read_fixture("us-csl-csv/consolidated.csv"));
  REQUIRE(result);
  const ImportReport& report = result->report;
  CHECK(first_line(report, "date of birth not understood") == 2);
  CHECK(first_line(report, "id of an unknown kind") == 2);
  CHECK(first_line(report, "type unknown") == 6);
  CHECK(first_line(report, "no name") == 7);
  CHECK(first_line(report, "wrong number of columns") == 8);
  CHECK(report.findings.size() == 5);
  CHECK(report.to_text().find("55501") == std::string::npos);  // digits are masked
}

TEST_CASE("csl: the first day of a month is no more than the month, but 1 January is a day") {
  const std::pair<std::string_view, std::string_view> rows[] = {
      {"1965-03-01", "1965-03"},
      {"1971-12-01", "1971-12"},
      {"1965-2-1", "1965-02"},
      {"1965-01-01", "1965-01-01"},
      {"1965-03-02", "1965-03-02"},
      {"1965-03-11", "1965-03-11"},
      {"1965-10-10", "1965-10-10"},
      {"1965-03-31", "1965-03-31"},
      {"Mar 1965", "1965-03"},
      {"01 Mar 1965", "1965-03-01"},
      {"1965", "1965"},
      {"circa 1965", "1965~"},
      {"1964 to 1966", "1964/1966"},
      {"1900-01-01", "1900-01-01"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.first);
    const auto result = import_text("_id,source,name,dates_of_birth\n1,Made (X) - Y,Jon Sample," +
                                    std::string(row.first) + "\n");
    REQUIRE(result);
    CHECK(dates_of(result->rows.at(0)) == Texts{std::string(row.second)});
    const bool is_no_birth = row.first == "1900-01-01";
    CHECK(result->report.finding_count("date of birth is no one's, kept and not compared") ==
          (is_no_birth ? 1 : 0));
  }
}

TEST_CASE("csl: a list's name that is too long is cut between characters and reported") {
  std::string name(127, 'a');
  name += "é (X) - Y";
  const auto result = import_text("_id,source,name\n1," + name + ",John Sample\n");
  REQUIRE(result);
  CHECK(result->rows.at(0).entity_id == "X-1");
  CHECK(result->rows.at(0).source == std::string(127, 'a'));
  CHECK(result->report.finding_count("source too long, cut") == 1);
}

TEST_CASE("csl: without the names of the columns nothing can be read") {
  for (const std::string_view text : {"", "a,b\n1,2\n"}) {
    const auto result = import_text(text);
    REQUIRE_FALSE(result);
    CHECK(result.error().detail.find("csl.csv") != std::string::npos);
  }
}

}  // namespace
}  // namespace financescr::datagen
