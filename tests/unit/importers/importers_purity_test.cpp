// What holds for every importer: the same bytes in, the same result out, however they are fed.
#include <doctest/doctest.h>

#include "datagen/importers/eu_fsf.hpp"
#include "datagen/importers/ftm_jsonl.hpp"
#include "datagen/importers/ofac_advanced.hpp"
#include "datagen/importers/ofac_sdn.hpp"
#include "datagen/importers/uk_conlist.hpp"
#include "datagen/importers/un_xml.hpp"
#include "datagen/importers/us_csl.hpp"
#include "datagen/importers/watchlist_jsonl.hpp"
#include "tests/unit/importers/fixtures.hpp"

namespace financescr::datagen {
namespace {

using namespace fixtures;

Result<ImportResult> import_sdn(const ListFile& file, const ImportOptions& options) {
  return import_ofac_sdn({file.text, "", ""}, options);
}

struct Importer {
  const char* fixture;
  Result<ImportResult> (*import)(const ListFile&, const ImportOptions&);
};

constexpr Importer kImporters[] = {
    {"ofac-sdn-csv/sdn.csv", &import_sdn},
    {"ofac-advanced-xml/sdn_advanced.xml", &import_ofac_advanced},
    {"un-xml/consolidated.xml", &import_un_xml},
    {"uk-conlist-csv/ConList.csv", &import_uk_conlist},
    {"eu-fsf-csv/full.csv", &import_eu_fsf},
    {"us-csl-csv/consolidated.csv", &import_us_csl},
    {"ftm-jsonl/entities.ftm.json", &import_ftm_jsonl},
    {"watchlist-jsonl/watchlist.jsonl", &import_watchlist_jsonl},
};

TEST_CASE("importers: twice, and in pieces of any size, gives the same bytes") {
  for (const Importer& importer : kImporters) {
    CAPTURE(importer.fixture);
    const std::string text = read_fixture(importer.fixture);
    REQUIRE_FALSE(text.empty());
    const auto first = importer.import({"list", text}, with_hash());
    REQUIRE(first);
    for (const std::size_t chunk : {1U, 13U, 1U << 16U}) {
      ImportOptions options = with_hash();
      options.xml_chunk_bytes = chunk;
      const auto again = importer.import({"list", text}, options);
      REQUIRE(again);
      CHECK(everything(*again) == everything(*first));
    }
  }
}

TEST_CASE("importers: the report adds up to the rows, and the rows are valid") {
  for (const Importer& importer : kImporters) {
    CAPTURE(importer.fixture);
    const auto result = importer.import({"list", read_fixture(importer.fixture)}, with_hash());
    REQUIRE(result);
    std::size_t aliases = 0;
    std::size_t weak = 0;
    for (const auto& row : result->rows) {
      aliases += row.aliases.size();
      weak += row.weak_aliases.size();
      Errors errors;
      Pointers ignored;
      const auto json = row.to_json();
      CHECK(pack::WatchlistRow::read(json, errors, ignored).to_json() == json);
      CHECK(errors.empty());
      CHECK(ignored.empty());
    }
    const ImportReport& report = result->report;
    CHECK(result->references.size() == result->rows.size());
    CHECK(report.group_total("entries") == static_cast<std::int64_t>(result->rows.size()));
    CHECK(report.count("names", "alternative") == static_cast<std::int64_t>(aliases));
    CHECK(report.count("weak aliases", "kept") == static_cast<std::int64_t>(weak));
  }
}

TEST_CASE("importers: without a hash function no number is kept") {
  for (const Importer& importer : kImporters) {
    CAPTURE(importer.fixture);
    const auto result = importer.import({"list", read_fixture(importer.fixture)}, {});
    REQUIRE(result);
    for (const auto& row : result->rows) {
      const bool hashed_by_list = row.entity_id == "W-1";
      CHECK(row.id_hashes.size() == (hashed_by_list ? 1U : 0U));
    }
    CHECK(result->report.count("remarks not used", "id dropped, no hash function given") > 0);
  }
}

TEST_CASE("importers: no identity number of a list stands in its report") {
  for (const Importer& importer : kImporters) {
    CAPTURE(importer.fixture);
    const auto result = importer.import({"list", read_fixture(importer.fixture)}, with_hash());
    REQUIRE(result);
    for (const std::string_view number : {"77001234", "5550001", "000763"}) {
      CHECK(everything(*result).find(number) == std::string::npos);
    }
  }
}

}  // namespace
}  // namespace financescr::datagen
