// Name pools and countries, and the persons drawn from them.
//
// A pool is a list of buckets, each with first and last names. The order of draws is that of the
// reference's generators, so the same description serves v1 (its pools) and v2 (pools of our own).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "datagen/draws.hpp"

namespace financescr::datagen {

enum class Region : std::uint8_t { kEu, kAsia };
inline constexpr Region kRegions[] = {Region::kEu, Region::kAsia};

[[nodiscard]] std::string_view to_string(Region region);
[[nodiscard]] Region draw_region(PythonRandom& rng, double eu_probability);

// A country as its place in the list of all: the EU region's, then Asia's.
using CountryIndex = std::uint8_t;
inline constexpr CountryIndex kNoCountry = 255;
[[nodiscard]] std::string_view country_code(CountryIndex country);  // ISO 3166-1 alpha-2
[[nodiscard]] bool is_country_of(CountryIndex country, Region region);
[[nodiscard]] std::size_t country_count(Region region);
[[nodiscard]] CountryIndex draw_country_of(PythonRandom& rng, Region region);
[[nodiscard]] CountryIndex draw_any_country(PythonRandom& rng);

struct NamePart {
  std::string text;                    // as customers write it, one word
  std::string native;                  // in its own script or with its accents; empty: the same
  std::vector<std::string> spellings;  // other spellings of it
  bool female = false;
};

struct NameBucket {
  std::string id;  // "UK"
  Region region = Region::kEu;
  double weight = 0.0;  // within its region
  std::vector<NamePart> first;
  std::vector<NamePart> last;
};

struct NamePools {
  std::vector<NameBucket> buckets;
  // Where second given names come from; empty: from the first names of the person's bucket.
  std::vector<std::string> second_names;
  // Whether aliases are those of v2 (name_variants.hpp).
  bool rich_aliases = false;

  // The sum of the weights of a region.
  [[nodiscard]] double weight_of(Region region) const;
  [[nodiscard]] std::size_t second_name_count(const NameBucket& bucket) const;
  [[nodiscard]] const std::string& second_name(const NameBucket& bucket, std::size_t i) const;
};

// The pools of the reference's generate_data_v1.py; order and weights decide what a seed yields.
[[nodiscard]] const NamePools& name_pools_v1();

// A person as indices into pools: few bytes, because a million of them may be kept.
struct Person {
  std::uint16_t bucket = 0;
  std::uint16_t first = 0;
  std::uint16_t last = 0;
  std::uint16_t second = 0;  // 1 + index of a second given name; 0: none
  char initial = 0;          // middle initial; 0: none

  bool operator==(const Person&) const = default;
};

// "First Last", "First M Last" or "First Second Last".
[[nodiscard]] std::string name_of(const NamePools& pools, const Person& person);

inline constexpr double kInitialProbability = .22;
inline constexpr double kSecondNameProbability = .08;

[[nodiscard]] Person draw_person(PythonRandom& rng, const NamePools& pools, Region region);

}  // namespace financescr::datagen
