// The seed-42 pack, compiled, and random queries against it.
#pragma once

#include <doctest/doctest.h>

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "datagen/generator_v1.hpp"
#include "engine/pack/compile.hpp"
#include "engine/replay/engine_set.hpp"
#include "tests/unit/core/random.hpp"
#include "tests/unit/screening/samples.hpp"

namespace financescr::samples {

using financescr::testing::Random;

// The generated files by path.
inline const std::map<std::string, std::string>& seed_files() {
  static const std::map<std::string, std::string> files = [] {
    auto generated = datagen::generate_v1({});
    REQUIRE(generated.has_value());
    std::map<std::string, std::string> by_path;
    for (auto& file : *generated) by_path.emplace(file.path, std::move(file.bytes));
    return by_path;
  }();
  return files;
}

inline std::vector<std::string> lines_of(std::string_view bytes) {
  std::vector<std::string> lines;
  pack::for_each_line(bytes, [&](std::size_t, std::string_view line) { lines.emplace_back(line); });
  return lines;
}

// An engine over these rows, with the policy and the models that ship.
inline replay::EngineSet shipped_engine(std::string_view watchlist, std::string_view customers) {
  return engine_of({.watchlist = watchlist, .customers = customers, .policy = {}, .model = {}});
}

inline const replay::EngineSet& seed_engine() {
  static const replay::EngineSet engine =
      shipped_engine(seed_files().at("fincrime/v1/watchlist.jsonl"),
                     seed_files().at("fincrime/v1/customers.jsonl"));
  return engine;
}

// The name with `edits` ASCII letters changed, left out, doubled or exchanged.
inline std::string misspelt(std::string name, int edits, Random& random) {
  constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyz";
  const auto is_ascii = [&name](std::size_t i) {
    return static_cast<unsigned char>(name[i]) < 0x80;
  };
  for (int i = 0; i < edits && name.size() > 2; ++i) {
    const std::size_t at = random.below(name.size() - 1);
    if (!is_ascii(at) || !is_ascii(at + 1)) continue;
    switch (random.below(5)) {
      case 0:
        name[at] = kLetters[random.below(kLetters.size())];
        break;
      case 1:
        name.erase(at, 1);
        break;
      case 2:
        name.insert(at, 1, name[at]);
        break;
      case 3:
        std::swap(name[at], name[at + 1]);
        break;
      default:
        name.insert(at, 1, kLetters[random.below(kLetters.size())]);
        break;
    }
  }
  return name;
}

// The name with `edits` letters changed, left out, doubled or added, the words left apart.
inline std::string misspelt_words(std::string name, int edits, Random& random) {
  const auto is_letter = [&name](std::size_t i) {
    return i < name.size() && ((name[i] | 32) >= 'a' && (name[i] | 32) <= 'z');
  };
  for (int i = 0; i < edits; ++i) {
    const std::size_t at = random.below(name.size());
    if (!is_letter(at) || !is_letter(at + 1)) continue;
    const char letter = static_cast<char>('a' + random.below(26));
    switch (random.below(4)) {
      case 0:
        name[at] = letter;
        break;
      case 1:
        name.erase(at, 1);
        break;
      case 2:
        name.insert(at, 1, name[at]);
        break;
      default:
        name.insert(at, 1, letter);
        break;
    }
  }
  return name;
}

// A subject near a listed person: a name of the list, misspelt, shortened or turned round, and some
// fields that agree and some that do not.
inline screening::Subject random_subject(const pack::Watchlist& list, Random& random) {
  using screening::Subject;
  Subject subject;
  const auto name_index = static_cast<std::uint32_t>(random.below(list.name_count()));
  const pack::EntityRecord& entity = list.entity(list.name(name_index).entity);
  subject.name =
      misspelt(std::string(list.name_text(name_index)), static_cast<int>(random.below(4)), random);
  const std::size_t space = subject.name.find(' ');
  if (space != std::string::npos && space > 0 && random.chance(10)) {
    subject.name = subject.name.substr(0, 1) + subject.name.substr(space);
  }
  if (random.chance(60)) {
    const auto dates = list.dates(entity);
    subject.date_of_birth = !dates.empty() && random.chance(60)
                                ? dates[random.below(dates.size())]
                                : PartialDate::from_date(Date::from_days(
                                      static_cast<int>(random.below(16'000)) - 7'000));
  }
  const std::vector<Country> countries{*Country::parse("GB"), *Country::parse("RU"),
                                       *Country::parse("CN"), *Country::parse("FR")};
  const auto pick = [&](std::span<const Country> listed) {
    return !listed.empty() && random.chance(60) ? listed[random.below(listed.size())]
                                                : random.choice(countries);
  };
  if (random.chance(60)) subject.nationality = pick(list.nationalities(entity));
  if (random.chance(60)) subject.residence_country = pick(list.residences(entity));
  if (random.chance(20)) {
    const bool listed = entity.id_hash_count > 0 && random.chance(70);
    subject.id_hashes = {listed ? std::string(list.id_hash(entity, 0)) : "sha256:other"};
  }
  return subject;
}

}  // namespace financescr::samples
