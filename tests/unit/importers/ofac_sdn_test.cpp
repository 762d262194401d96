#include "datagen/importers/ofac_sdn.hpp"

#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "datagen/importers/csv.hpp"
#include "datagen/importers/ofac_remarks.hpp"
#include "datagen/importers/text_scan.hpp"
#include "tests/unit/importers/fixtures.hpp"

namespace financescr::datagen {
namespace {

// Made-up parties in the published layout.
constexpr std::string_view kSdn =
    "101,\"PLACEHOLDER TRADING, LTD.\",-0- ,\"SDGT] [IFSR\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"
    "\"a.k.a. 'PTL'; Tax ID No. 55501 (Cyprus).\"\r\n"
    "102,\"EXAMPLEOV, Ivan\",\"individual\",\"TEST\",\"Director\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"
    "\"DOB circa 1961; alt. DOB 07 Mar 1962; nationality Russia; citizen Russia; alt. citizen "
    "Malta; Passport 77001234 (Russia) issued 1999; a.k.a. 'VANYA'; a.k.a. 'EXAMPLEOV, Ivan'; "
    "POB Moscow, Russia.\"\r\n"
    "103,\"SAMPLE STAR\",\"vessel\",\"TEST\",-0- ,\"3ABC4\",\"Tanker\",-0- ,-0- ,\"Panama\",-0- ,"
    "\"Vessel Registration Identification IMO 9000001; MMSI 370000001.\"\r\n"
    "104,\"XX-ABC\",\"aircraft\",\"TEST\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\"Aircraft Tail "
    "Number XX-ABC.\"\r\n"
    "\x1A";
constexpr std::string_view kAlt =
    "102,1,\"aka\",\"EXAMPLOFF, Iwan\",-0- \r\n"
    "102,2,\"fka\",\"SAMPLE, John\",-0- \r\n"
    "102,3,\"aka\",\"EXAMPLOFF, Iwan\",-0- \r\n"
    "101,4,\"nka\",\"PLACEHOLDER HOLDING\",-0- \r\n\x1A";
constexpr std::string_view kAdd =
    "101,1,\"1 Test Street\",\"Nicosia\",\"Cyprus\",-0- \r\n"
    "101,2,-0- ,\"Tehran\",\"Iran\",-0- \r\n"
    "102,3,-0- ,-0- ,-0- ,-0- \r\n"
    "102,4,-0- ,-0- ,\"undetermined\",-0- \r\n"
    "102,5,-0- ,-0- ,\"Region: Nowhere\",-0- \r\n\x1A";

using fixtures::all_lines;
using fixtures::read_file;
using fixtures::with_hash;

TEST_CASE("ofac: rows become watchlist lines") {
  const auto result = import_ofac_sdn({kSdn, kAlt, kAdd}, with_hash());
  REQUIRE(result);
  CHECK(all_lines(*result) ==
        R"({"active":true,"aliases":["PLACEHOLDER HOLDING"],"dob":[],"entity_id":"101",)"
        R"("entity_type":"ORGANISATION","id_hashes":["h5:1"],"list_type":"SANCTIONS",)"
        R"("nationalities":[],"primary_name":"PLACEHOLDER TRADING, LTD.",)"
        R"("programs":["SDGT","IFSR"],"residence_countries":["CY","IR"],"source":"OFAC",)"
        R"("weak_aliases":["PTL"]})"
        "\n"
        R"({"active":true,"aliases":["EXAMPLOFF, Iwan","SAMPLE, John"],"dob":["1961~",)"
        R"("1962-03-07"],"entity_id":"102","entity_type":"PERSON","id_hashes":["h8:4"],)"
        R"("list_type":"SANCTIONS","nationalities":["RU","MT"],)"
        R"("primary_name":"EXAMPLEOV, Ivan","programs":["TEST"],"residence_countries":[],)"
        R"("source":"OFAC","weak_aliases":["VANYA"]})"
        "\n"
        R"({"active":true,"aliases":[],"dob":[],"entity_id":"103","entity_type":"VESSEL",)"
        R"("id_hashes":["h5:4","h7:1","h9:1"],"list_type":"SANCTIONS",)"
        R"("nationalities":["PA"],"primary_name":"SAMPLE STAR","programs":["TEST"],)"
        R"("residence_countries":[],"source":"OFAC"})"
        "\n"
        R"({"active":true,"aliases":[],"dob":[],"entity_id":"104",)"
        R"("entity_type":"AIRCRAFT","id_hashes":["h5:C"],"list_type":"SANCTIONS",)"
        R"("nationalities":[],"primary_name":"XX-ABC","programs":["TEST"],)"
        R"("residence_countries":[],"source":"OFAC"})"
        "\n");
}

TEST_CASE("ofac: the report counts what was taken and what was not") {
  const auto result = import_ofac_sdn({kSdn, kAlt, kAdd}, with_hash());
  REQUIRE(result);
  const ImportReport& report = result->report;
  CHECK(report.group_total("entries") == 4);
  CHECK(report.count("alternative names", "aka") == 1);
  CHECK(report.count("alternative names", "repeated") == 1);
  CHECK(report.count("weak aliases", "kept") == 2);
  CHECK(report.count("weak aliases", "repeated") == 1);
  CHECK(report.count("dates of birth", "approximate") == 1);
  CHECK(report.count("dates of birth", "day") == 1);
  CHECK(report.count("nationalities", "from the remarks") == 2);
  CHECK(report.count("nationalities", "from the vessel's flag") == 1);
  CHECK(report.count("ids", "passport") == 1);
  CHECK(report.count("addresses", "without a country") == 2);
  CHECK(report.finding_count("country unknown") == 1);
  CHECK(report.findings.at("country unknown").examples.at(0).file == "add.csv");
  CHECK(report.findings.at("country unknown").examples.at(0).line == 5);
  CHECK(report.findings.size() == 1);
  const std::string text = report.to_text();
  CHECK(text.find("add.csv line 5: Region: Nowhere") != std::string::npos);
  const auto parsed = canonical::parse(canonical::write(report.to_json()));
  REQUIRE(parsed);
  CHECK(*parsed == report.to_json());
}

TEST_CASE("ofac: identity numbers leave no trace") {
  const auto result = import_ofac_sdn({kSdn, kAlt, kAdd}, with_hash());
  REQUIRE(result);
  const std::string out =
      all_lines(*result) + result->report.to_text() + canonical::write(result->report.to_json());
  for (const char* number : {"55501", "77001234", "9000001", "370000001", "3ABC4"}) {
    CAPTURE(number);
    CHECK(out.find(number) == std::string::npos);
  }
  const auto without = import_ofac_sdn({kSdn, kAlt, kAdd}, {});
  REQUIRE(without);
  CHECK(without->rows[1].id_hashes.empty());
  CHECK(without->report.count("remarks not used", "id dropped, no hash function given") == 6);
}

TEST_CASE("ofac: absent alt.csv and add.csv are said") {
  const auto result = import_ofac_sdn({kSdn, {}, {}}, with_hash());
  REQUIRE(result);
  CHECK(result->rows.size() == 4);
  CHECK(result->report.to_text().find("alt.csv: not given") != std::string::npos);
  CHECK(result->report.to_text().find("add.csv: not given") != std::string::npos);
}

std::string sdn_row(std::string_view ent_num, std::string_view name, std::string_view type = "") {
  std::string row(ent_num);
  row.append(",\"").append(name).append("\",");
  row.append(type.empty() ? "-0- " : type);
  return row + ",\"TEST\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n";
}

TEST_CASE("ofac: malformed rows cost only themselves") {
  const std::string sdn = sdn_row("1", "FIRST") + "2,\"TOO FEW\",-0- \r\n" + sdn_row("1", "TWICE") +
                          sdn_row("x3", "NOT A NUMBER") + sdn_row("4", "-0- ") +
                          "5,\"OPEN,-0- \r\n" + sdn_row("6", "SIXTH", "\"starship\"") +
                          sdn_row("7", std::string(1025, 'N')) + sdn_row("8", "JOS\xC9");
  const std::string_view alt =
      "1,1,\"aka\",\"ONE\",-0- \r\n99,2,\"aka\",\"GHOST\",-0- \r\n1,3,\"aka\",-0- ,-0- \r\n"
      "1,4,\"zzz\",\"ODD\",\"a remark\"\r\n1,5\r\n";
  const std::string_view add = "99,1,-0- ,-0- ,\"Iran\",-0- \r\n1,2,\"a\"b,-0- ,\"Iran\",-0- \r\n";
  const auto result = import_ofac_sdn({sdn, alt, add}, with_hash());
  REQUIRE(result);
  std::vector<std::string> ids;
  for (const auto& row : result->rows) ids.push_back(row.entity_id);
  CHECK(ids == std::vector<std::string>{"1", "6", "8"});
  CHECK(result->rows[0].aliases == std::vector<std::string>{"ONE", "ODD"});
  CHECK(result->rows[1].entity_type == pack::EntityType::kUnknown);
  CHECK(result->rows[2].primary_name == "JOS\xC3\x89");
  const ImportReport& report = result->report;
  CHECK(report.finding_count("wrong number of columns") == 2);
  CHECK(report.findings.at("wrong number of columns").examples.at(0).line == 2);
  CHECK(report.finding_count("id twice") == 1);
  CHECK(report.findings.at("id twice").examples.at(0).line == 3);
  CHECK(report.finding_count("ent_num is not a number") == 1);
  CHECK(report.finding_count("no name") == 2);
  CHECK(report.finding_count("not a CSV record") == 2);
  CHECK(report.findings.at("not a CSV record").examples.at(0).line == 6);
  CHECK(report.finding_count("name too long") == 1);
  CHECK(report.finding_count("SDN_Type unknown") == 1);
  CHECK(report.finding_count("ent_num not in sdn.csv") == 2);
  CHECK(report.finding_count("alt_type unknown, name kept as an alias") == 1);
  CHECK(report.finding_count("alt_remarks not used") == 1);
  CHECK(report.finding_count("field not UTF-8, read as Windows-1252") == 1);
}

TEST_CASE("ofac: twenty examples of a reason are kept, the rest counted") {
  std::string sdn = sdn_row("1", "FIRST");
  for (int i = 0; i < 50; ++i) sdn += "short\r\n";
  const auto result = import_ofac_sdn({sdn, {}, {}}, with_hash());
  REQUIRE(result);
  const Finding& finding = result->report.findings.at("wrong number of columns");
  CHECK(finding.count == 50);
  CHECK(finding.examples.size() == kMaxFindingExamples);
  CHECK(result->report.to_text().find("... and 47 more") != std::string::npos);
}

TEST_CASE("ofac: what is no SDN list is refused") {
  const auto empty = import_ofac_sdn({" \r\n", kAlt, kAdd}, with_hash());
  REQUIRE(!empty);
  CHECK(empty.error().code == ErrorCode::kMissing);
  for (const std::string_view text : std::initializer_list<std::string_view>{
           "{\"not\": \"csv\"}", "<xml/>", "\"", "a,b,c\n1,2,3\n", std::string_view("\0\0\0", 3)}) {
    const auto result = import_ofac_sdn({text, kAlt, kAdd}, with_hash());
    REQUIRE(!result);
    CHECK(result.error().code == ErrorCode::kMalformed);
    CHECK(result.error().detail.find("12 columns") != std::string::npos);
    CHECK(result.error().detail.find("line 1") != std::string::npos);
  }
}

TEST_CASE("ofac: progress grows to the total") {
  ImportOptions options = with_hash();
  std::vector<std::size_t> done;
  std::size_t total = 0;
  options.progress = [&](std::size_t done_bytes, std::size_t total_bytes) {
    done.push_back(done_bytes);
    total = total_bytes;
  };
  std::string sdn;
  for (int i = 0; i < 2000; ++i) sdn += sdn_row(std::to_string(i), "NAME");
  REQUIRE(import_ofac_sdn({sdn, {}, {}}, options));
  REQUIRE(done.size() > 2);
  for (std::size_t i = 1; i < done.size(); ++i) CHECK(done[i - 1] <= done[i]);
  CHECK(done.back() == sdn.size());
  CHECK(total == sdn.size());
}

#ifdef FINANCESCR_SHARED_DATA

// Returns: "" if there is no such file.
// How often the word "DOB" stands in the remarks column, by a plain scan.
std::int64_t words_dob(std::string_view sdn) {
  CsvReader reader(sdn);
  CsvRecord record;
  std::int64_t count = 0;
  while (true) {
    const Result<bool> more = reader.next(record);
    if (!more || !*more) return count;
    const std::string& text = record.fields.back();
    for (std::size_t at = text.find("DOB"); at != std::string::npos;
         at = text.find("DOB", at + 1)) {
      const bool starts = at == 0 || !is_letter(text[at - 1]);
      const bool ends = at + 3 == text.size() || !is_letter(text[at + 3]);
      if (starts && ends) ++count;
    }
  }
}

TEST_CASE("ofac: the real list of July 2021" * doctest::test_suite("shared data")) {
  const std::string folder = std::string(FINANCESCR_SHARED_DATA) + "/lists/ofac/";
  const std::string sdn = read_file(folder + "sdn.csv");
  const std::string alt = read_file(folder + "alt.csv");
  const std::string add = read_file(folder + "add.csv");
  REQUIRE_FALSE(sdn.empty());
  REQUIRE_FALSE(alt.empty());
  REQUIRE_FALSE(add.empty());
  const auto result = import_ofac_sdn({sdn, alt, add}, with_hash());
  REQUIRE(result);
  const ImportReport& report = result->report;
  CHECK(result->rows.size() == 8976);
  CHECK(report.count("entries", "PERSON") == 4620);
  CHECK(report.count("entries", "ORGANISATION") == 3673);
  CHECK(report.count("entries", "VESSEL") == 406);
  CHECK(report.count("entries", "AIRCRAFT") == 277);
  CHECK(report.group_total("alternative names") == 11910);
  CHECK(report.count("alternative names", "repeated") == 6);
  CHECK(report.group_total("weak aliases") == 2438);
  CHECK(report.group_total("addresses") == 13837);

  CHECK(report.group_total("dates of birth") == 5126);
  CHECK(report.count("dates of birth", "day") == 4024);
  CHECK(report.count("dates of birth", "month") == 57);
  CHECK(report.count("dates of birth", "year") == 887);
  CHECK(report.count("dates of birth", "range") == 79);
  CHECK(report.count("dates of birth", "approximate") == 77);
  CHECK(report.finding_count(remark_reasons::kBirthDate) == 0);
  CHECK(words_dob(sdn) == report.group_total("dates of birth"));

  CHECK(report.group_total("nationalities") == 3451);
  CHECK(report.finding_count(remark_reasons::kNationality) == 3);
  CHECK(report.finding_count("country unknown") == 6);
  CHECK(report.finding_count(remark_reasons::kNoNumber) == 6);
  CHECK(report.finding_count(remark_reasons::kCutOff) == 5);
  CHECK(report.count("ids", "IMO number") == 411);
  for (const auto& row : report.findings) {
    CAPTURE(row.first);
    CHECK(row.second.kind == FindingKind::kUnusedPart);  // no row was skipped
  }
}

#endif  // FINANCESCR_SHARED_DATA

}  // namespace
}  // namespace financescr::datagen
