#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "engine/pack/compile.hpp"
#include "engine/pack/pack.hpp"
#include "engine/text/normalise.hpp"
#include "engine/text/word_class.hpp"
#include "native_server/bench_sets/queries.hpp"

namespace financescr::bench_sets {
namespace {

constexpr std::string_view kWatchlist =
    R"({"entity_id":"W1","list_type":"PEP","primary_name":"Grace Brewster Hopper"})"
    "\n"
    R"({"entity_id":"W2","list_type":"PEP","primary_name":"Ada Lovelace","dob":[]})"
    "\n"
    R"({"entity_id":"W3","list_type":"PEP","primary_name":"Hedy Lamarr","weak_aliases":["Zz"]})"
    "\n"
    R"({"entity_id":"W4","list_type":"PEP","primary_name":"Gone Inactive","active":false})"
    "\n"
    R"({"entity_id":"W5","list_type":"PEP","primary_name":"Émilie du Châtelet"})";

pack::Pack open(std::string_view rows) {
  pack::DomainSource source;
  source.label = "fincrime/v1";
  source.files.push_back({"watchlist.jsonl", rows});
  auto compiled = pack::compile({source});
  REQUIRE(compiled.has_value());
  const auto copy = pack::copy_aligned(compiled->bytes);
  auto opened = pack::Pack::open(copy.view, copy.owner);
  REQUIRE(opened.has_value());
  return std::move(*opened);
}

std::vector<std::string> sorted_words(const std::string& name) {
  const std::string normalised = text::normalise(name);
  std::vector<std::string> words;
  for (const auto word : text::split_words(normalised)) words.emplace_back(word);
  std::stable_sort(words.begin(), words.end());
  return words;
}

// Insertions, deletions and substitutions between two texts.
std::size_t edits(const std::string& a, const std::string& b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t corner = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = corner + (a[i - 1] == b[j - 1] ? 0 : 1);
      corner = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, replaced});
    }
  }
  return row[b.size()];
}

void check_kind(const BenchQuery& query, const std::string& listed) {
  const std::string plain = text::normalise(listed);
  const auto length = static_cast<std::ptrdiff_t>(query.name.size());
  const auto grown = length - static_cast<std::ptrdiff_t>(plain.size());
  const std::size_t distance = edits(query.name, plain);
  switch (query.kind) {
    case QueryKind::kExact:
      CHECK(query.name == listed);
      return;
    case QueryKind::kInserted:
      CHECK((grown == 1 && distance == 1));
      return;
    case QueryKind::kDeleted:
      CHECK((grown == -1 && distance == 1));
      return;
    case QueryKind::kSubstituted:
      CHECK((grown == 0 && distance == 1));
      return;
    case QueryKind::kTransposed:
      CHECK((grown == 0 && distance == 2));
      return;
    case QueryKind::kReordered:
      CHECK(query.name != plain);
      CHECK(sorted_words(query.name) == sorted_words(listed));
      return;
    case QueryKind::kWordLeftOut:
      CHECK(sorted_words(query.name).size() == 2);
      CHECK(sorted_words(listed).size() == 3);
      return;
    case QueryKind::kNotListed:
      FAIL("a query that is not listed names an entity");
  }
}

TEST_CASE("each query is changed as its kind says") {
  const auto pack = open(kWatchlist);
  const auto& list = pack.domain(Domain::kScreening)->watchlist;
  const auto queries = make_queries(list, 2000, 42);
  CHECK(queries.size() == 2000);
  std::array<std::size_t, kQueryKindCount> counts{};
  for (const BenchQuery& query : queries) {
    CAPTURE(query.name);
    ++counts[index_of(query.kind)];
    if (!query.entity) {
      CHECK(query.kind == QueryKind::kNotListed);
      continue;
    }
    const auto& entity = list.entity(*query.entity);
    CHECK(entity.active == 1);
    check_kind(query, std::string(list.name_text(entity.first_name)));
  }
  CHECK(counts == std::array<std::size_t, kQueryKindCount>{400, 200, 200, 200, 200, 200, 200, 400});
}

TEST_CASE("a query that is not listed takes words of different entities") {
  const auto pack = open(kWatchlist);
  const auto& list = pack.domain(Domain::kScreening)->watchlist;
  for (const BenchQuery& query : make_queries(list, 2000, 7)) {
    if (query.kind != QueryKind::kNotListed) continue;
    CAPTURE(query.name);
    const auto asked = sorted_words(query.name);
    CHECK(asked.size() >= 2);
    CHECK(asked.size() <= 3);
    for (std::uint32_t name = 0; name < list.name_count(); ++name) {
      const auto listed = sorted_words(std::string(list.name_text(name)));
      CHECK_FALSE(std::includes(listed.begin(), listed.end(), asked.begin(), asked.end()));
    }
  }
}

// Alone "mfg" could be a name; in a company's name the list takes it for "manufacturing".
TEST_CASE("which words tell who is meant, the list says") {
  const auto pack = open(R"({"entity_id":"W1","list_type":"PEP","primary_name":"Grace Hopper"})"
                         "\n"
                         R"({"entity_id":"W2","list_type":"PEP","primary_name":"Ada Lovelace"})"
                         "\n"
                         R"({"entity_id":"W3","list_type":"SANCTIONS","primary_name":"Mfg Hldgs",)"
                         R"("entity_type":"ORGANISATION"})");
  const auto& list = pack.domain(Domain::kScreening)->watchlist;
  for (const std::uint32_t word : list.name_words(list.name(list.entity(2).first_name))) {
    REQUIRE(text::word_class(list.word(word).letters) == text::WordClass::kName);
    REQUIRE(list.word(word).word_class != text::WordClass::kName);
  }
  for (const BenchQuery& query : make_queries(list, 2000, 42)) {
    if (query.kind != QueryKind::kNotListed) continue;
    CAPTURE(query.name);
    for (const std::string& word : sorted_words(query.name)) {
      CHECK(word != "mfg");
      CHECK(word != "hldgs");
    }
  }
}

TEST_CASE("the same seed gives the same queries, another seed others") {
  const auto pack = open(kWatchlist);
  const auto& list = pack.domain(Domain::kScreening)->watchlist;
  const auto names = [&list](std::uint64_t seed) {
    std::string all;
    for (const auto& query : make_queries(list, 200, seed)) all += query.name + "\n";
    return all;
  };
  CHECK(names(42) == names(42));
  CHECK(names(42) != names(43));
  SplitMix64 random(1234567);
  CHECK(random.next() == 6457827717110365317U);  // the published test value
  CHECK(random.next() == 3203168211198807973U);
}

TEST_CASE("kinds that the list cannot give are left out") {
  const auto pack =
      open(R"({"entity_id":"W1","list_type":"PEP","primary_name":"Mononym","dob":[]})");
  for (const BenchQuery& query : make_queries(pack.domain(Domain::kScreening)->watchlist, 100, 1)) {
    CHECK(query.kind != QueryKind::kReordered);
    CHECK(query.kind != QueryKind::kWordLeftOut);
    CHECK(query.kind != QueryKind::kNotListed);
  }
  CHECK(make_queries(pack.domain(Domain::kScreening)->watchlist, 0, 1).empty());
}

}  // namespace
}  // namespace financescr::bench_sets
