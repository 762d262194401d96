// Invariants of compiled packs over generated rows, and of opening damaged ones.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstring>
#include <string>
#include <vector>

#include "engine/pack/diff.hpp"
#include "engine/text/name_readings.hpp"
#include "engine/text/runs.hpp"
#include "tests/unit/core/random.hpp"
#include "tests/unit/pack/samples.hpp"

namespace financescr::pack {
namespace {

using testing::Random;

constexpr std::string_view kPieces[] = {"al-",    "Mohammed ",    "Петр ",   "O'",
                                        "Núñez ", "محمد ",        "L.L.C. ", "Li ",
                                        "x",      "\xE2\x80\x8B", "7 ",      "\"\\\n"};

std::string random_name(Random& random) {
  std::string name = "N";
  for (int i = random.between(0, 8); i > 0; --i) name += kPieces[random.below(std::size(kPieces))];
  return name;
}

PartialDate random_date(Random& random) {
  const char* const dates[] = {"1961",        "1961-03",   "1961-03-07", "1961~",
                               "1961-03-07~", "1958/1963", "0001",       "9999-12-31"};
  return PartialDate::parse(dates[random.below(std::size(dates))]).value();
}

WatchlistRow random_row(Random& random, int number) {
  const char* const countries[] = {"GB", "RU", "SU", "XK", "CN", "IR"};
  WatchlistRow row;
  row.entity_id = "WL_" + std::to_string(number);
  row.list_type = static_cast<ListType>(random.below(3));
  row.entity_type = static_cast<EntityType>(random.below(5));
  row.primary_name = random_name(random);
  const auto few = [&random] { return random.chance(2) ? 40 : random.between(0, 3); };
  for (int i = few(); i > 0; --i) row.aliases.push_back(random_name(random));
  for (int i = few(); i > 0; --i) row.weak_aliases.push_back(random_name(random));
  for (int i = few(); i > 0; --i) row.dates_of_birth.push_back(random_date(random));
  for (int i = few(); i > 0; --i) {
    row.nationalities.push_back(*Country::parse(countries[random.below(6)]));
  }
  for (int i = few(); i > 0; --i) {
    row.residence_countries.push_back(*Country::parse(countries[random.below(6)]));
  }
  for (int i = few(); i > 0; --i) row.id_hashes.push_back(random.text("ab", 1, 3));
  for (int i = few(); i > 0; --i) row.programs.push_back(random.text("AB", 1, 3));
  if (random.chance(30)) row.list_subtype = random.text("AB", 1, 2);
  for (int i = few(); i > 0; --i) row.same_as.push_back(random.text("WX", 1, 3));
  if (random.chance(70)) row.source = random.text("EUN", 1, 4);
  row.active = random.chance(80);
  return row;
}

TEST_CASE("watchlist: every row of a compiled list is the row that went in") {
  Random random(30);
  for (int round = 0; round < 40; ++round) {
    std::vector<WatchlistRow> rows;
    std::string text;
    for (int i = 0; i < 60; ++i) {
      rows.push_back(random_row(random, 100 + i));  // equal widths: sorted as they stand
      text += canonical::write(rows.back().to_json()) + "\n";
    }
    const auto pack =
        samples::opened(samples::compiled({samples::fincrime({{"watchlist.jsonl", text}})}));
    REQUIRE(pack);
    REQUIRE(pack->verify_hashes());
    const Watchlist& list = pack->domain(Domain::kScreening)->watchlist;
    REQUIRE(list.entity_count() == rows.size());
    for (std::uint32_t i = 0; i < list.entity_count(); ++i) {
      REQUIRE(list.row(i).to_json() == rows[i].to_json());
    }
  }
}

// The row after the changes of a diff: lists lose and gain values, other fields get their new
// value.
canonical::Json applied(canonical::Json row, const std::vector<FieldChange>& fields) {
  using canonical::Json;
  for (const FieldChange& change : fields) {
    if (change.removed.empty() && change.added.empty()) {
      row.set(change.field, change.after);
      continue;
    }
    const Json* old = row.find(change.field);
    Json::Array values = old == nullptr ? Json::Array{} : *old->if_array();
    for (const Json& value : change.removed) {
      const auto it = std::find(values.begin(), values.end(), value);
      REQUIRE(it != values.end());
      values.erase(it);
    }
    values.insert(values.end(), change.added.begin(), change.added.end());
    row.set(change.field, Json(std::move(values)));
  }
  return row;
}

// Lists in one order, so that rows can be compared as bags.
std::string as_bags(const canonical::Json& row) {
  canonical::Json sorted = canonical::Json::object();
  for (const auto& [key, value] : *row.if_object()) {
    if (value.is_null() || (value.if_array() != nullptr && value.if_array()->empty())) continue;
    if (value.if_array() == nullptr) {
      sorted.set(key, value);
      continue;
    }
    std::vector<std::string> texts;
    for (const auto& element : *value.if_array()) texts.push_back(canonical::write(element));
    std::sort(texts.begin(), texts.end());
    canonical::Json::Array array(texts.begin(), texts.end());
    sorted.set(key, canonical::Json(std::move(array)));
  }
  return canonical::write(sorted);
}

std::vector<std::string> ids_of(const std::vector<RowName>& rows) {
  std::vector<std::string> ids;
  for (const RowName& row : rows) ids.push_back(row.id);
  return ids;
}

TEST_CASE("diff: nothing against itself, mirrored when reversed, and what it says leads over") {
  Random random(33);
  for (int round = 0; round < 30; ++round) {
    std::string text_a;
    std::string text_b;
    for (int i = 0; i < 30; ++i) {
      const WatchlistRow row = random_row(random, 100 + i);
      const WatchlistRow other = random.chance(50) ? row : random_row(random, 100 + i);
      if (random.chance(80)) text_a += canonical::write(row.to_json()) + "\n";
      if (random.chance(80)) text_b += canonical::write(other.to_json()) + "\n";
    }
    const auto a =
        samples::opened(samples::compiled({samples::fincrime({{"watchlist.jsonl", text_a}})}));
    const auto b =
        samples::opened(samples::compiled({samples::fincrime({{"watchlist.jsonl", text_b}})}));
    REQUIRE((a && b));
    CHECK(diff(*a, *a).empty());
    const TableDiff forth = diff(*a, *b).domains[0].tables[0];
    const TableDiff back = diff(*b, *a).domains[0].tables[0];
    CHECK(ids_of(forth.removed) == ids_of(back.added));
    CHECK(ids_of(forth.added) == ids_of(back.removed));
    CHECK(forth.count_before - forth.removed.size() + forth.added.size() == forth.count_after);
    REQUIRE(forth.changed.size() == back.changed.size());
    for (std::size_t i = 0; i < forth.changed.size(); ++i) {
      REQUIRE(forth.changed[i].fields.size() == back.changed[i].fields.size());
      for (std::size_t f = 0; f < forth.changed[i].fields.size(); ++f) {
        const FieldChange& x = forth.changed[i].fields[f];
        const FieldChange& y = back.changed[i].fields[f];
        CHECK((x.field == y.field && x.removed == y.added && x.added == y.removed));
        CHECK((x.before == y.after && x.after == y.before));
      }
      const auto row_of = [&](const Pack& pack) {
        const Watchlist& list = pack.domain(Domain::kScreening)->watchlist;
        std::uint32_t at = 0;
        while (list.entity_id(at) != forth.changed[i].row.id) ++at;
        return list.row(at).to_json();
      };
      CHECK(as_bags(applied(row_of(*a), forth.changed[i].fields)) == as_bags(row_of(*b)));
    }
  }
}

// Each word of each reading of each name of an active entity, and nothing else, leads back to it.
void require_indexed(const Watchlist& list) {
  std::size_t posted = 0;
  std::size_t reading = 0;
  for (std::uint32_t n = 0; n < list.name_count(); ++n) {
    const text::NameReadings readings(list.name_text(n), text::NameSide::kListed);
    const bool active = list.entity(list.name(n).entity).active != 0;
    reading = list.name(n).reading == 0 ? 0 : reading + 1;
    REQUIRE(reading < readings.all().size());
    const text::Name& name = readings.all()[reading].name;
    const bool last = n + 1 == list.name_count() || list.name(n + 1).reading == 0;
    REQUIRE((!last || reading + 1 == (active ? readings.all().size() : 1)));
    REQUIRE(list.name(n).word_count == (active ? name.words().size() : 0));
    REQUIRE((list.name(n).is_partial == 0) == name.is_whole());
    std::vector<std::uint32_t> distinct;
    for (std::size_t w = 0; active && w < name.words().size(); ++w) {
      const auto first = list.find_word(name.words()[w].letters);
      const std::uint32_t word = list.name_words(list.name(n))[w];
      REQUIRE(first);
      REQUIRE(word >= *first);
      REQUIRE(list.word(word).letters == name.words()[w].letters);
      REQUIRE(list.word(word).phones == name.words()[w].phones);
      REQUIRE(list.word(word).weight_permille == name.words()[w].weight_permille);
      REQUIRE(list.word(word).word_class == name.words()[w].word_class);
      const auto names = list.postings(word);
      REQUIRE(std::binary_search(names.begin(), names.end(), n));
      if (std::find(distinct.begin(), distinct.end(), word) == distinct.end()) {
        distinct.push_back(word);
      }
    }
    posted += distinct.size();
    for (const text::Run& run : text::runs_of(name.words())) {
      const RunPosting posting{n, run.first, run.count, run.reversed};
      for (const std::uint32_t key : text::run_keys(run.phones)) {
        const auto runs = list.runs_with_key(key);
        REQUIRE(std::binary_search(runs.begin(), runs.end(), posting.packed()) == active);
      }
    }
  }
  std::size_t postings = 0;
  for (std::uint32_t w = 0; w < list.word_count(); ++w) {
    postings += list.postings(w).size();
    for (const std::uint32_t key : text::sound_keys(list.word_phones(w))) {
      const auto filed = list.words_with_key(key);
      REQUIRE(std::binary_search(filed.begin(), filed.end(), w));
    }
  }
  REQUIRE(postings == posted);
}

TEST_CASE("watchlist: the index holds every word of every active name, and nothing else") {
  Random random(31);
  std::string text;
  for (int i = 0; i < 300; ++i) {
    text += canonical::write(random_row(random, 1'000 + i).to_json()) + "\n";
  }
  const auto pack =
      samples::opened(samples::compiled({samples::fincrime({{"watchlist.jsonl", text}})}));
  REQUIRE(pack);
  require_indexed(pack->domain(Domain::kScreening)->watchlist);
}

TEST_CASE("watchlist: id hashes lead to every active entity that carries them") {
  Random random(32);
  std::vector<WatchlistRow> rows;
  std::string text;
  for (int i = 0; i < 200; ++i) {
    rows.push_back(random_row(random, 100 + i));
    text += canonical::write(rows.back().to_json()) + "\n";
  }
  const auto pack =
      samples::opened(samples::compiled({samples::fincrime({{"watchlist.jsonl", text}})}));
  REQUIRE(pack);
  for (const char* id_hash : {"a", "b", "ab", "ba", "aab", "bbb", "abb", "c"}) {
    std::vector<std::uint32_t> expected;
    for (std::uint32_t i = 0; i < rows.size(); ++i) {
      const auto& hashes = rows[i].id_hashes;
      const bool carries = std::find(hashes.begin(), hashes.end(), id_hash) != hashes.end();
      if (rows[i].active && carries) expected.push_back(i);
    }
    CHECK(pack->domain(Domain::kScreening)->watchlist.entities_with_id_hash(id_hash) == expected);
  }
}

TEST_CASE("rows: a table finds what it holds and nothing else") {
  Random random(33);
  for (int round = 0; round < 50; ++round) {
    std::string text;
    std::vector<bool> present(40);
    for (std::size_t i = 0; i < present.size(); ++i) {
      present[i] = random.chance(50);
      if (present[i]) text += R"({"application_id":"A_)" + std::to_string(i) + "\"}\n";
    }
    const auto pack =
        samples::opened(samples::compiled({samples::credit({{"applications.jsonl", text}})}));
    REQUIRE(pack);
    for (std::size_t i = 0; i < present.size(); ++i) {
      const auto row = pack->domain(Domain::kCredit)
                           ->rows(pack::files::kApplications)
                           .find("A_" + std::to_string(i));
      REQUIRE(row.has_value() == present[i]);
    }
  }
}

std::string mutated(Random& random, const std::string& file) {
  std::string changed = file;
  for (int i = random.between(1, 4); i > 0; --i) {
    const std::size_t at = random.below(changed.size());
    switch (random.below(4)) {
      case 0:
        changed[at] = static_cast<char>(changed[at] ^ (1 << random.below(8)));
        break;
      case 1:
        changed[at] = static_cast<char>(random.below(256));
        break;
      case 2: {  // a whole number, small or extreme
        const std::uint32_t value =
            random.chance(50) ? static_cast<std::uint32_t>(random.below(300))
                              : 0xFFFFFFFFU - static_cast<std::uint32_t>(random.below(20));
        if (changed.size() >= 4) {
          std::memcpy(changed.data() + at / 4 * 4 % (changed.size() - 3), &value, sizeof value);
        }
        break;
      }
      default: {  // one piece in the place of another
        const std::size_t from = random.below(changed.size());
        const std::size_t size =
            std::min<std::size_t>(random.below(24) + 1, changed.size() - std::max(at, from));
        changed.replace(at, size, changed.substr(from, size));
        break;
      }
    }
  }
  samples::fix_checksum(changed);
  return changed;
}

// Run with AddressSanitizer to see reads outside the bytes; the preset `asan` does.
TEST_CASE("pack: a damaged pack with a right checksum is refused or can be read safely") {
  Random random(34);
  const std::string file = samples::compiled(samples::both_domains());
  int opened = 0;
  int refused = 0;
  for (int i = 0; i < 30'000; ++i) {
    const auto pack = samples::opened(mutated(random, file));
    if (pack) {
      ++opened;
      REQUIRE(samples::read_everything(*pack) > 0);
    } else {
      ++refused;
      REQUIRE((pack.error().code == ErrorCode::kCorrupt ||
               pack.error().code == ErrorCode::kUnsupported));
    }
  }
  CAPTURE(opened);
  CHECK(opened > 1'000);  // the mutations reach what lies behind the first checks
  CHECK(refused > 1'000);
}

}  // namespace
}  // namespace financescr::pack
