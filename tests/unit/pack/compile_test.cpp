#include "engine/pack/compile.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "engine/core/limits.hpp"
#include "tests/unit/pack/samples.hpp"

namespace financescr::pack {
namespace {

using Texts = std::vector<std::string>;

std::string list_row(const std::string& id, const std::string& name = "A") {
  return R"({"entity_id":")" + id + R"(","list_type":"PEP","primary_name":")" + name + "\"}\n";
}

Texts list_faults(std::string_view watchlist) {
  return samples::faults_of({samples::fincrime({{"watchlist.jsonl", watchlist}})});
}

Texts warnings_of(const std::vector<DomainSource>& sources) {
  const auto result = compile(sources);
  REQUIRE(result);
  return result->warnings;
}

TEST_CASE("compile: every fault of a broken pack is listed with file, line and pointer") {
  const std::string watchlist = list_row("WL_1") + "{not json\n" + "\n" +
                                R"({"entity_id":"WL_2","list_type":"NOPE","primary_name":7})"
                                "\n" +
                                R"({"entity_id":"WL_3","list_type":"PEP","primary_name":"A",)" +
                                R"("dob":["1961","x"],"nationalities":["ZZ"]})" + "\n" +
                                R"({"a":1,"a":2})" + "\n";
  const std::string customers = R"({"customer_id":"C_1","name":"A","dob":"soon"})";
  const Texts faults =
      samples::faults_of({samples::fincrime({{"watchlist.jsonl", watchlist},
                                             {"customers.jsonl", customers},
                                             {"labels.jsonl", "[]"},
                                             {"policy.json", "{"},
                                             {"model.json", "7"}}),
                          samples::credit({{"applications.jsonl", R"({"amount_gbp":1})"}})});
  const Texts expected = {
      "fincrime/v1/watchlist.jsonl:2: not valid JSON",
      "fincrime/v1/watchlist.jsonl:4: /list_type must be one of",
      "fincrime/v1/watchlist.jsonl:4: /primary_name must be a string",
      "fincrime/v1/watchlist.jsonl:5: /dob/1 must be a date of birth",
      "fincrime/v1/watchlist.jsonl:5: /nationalities/0 must be a country",
      "fincrime/v1/watchlist.jsonl:6: /a the key stands twice",
      "fincrime/v1/customers.jsonl:1: /dob must be a date of birth",
      "fincrime/v1/labels.jsonl:1: must be an object",
      "fincrime/v1/labels.jsonl:1: /scenario_id is required",
      "fincrime/v1/policy.json: not valid JSON",
      "fincrime/v1/model.json: must be a JSON object or array",
      "credit/v1/applications.jsonl:1: /application_id is required",
  };
  for (const std::string& fault : expected) {
    CAPTURE(fault);
    CHECK(std::any_of(faults.begin(), faults.end(),
                      [&](const std::string& found) { return found.starts_with(fault); }));
  }
  CHECK(faults.size() == expected.size());
}

TEST_CASE("compile: one fault is enough to refuse everything") {
  auto sources = samples::both_domains();
  REQUIRE_FALSE(samples::compiled(sources).empty());
  const std::string customers = std::string(samples::kCustomers) + "{}\n";
  sources[0].files[1].bytes = customers;
  CHECK(samples::compiled(sources).empty());
}

TEST_CASE("compile: a hundred faults are listed, all are counted") {
  std::string watchlist;
  for (int i = 0; i < 250; ++i) watchlist += "{\n";
  const auto result = compile({samples::fincrime({{"watchlist.jsonl", watchlist}})});
  REQUIRE_FALSE(result);
  CHECK(result.error().first.size() == limits::kMaxPackErrors);
  CHECK(result.error().count == 250);
  CHECK(result.error().first.back().line == limits::kMaxPackErrors);
}

// The reference keeps the last of several rows with one id.
TEST_CASE("compile: an id that stands twice is refused, with both lines") {
  CHECK(
      list_faults(list_row("WL_1") + list_row("WL_2") + list_row("WL_1", "B") +
                  list_row("WL_1", "C")) ==
      Texts{"fincrime/v1/watchlist.jsonl:3: /entity_id the id \"WL_1\" stands on line 1 already",
            "fincrime/v1/watchlist.jsonl:4: /entity_id the id \"WL_1\" stands on line 1 already"});
  const std::string customer = R"({"customer_id":"C_1","name":"A"})";
  CHECK(
      samples::faults_of(
          {samples::fincrime({{"customers.jsonl", customer + "\n" + customer + "\n"}})}) ==
      Texts{"fincrime/v1/customers.jsonl:2: /customer_id the id \"C_1\" stands on line 1 already"});
  const std::string application = R"({"application_id":"A_1"})";
  CHECK(samples::faults_of(
            {samples::credit({{"applications.jsonl", application + "\n" + application}})}) ==
        Texts{"credit/v1/applications.jsonl:2: /application_id the id \"A_1\" stands on line 1 "
              "already"});
  CHECK(list_faults(list_row("WL_1") + list_row("wl_1")).empty());
}

TEST_CASE("compile: rows without an id are not also called duplicates of each other") {
  const Texts faults = samples::faults_of({samples::credit({{"applications.jsonl", "{}\n{}\n"}})});
  CHECK(faults == Texts{"credit/v1/applications.jsonl:1: /application_id is required",
                        "credit/v1/applications.jsonl:2: /application_id is required"});
}

TEST_CASE("compile: byte order mark, CRLF, blank lines and a missing last line feed are nothing") {
  const std::string plain = list_row("WL_1") + list_row("WL_2");
  std::string dressed = "\xEF\xBB\xBF\r\n  \t\n" + list_row("WL_1") + "\n\n" + list_row("WL_2");
  for (std::size_t at = 0; (at = dressed.find("}\n", at)) != std::string::npos; at += 3) {
    dressed.replace(at, 2, "}\r\n");
  }
  dressed.resize(dressed.size() - 2);
  const auto hash = [](std::string_view watchlist) {
    const auto pack =
        samples::opened(samples::compiled({samples::fincrime({{"watchlist.jsonl", watchlist}})}));
    REQUIRE(pack);
    CHECK(pack->domain(Domain::kScreening)->watchlist.entity_count() == 2);
    return pack->domain(Domain::kScreening)->meta.pack_hash;
  };
  CHECK(hash(plain) == hash(dressed));
  // A mark anywhere else is an error, and lines keep their numbers.
  CHECK(list_faults("\r\n" + list_row("WL_1") + "\xEF\xBB\xBF" + list_row("WL_2"))
            .at(0)
            .starts_with("fincrime/v1/watchlist.jsonl:3: "));
}

TEST_CASE("compile: a file may be empty, a folder may not") {
  CHECK(list_faults("").empty());
  CHECK(list_faults("\xEF\xBB\xBF").empty());
  CHECK(samples::faults_of({samples::fincrime({})}) ==
        Texts{"fincrime/v1: the folder holds none of a pack's files"});
}

std::string manifest_for(const std::string& files) {
  return R"({"format":"financescr-pack/1","files":)" + files + "}";
}

TEST_CASE("compile: a file that is not what the manifest says is refused") {
  const std::string list = list_row("WL_1");
  const std::string right = canonical::content_hash(std::string_view(list)).to_string();
  const std::string wrong = canonical::content_hash(std::string_view("x")).to_string();
  const auto faults = [&](const std::string& manifest) {
    return samples::faults_of(
        {samples::fincrime({{"manifest.json", manifest}, {"watchlist.jsonl", list}})});
  };
  CHECK(faults(manifest_for(R"({"watchlist.jsonl":")" + right + "\"}")).empty());
  const Texts changed = faults(manifest_for(R"({"watchlist.jsonl":")" + wrong + "\"}"));
  REQUIRE(changed.size() == 1);
  CHECK(changed[0].starts_with("fincrime/v1/manifest.json: /files/watchlist.jsonl the file has " +
                               right));
  const Texts gone = faults(manifest_for(R"({"customers.jsonl":")" + right + "\"}"));
  REQUIRE(gone.size() == 2);
  CHECK(gone[0].starts_with(
      "fincrime/v1/manifest.json: /files/watchlist.jsonl does not name this file"));
  CHECK(gone[1] ==
        "fincrime/v1/manifest.json: /files/customers.jsonl names a file that is not there");
  CHECK(faults(manifest_for(R"({"watchlist.jsonl":"sha256:00"})")).size() == 1);
  CHECK(faults(manifest_for("[]")).size() == 1);
  CHECK(faults("{").size() == 1);
  CHECK(faults(R"({"format":"financescr-pack/2"})").size() == 1);
  CHECK(faults(R"({"format":"financescr-pack/1","as_of":"today","x":1})").size() == 2);
}

