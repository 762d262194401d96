#include "native_server/bench_sets/generated_list.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "engine/canonical/json.hpp"

namespace financescr::bench_sets {
namespace {

using pack::EntityType;
using pack::WatchlistRow;

std::string lines_of(const WordSource& words, std::uint64_t seed, std::size_t rows) {
  GeneratedList list(words, seed);
  std::string lines;
  for (std::size_t i = 0; i < rows; ++i) list.next(4).append_line(lines);
  return lines;
}

TEST_CASE("generated list: a seed gives the same rows, another seed others") {
  const WordSource words = WordSource::from_name_pools();
  CHECK(words.name_count() > 0);
  CHECK(lines_of(words, 7, 200) == lines_of(words, 7, 200));
  CHECK(lines_of(words, 7, 200) != lines_of(words, 8, 200));
}

TEST_CASE("generated list: rows are valid, ascend by id and hold no more names than asked") {
  const WordSource words = WordSource::from_name_pools();
  GeneratedList list(words, 42);
  std::string last = "un:QDi.001";
  std::size_t names = 0;
  for (std::size_t i = 0; i < 400; ++i) {
    const std::size_t most = 1 + i % 3;
    const WatchlistRow row = list.next(most);
    CHECK(last < row.entity_id);
    last = row.entity_id;
    CHECK(1 + row.aliases.size() <= most);
    names += 1 + row.aliases.size();
    Errors errors;
    Pointers ignored;
    CHECK(WatchlistRow::read(row.to_json(), errors, ignored) == row);
    CHECK(errors.empty());
    CHECK(ignored.empty());
  }
  CHECK(names > 400);
}

TEST_CASE("generated list: names are made of words from the same places of names of that type") {
  WordSource words;
  words.take(EntityType::kPerson, "Ada Byron Lovelace");
  words.take(EntityType::kPerson, "Grace Brewster Hopper");
  words.take(EntityType::kOrganisation, "Acme Works");
  words.take(EntityType::kPerson, "Иван Петров");
  words.take(EntityType::kPerson, "17 -");
  CHECK(words.name_count() == 3);
  GeneratedList list(words, 1);
  for (int i = 0; i < 100; ++i) {
    const WatchlistRow row = list.next(1);
    CAPTURE(row.primary_name);
    if (row.entity_type == EntityType::kOrganisation) {
      CHECK(row.primary_name == "Acme Works");
      CHECK(row.dates_of_birth.empty());
      continue;
    }
    CHECK((row.primary_name.starts_with("Ada ") || row.primary_name.starts_with("Grace ")));
    CHECK((row.primary_name.ends_with(" Lovelace") || row.primary_name.ends_with(" Hopper")));
    CHECK(row.dates_of_birth.size() == 1);
  }
}

}  // namespace
}  // namespace financescr::bench_sets
