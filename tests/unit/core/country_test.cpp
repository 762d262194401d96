#include "engine/core/country.hpp"

#include <doctest/doctest.h>

#include <set>
#include <string>

namespace financescr {
namespace {

// ISO 3166-1 as of 2024 (249 codes), one line a first letter.
constexpr std::string_view kAssigned =
    "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ "
    "BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ "
    "CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ "
    "DE DJ DK DM DO DZ "
    "EC EE EG EH ER ES ET "
    "FI FJ FK FM FO FR "
    "GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY "
    "HK HM HN HR HT HU "
    "ID IE IL IM IN IO IQ IR IS IT "
    "JE JM JO JP "
    "KE KG KH KI KM KN KP KR KW KY KZ "
    "LA LB LC LI LK LR LS LT LU LV LY "
    "MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ "
    "NA NC NE NF NG NI NL NO NP NR NU NZ "
    "OM "
    "PA PE PF PG PH PK PL PM PN PR PS PT PW PY "
    "QA "
    "RE RO RS RU RW "
    "SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ "
    "TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ "
    "UA UG UM US UY UZ "
    "VA VC VE VG VI VN VU "
    "WF WS "
    "YE YT "
    "ZA ZM ZW ";
// Kosovo, and states that no longer exist but stand on lists.
constexpr std::string_view kFormer = "XK SU YU CS DD TP ZR BU AN ";

std::set<std::string> codes(std::string_view list) {
  std::set<std::string> out;
  for (std::size_t i = 0; i + 2 < list.size(); i += 3) out.emplace(list.substr(i, 2));
  return out;
}

TEST_CASE("country: exactly the assigned, former and alias codes are known") {
  const auto assigned = codes(kAssigned);
  CHECK(assigned.size() == 249);
  auto known = assigned;
  known.merge(codes(kFormer));
  for (char a = 'A'; a <= 'Z'; ++a) {
    for (char b = 'A'; b <= 'Z'; ++b) {
      const std::string code{a, b};
      CAPTURE(code);
      const bool alias = code == "UK" || code == "EL";
      const auto country = Country::parse(code);
      REQUIRE(country.has_value() == (alias || known.count(code) == 1));
      if (country && !alias) REQUIRE(country->to_string() == code);
    }
  }
}

TEST_CASE("country: any case is read, the code is upper case") {
  for (const char* text : {"ru", "Ru", "rU", "RU"}) {
    REQUIRE(Country::parse(text));
    CHECK(Country::parse(text)->to_string() == "RU");
  }
}

TEST_CASE("country: the European Union's own codes become ISO's") {
  CHECK(Country::parse("UK") == Country::parse("GB"));
  CHECK(Country::parse("uk")->to_string() == "GB");
  CHECK(Country::parse("EL") == Country::parse("GR"));
}

TEST_CASE("country: other text is refused") {
  for (const char* text : {"", "G", "GBR", "826", "G ", " G", "GB ", "G1", "XX", "ZZ", "QQ", "EU",
                           "??", "\xC3\x85", "United Kingdom"}) {
    CAPTURE(std::string(text));
    CHECK_FALSE(Country::parse(text));
  }
  CHECK_FALSE(Country::parse(std::string_view("G\0", 2)));
}

// "DA" stands across a border of the packed table ("ADAE"), so does "EA".
TEST_CASE("country: codes are not read across the borders of the table") {
  for (const char* text : {"DA", "EA", "FA", "WZ", "GA"}) {
    CAPTURE(std::string(text));
    CHECK(Country::parse(text).has_value() == (std::string(text) == "GA"));
  }
}

}  // namespace
}  // namespace financescr
