#include "datagen/importers/country_names.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <utility>

namespace financescr::datagen {
namespace {

std::string code_of(std::string_view name) {
  const auto country = country_from_name(name);
  return country ? country->to_string() : "";
}

TEST_CASE("country names: as lists spell them") {
  const std::pair<std::string_view, std::string_view> rows[] = {
      {"Syria", "SY"},
      {"Korea, North", "KP"},
      {"Korea, South", "KR"},
      {"Democratic People's Republic of Korea", "KP"},
      {"Democratic People\xE2\x80\x99s Republic of Korea", "KP"},
      {"DPRK", "KP"},
      {"Burma", "MM"},
      {"Myanmar", "MM"},
      {"Congo, Democratic Republic of the", "CD"},
      {"Democratic Republic of the Congo", "CD"},
      {"Congo, Republic of the", "CG"},
      {"West Bank", "PS"},
      {"Palestinian", "PS"},
      {"State of Palestine", "PS"},
      {"Region: Gaza", "PS"},
      {"Region: Crimea", "UA"},
      {"Region: Northern Mali", "ML"},
      {"Cote d'Ivoire", "CI"},
      {"Cote d Ivoire", "CI"},
      {"C\xC3\xB4te d'Ivoire", "CI"},
      {"T\xC3\xBCrkiye", "TR"},
      {"The Gambia", "GM"},
      {"Bahamas, The", "BS"},
      {"Man, Isle of", "IM"},
      {"Virgin Islands, British", "VG"},
      {"Virgin Islands, U.S.", "VI"},
      {"Macedonia, The Former Yugoslav Republic of", "MK"},
      {"Cabo Verde.  Previously Cape Verde.", "CV"},
      {"St. Kitts & Nevis", "KN"},
      {"Saint Kitts and Nevis", "KN"},
      {"Iran (Islamic Republic of)", "IR"},
      {"Netherlands Antilles", "AN"},
      {"Kosovo", "XK"},
      {"USSR", "SU"},
      {"Eritrean", "ER"},
      {"  united   STATES of America. ", "US"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.first);
    CHECK(code_of(row.first) == row.second);
  }
}

TEST_CASE("country names: what names no single country is not one") {
  for (const std::string_view name :
       {"", "the", "undetermined", "-0-", "Atlantis", "Korea", "Congolese", "Dominican",
        "possibly Palestinian", "Region: Kafia Kingi", "Syria and Lebanon", "US A", "SY"}) {
    CAPTURE(name);
    CHECK(code_of(name).empty());
  }
}

TEST_CASE("country names: the table is sorted, folded and made of real codes") {
  for (const CountryName* row = country_names_begin(); row != country_names_end(); ++row) {
    CAPTURE(row->folded);
    CHECK(fold_country_name(row->folded) == row->folded);
    CHECK(Country::parse(row->code).has_value());
    if (row != country_names_begin()) CHECK((row - 1)->folded < row->folded);
  }
}

}  // namespace
}  // namespace financescr::datagen
