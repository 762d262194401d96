#include "engine/pack/pack.hpp"

#include <doctest/doctest.h>

#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "tests/unit/pack/samples.hpp"

namespace financescr::pack {
namespace {

using canonical::Json;
using Texts = std::vector<std::string>;

Pack sample_pack() {
  auto pack = samples::opened(samples::compiled(samples::both_domains()));
  REQUIRE(pack);
  return std::move(*pack);
}

std::string fincrime_hash(std::string_view watchlist, std::string_view customers) {
  const auto pack = samples::opened(samples::compiled(
      {samples::fincrime({{"watchlist.jsonl", watchlist}, {"customers.jsonl", customers}})}));
  REQUIRE(pack);
  REQUIRE(pack->verify_hashes());
  return pack->domain(Domain::kScreening)->meta.pack_hash;
}

TEST_CASE("pack: what stands in the files stands in the pack") {
  const Pack pack = sample_pack();
  const DomainPack* fincrime = pack.domain(Domain::kScreening);
  REQUIRE(fincrime != nullptr);
  CHECK(fincrime->meta.label == "fincrime/v1");
  CHECK(canonical::write(fincrime->meta.policy) == R"({"threshold":0.72})");
  CHECK(fincrime->meta.model.is_null());
  CHECK(canonical::write(fincrime->meta.rows) ==
        R"({"customers":2,"labels":1,"watchlist":3,"watchlist_unmatchable":0})");
  CHECK(fincrime->watchlist.entity_count() == 3);
  CHECK(fincrime->watchlist.entity_id(0) == "WL_000001");  // sorted by id
  CHECK(fincrime->watchlist.entity_id(2) == "WL_000003");
  CHECK(fincrime->rows(files::kLabels).size() == 1);
  REQUIRE(pack.domain(Domain::kCredit) != nullptr);
  CHECK(pack.domain(Domain::kCredit)->rows(files::kApplications).size() == 2);
  CHECK(pack.domain(Domain::kCredit)->rows(files::kApplications).find("A_1") ==
        R"({"amount_gbp":1200.5,"application_id":"A_1","term_months":24})");
  CHECK(pack.domain(Domain::kCredit)->meta.policy.is_null());
  CHECK(pack.verify_hashes());
}

TEST_CASE("pack: every entry is the row it was compiled from") {
  const Pack pack = sample_pack();
  std::set<std::string> read;
  for_each_line(samples::kWatchlist, [&](std::size_t, std::string_view line) {
    Errors errors;
    Pointers ignored;
    read.insert(canonical::write(
        WatchlistRow::read(canonical::parse(line).value(), errors, ignored).to_json()));
    REQUIRE(errors.empty());
  });
  std::set<std::string> compiled;
  for (std::uint32_t i = 0; i < 3; ++i) {
    compiled.insert(canonical::write(pack.domain(Domain::kScreening)->watchlist.row(i).to_json()));
  }
  CHECK(compiled == read);
}

TEST_CASE("pack: customers are found by id, others are not") {
  const Pack pack = sample_pack();
  const auto customer = find_customer(*pack.domain(Domain::kScreening), "C_1");
  REQUIRE(customer);
  CHECK(customer->name == "José Núñez");
  CHECK(customer->region == "ASIA");
  for (const char* id : {"", "C_", "C_0", "C_3", "c_1", "C_1 ", "C_11"}) {
    const auto nobody = find_customer(*pack.domain(Domain::kScreening), id);
    REQUIRE_FALSE(nobody);
    CHECK(nobody.error().code == ErrorCode::kNotFound);
    CHECK(nobody.error().pointer == "/customer_id");
    CHECK(nobody.error().detail.find("\"" + std::string(id) + "\"") != std::string::npos);
  }
}

TEST_CASE("pack: words lead to the names of active entities") {
  const Pack pack = sample_pack();
  const Watchlist& list = pack.domain(Domain::kScreening)->watchlist;
  const auto petrov = list.find_word("petrov");
  REQUIRE(petrov);
  REQUIRE(list.postings(*petrov).size() == 1);
  const std::uint32_t name = list.postings(*petrov)[0];
  CHECK(list.name_text(name) == "Ivan Petrov");
  CHECK(list.entity_id(list.name(name).entity) == "WL_000001");
  CHECK(static_cast<NameKind>(list.name(name).kind) == NameKind::kAlias);
  // by the sound of another spelling
  bool found = false;
  for (const std::uint32_t key : text::sound_keys(text::phones_of("petroff"))) {
    for (const std::uint32_t word : list.words_with_key(key)) found |= word == *petrov;
  }
  CHECK(found);
  CHECK_FALSE(list.find_word("acme"));  // not active
  CHECK_FALSE(list.find_word("petro"));
  CHECK_FALSE(list.find_word(""));
  CHECK(list.words_with_key(0).empty());
}

TEST_CASE("pack: two words written as one lead to the name that writes them apart") {
  const Pack pack = sample_pack();
  const Watchlist& list = pack.domain(Domain::kScreening)->watchlist;
  for (const std::string_view joined : {"ivanpetrov", "petrovivan"}) {
    CAPTURE(joined);
    const auto runs = list.runs_with_key(text::run_keys(text::phones_of(joined)).front());
    REQUIRE(runs.size() == 2);  // "Iwan Petrow" sounds the same
    const RunPosting run = RunPosting::of(runs[0]);
    CHECK(list.name_text(run.name) == "Ivan Petrov");
    CHECK(run.first == 0);
    CHECK(run.count == 2);
    CHECK(run.reversed == (joined == "petrovivan"));
  }
}

TEST_CASE("pack: a name in a script without a table is kept and marked") {
  const Pack pack = sample_pack();
  const Watchlist& list = pack.domain(Domain::kScreening)->watchlist;
  const EntityRecord& entity = list.entity(0);
  const NameRecord& primary = list.name(entity.first_name);
  CHECK(list.name_text(entity.first_name) == "ᏣᎳᎩ ᎠᏰᎵ");
  CHECK(primary.word_count == 0);
  CHECK(primary.is_partial == 1);
  CHECK(list.name(entity.first_name + 1).is_partial == 0);
}

TEST_CASE("pack: id hashes lead to active entities only") {
  const Pack pack = sample_pack();
  const Watchlist& list = pack.domain(Domain::kScreening)->watchlist;
  CHECK(list.entities_with_id_hash("sha256:aa") == std::vector<std::uint32_t>{0});
  CHECK(list.entities_with_id_hash("sha256:bb") == std::vector<std::uint32_t>{0});
  CHECK(list.entities_with_id_hash("sha256:a").empty());
  CHECK(list.entities_with_id_hash("").empty());
}

TEST_CASE("pack: the hash is that of the canonical rows, by id, watchlist then customers") {
  canonical::ContentHasher hasher;
  const Pack pack = sample_pack();
  for (std::uint32_t i = 0; i < 3; ++i) {
    hasher.update(canonical::write(pack.domain(Domain::kScreening)->watchlist.row(i).to_json()) +
                  "\n");
  }
  for (const char* id : {"C_1", "C_2"}) {
    hasher.update(canonical::write(find_customer(*pack.domain(Domain::kScreening), id)->to_json()) +
                  "\n");
  }
  CHECK(pack.domain(Domain::kScreening)->meta.pack_hash == hasher.finish().to_string());
}

TEST_CASE("pack: the hash does not depend on the order of rows, of fields, or on white space") {
  const std::string first = fincrime_hash(samples::kWatchlist, samples::kCustomers);
  Texts lines;
  for_each_line(samples::kWatchlist,
                [&](std::size_t, std::string_view line) { lines.emplace_back(line); });
  std::string reversed;
  for (std::size_t i = lines.size(); i > 0; --i) reversed += " " + lines[i - 1] + "\r\n\n";
  CHECK(fincrime_hash(reversed, samples::kCustomers) == first);
  std::string canonical_rows;
  for (const auto& line : lines) {
    canonical_rows += canonical::write(canonical::parse(line).value()) + "\n";
  }
  CHECK(fincrime_hash(canonical_rows, samples::kCustomers) == first);
}

// Each is one change of the row that follows; every one must change the hash.
constexpr std::string_view kRow =
    R"({"entity_id":"WL_1","list_type":"PEP","primary_name":"A","aliases":["B","C"],)"
    R"("weak_aliases":["D"],"dob":["1961"],"nationalities":["RU","SU"],)"
    R"("residence_countries":["GB"],"id_hashes":["h"],"programs":["P"],"same_as":["WL_9"],)"
    R"("source":"EU",)"
    R"("entity_type":"PERSON","active":true})";
const std::pair<const char*, const char*> kChanges[] = {
    {"entity_id", "\"WL_2\""},
    {"list_type", "\"SANCTIONS\""},
    {"primary_name", "\"a\""},
    {"aliases", R"(["B"])"},
    {"aliases", R"(["C","B"])"},
    {"aliases", R"(["B","C","C"])"},
    {"weak_aliases", "[]"},
    {"weak_aliases", R"(["E"])"},
    {"dob", R"(["1961~"])"},
    {"dob", "[]"},
    {"nationalities", R"(["SU","RU"])"},
    {"residence_countries", "[]"},
    {"id_hashes", R"(["i"])"},
    {"programs", R"(["Q"])"},
    {"same_as", R"(["WL_8"])"},
    {"same_as", "[]"},
    {"source", "\"UN\""},
    {"source", "null"},
    {"entity_type", "\"VESSEL\""},
    {"entity_type", "null"},
    {"active", "false"},
};
const std::pair<const char*, const char*> kCustomerChanges[] = {
    {"customer_id", "\"C_3\""}, {"name", "\"Sean walker\""},     {"dob", "\"1970\""},
    {"nationality", "\"IE\""},  {"residence_country", "\"IE\""}, {"id_hash", "\"x\""},
    {"region", "\"ASIA\""},
};

TEST_CASE("pack: the hash changes with any field of any row") {
  std::set<std::string> hashes{fincrime_hash(kRow, "")};
  std::size_t changes = 1;
  for (const auto& [field, value] : kChanges) {
    Json row = canonical::parse(kRow).value();
    row.set(field, (*canonical::parse("[" + std::string(value) + "]")->if_array())[0]);
    hashes.insert(fincrime_hash(canonical::write(row), ""));
    CHECK(hashes.size() == ++changes);
  }
  const std::string customer(samples::kCustomers.substr(0, samples::kCustomers.find('\n')));
  hashes.insert(fincrime_hash(kRow, customer));
  CHECK(hashes.size() == ++changes);
  for (const auto& [field, value] : kCustomerChanges) {
    Json row = canonical::parse(customer).value();
    row.set(field, (*canonical::parse("[" + std::string(value) + "]")->if_array())[0]);
    hashes.insert(fincrime_hash(kRow, canonical::write(row)));
    CHECK(hashes.size() == ++changes);
  }
}

TEST_CASE("pack: labels and policy are no part of what a decision is made of") {
  const auto hash = [](std::vector<SourceFile> files) {
    files.push_back({"watchlist.jsonl", samples::kWatchlist});
    const auto pack = samples::opened(samples::compiled({samples::fincrime(std::move(files))}));
    REQUIRE(pack);
    return pack->domain(Domain::kScreening)->meta.pack_hash;
  };
  const std::string without = hash({});
  CHECK(hash({{"labels.jsonl", samples::kLabels}}) == without);
  CHECK(hash({{"policy.json", R"({"threshold":0.5})"}}) == without);
}

TEST_CASE("pack: a pack may hold one domain, or rows of none") {
  const auto only_credit = samples::opened(
      samples::compiled({samples::credit({{"applications.jsonl", samples::kApplications}})}));
  REQUIRE(only_credit);
  CHECK(only_credit->domain(Domain::kScreening) == nullptr);
  CHECK(only_credit->domain(Domain::kCredit) != nullptr);
  const auto no_rows =
      samples::opened(samples::compiled({samples::fincrime({{"watchlist.jsonl", ""}})}));
  REQUIRE(no_rows);
  CHECK(no_rows->domain(Domain::kCredit) == nullptr);
  CHECK(no_rows->domain(Domain::kScreening)->watchlist.entity_count() == 0);
  CHECK_FALSE(no_rows->domain(Domain::kScreening)->watchlist.find_word("a"));
  CHECK_FALSE(find_customer(*no_rows->domain(Domain::kScreening), "C_1"));
  CHECK(no_rows->verify_hashes());
  const auto no_watchlist = samples::opened(
      samples::compiled({samples::fincrime({{"customers.jsonl", samples::kCustomers}})}));
  REQUIRE(no_watchlist);
  CHECK(no_watchlist->domain(Domain::kScreening)->watchlist.entity_count() == 0);
  CHECK(find_customer(*no_watchlist->domain(Domain::kScreening), "C_1"));
}

TEST_CASE("pack: the pack lives as long as it is used, not as long as its maker") {
  std::optional<Pack> kept;
  {
    const std::string bytes = samples::compiled(samples::both_domains());
    kept = samples::opened(bytes).value();
  }
  CHECK(find_customer(*kept->domain(Domain::kScreening), "C_1"));
  CHECK(kept->verify_hashes());
}

TEST_CASE("pack: rows that are not those it was hashed from are found out") {
  std::string bytes = samples::compiled(samples::both_domains());
  const std::size_t at = bytes.find("Ivan Petrov");
  REQUIRE(at != std::string::npos);
  bytes[at] = 'E';
  CHECK_FALSE(samples::opened(bytes));
  samples::fix_checksum(bytes);
  const auto pack = samples::opened(bytes);
  REQUIRE(pack);
  const auto verified = pack->verify_hashes();
  REQUIRE_FALSE(verified);
  CHECK(verified.error().code == ErrorCode::kCorrupt);
  CHECK(verified.error().detail.starts_with("fincrime/v1: the rows hash to "));
}

}  // namespace
}  // namespace financescr::pack