TEST_CASE("compile: a missing manifest is computed, with a warning") {
  const std::string list = list_row("WL_1");
  const std::vector<DomainSource> sources{samples::fincrime({{"watchlist.jsonl", list}})};
  const Texts warnings = warnings_of(sources);
  REQUIRE(warnings.size() == 1);
  CHECK(warnings[0].starts_with("fincrime/v1 has no manifest.json"));
  const auto pack = samples::opened(samples::compiled(sources));
  REQUIRE(pack);
  const Manifest& manifest = pack->domain(Domain::kScreening)->meta.manifest;
  REQUIRE(manifest.files.size() == 1);
  CHECK(manifest.files[0].first == "watchlist.jsonl");
  CHECK(manifest.files[0].second == canonical::content_hash(std::string_view(list)));
  // That manifest, written into the folder, is accepted and changes nothing.
  const std::string written = canonical::write(manifest.to_json());
  const std::vector<DomainSource> again{
      samples::fincrime({{"manifest.json", written}, {"watchlist.jsonl", list}})};
  CHECK(warnings_of(again).empty());
  CHECK(samples::compiled(again) == samples::compiled(sources));
}

TEST_CASE("compile: what was made up says so, and its rows have the same hash") {
  const std::string list = list_row("WL_1");
  const auto pack_of = [&](const std::string& manifest) {
    return samples::opened(samples::compiled(
        {samples::fincrime({{"manifest.json", manifest}, {"watchlist.jsonl", list}})}));
  };
  const std::string files = R"({"format":"financescr-pack/1","files":{"watchlist.jsonl":")" +
                            canonical::content_hash(std::string_view(list)).to_string() + "\"}";
  const auto real = pack_of(files + "}");
  const auto made_up = pack_of(files + R"(,"synthetic":true})");
  const auto denied = pack_of(files + R"(,"synthetic":false})");
  REQUIRE((real && made_up && denied));
  CHECK_FALSE(real->is_synthetic());
  CHECK(made_up->is_synthetic());
  CHECK_FALSE(denied->is_synthetic());
  CHECK(made_up->domain(Domain::kScreening)->meta.pack_hash ==
        real->domain(Domain::kScreening)->meta.pack_hash);
  // Written anew, as `financescr pack manifest` does, it still says so; of a real one nothing is
  // said.
  CHECK(made_up->domain(Domain::kScreening)->meta.manifest.to_json().find("synthetic") != nullptr);
  CHECK(real->domain(Domain::kScreening)->meta.manifest.to_json().find("synthetic") == nullptr);
  const Texts faults = samples::faults_of({samples::fincrime(
      {{"manifest.json", files + R"(,"synthetic":"no"})"}, {"watchlist.jsonl", list}})});
  REQUIRE(faults.size() == 1);
  CHECK(faults[0].find("/synthetic") != std::string::npos);
}

