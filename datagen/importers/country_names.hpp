// Country names as sanctions lists spell them → ISO 3166-1 alpha-2.
//
// English names in any common order ("Korea, North", "North Korea", "DPRK"), former names that
// lists keep ("Burma", "Swaziland"), adjectives ("Eritrean"), regions that lists give as countries
// ("Region: Gaza", "West Bank" and "Palestinian" are PS; "Region: Crimea" is UA, "Region: Northern
// Mali" is ML). A region that two states claim without one being meant is not a country here.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/core/country.hpp"

namespace financescr::datagen {

// Returns: the country that `name` means, or nothing if it is not in the table. ASCII case,
// punctuation, spacing, a leading or trailing "the", "&" and "St." make no difference.
[[nodiscard]] std::optional<Country> country_from_name(std::string_view name);

// The form in which names are compared: "Korea, North" → "korea north".
[[nodiscard]] std::string fold_country_name(std::string_view name);

struct CountryName {
  std::string_view folded;
  std::string_view code;
};

// The table, sorted by `folded` (country_names_table.cpp).
[[nodiscard]] const CountryName* country_names_begin();
[[nodiscard]] const CountryName* country_names_end();

}  // namespace financescr::datagen
