// Country names as people and sanctions lists spell them → ISO 3166-1 alpha-2.
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

namespace financescr {

// Returns: the country that `name` means, or nothing if it is not in the table. Case,
// punctuation, spacing, a leading or trailing "the", "&" and "St." make no difference.
[[nodiscard]] std::optional<Country> country_from_name(std::string_view name);

// ISO 3166-1 alpha-3, or a code of passports → the country, in capitals only: "DEU", "GBD".
[[nodiscard]] std::optional<Country> country_from_alpha3(std::string_view code);

// What a field says of a country.
struct CountryReading {
  std::optional<Country> country;
  bool is_none = false;  // it says that there is none: stateless, a refugee, an organisation, "N/A"
};

// Whatever names a country: ISO 3166-1 alpha-2 or alpha-3 in any case, a code of a passport's
// machine-readable zone with or without its filler ("D<<", "GBD", "XXA"), or a name. Neither
// country nor none: it is not understood.
[[nodiscard]] CountryReading read_country(std::string_view text);

// The form in which names are compared: "Korea, North" → "korea north".
[[nodiscard]] std::string fold_country_name(std::string_view name);

struct CountryName {
  std::string_view folded;
  std::string_view code;
};

// The table, sorted by `folded` (country_names_table.cpp).
[[nodiscard]] const CountryName* country_names_begin();
[[nodiscard]] const CountryName* country_names_end();

struct CountryCode {
  std::string_view alpha3;
  std::string_view alpha2;
};

// The table, sorted by `alpha3` (country_codes_table.cpp).
[[nodiscard]] const CountryCode* country_codes_begin();
[[nodiscard]] const CountryCode* country_codes_end();

}  // namespace financescr