TEST_CASE("compile: a pack with an oracle was made up, whatever its manifest leaves out") {
  const std::string list = list_row("WL_1");
  const std::string customers = R"({"customer_id":"C_1","name":"A"})";
  const std::string labels = R"({"scenario_id":"S_1","customer_id":"C_1","label":"NO_MATCH"})";
  const std::string oracle = R"({"scenario_id":"S_1","log_likelihood_ratio":-3})";
  const auto with =
      samples::opened(samples::compiled({samples::fincrime({{"watchlist.jsonl", list},
                                                            {"customers.jsonl", customers},
                                                            {"labels.jsonl", labels},
                                                            {"oracle.jsonl", oracle}})}));
  const auto without = samples::opened(samples::compiled({samples::fincrime(
      {{"watchlist.jsonl", list}, {"customers.jsonl", customers}, {"labels.jsonl", labels}})}));
  REQUIRE((with && without));
  CHECK(with->is_synthetic());
  CHECK_FALSE(without->is_synthetic());
}

TEST_CASE("compile: fields that are not a pack's are counted in one warning each") {
  std::string list;
  for (int i = 0; i < 3; ++i) {
    list += R"({"entity_id":"WL_)" + std::to_string(i) +
            R"(","list_type":"PEP","primary_name":"A","gender":"F"})" + "\n";
  }
  const Texts warnings = warnings_of({samples::fincrime({{"watchlist.jsonl", list}})});
  REQUIRE(warnings.size() == 2);
  CHECK(warnings[1] ==
        "fincrime/v1/watchlist.jsonl /gender is not a field of a pack and was ignored in 3 rows");
}

TEST_CASE("compile: entries that no name can be matched of are counted in a warning") {
  const std::string list =
      list_row("WL_1", "ᏣᎳᎩ") + list_row("WL_2", "ᏣᎳᎩ Ivan") + list_row("WL_3", "...");
  const Texts warnings = warnings_of({samples::fincrime({{"watchlist.jsonl", list}})});
  REQUIRE(warnings.size() == 2);
  CHECK(warnings[1].starts_with("fincrime/v1/watchlist.jsonl: 2 entries have no name"));
}

TEST_CASE("compile: the same rows give the same bytes, and progress is told") {
  std::string list;
  for (int i = 0; i < 25'000; ++i) list += list_row("WL_" + std::to_string(i));
  const std::vector<DomainSource> sources{samples::fincrime({{"watchlist.jsonl", list}})};
  std::vector<std::size_t> told;
  const auto first = compile(sources, [&](std::size_t rows) { told.push_back(rows); });
  REQUIRE(first);
  CHECK(told == std::vector<std::size_t>{10'000, 20'000});
  CHECK(first->bytes == samples::compiled(sources));
}

}  // namespace
}  // namespace financescr::pack
