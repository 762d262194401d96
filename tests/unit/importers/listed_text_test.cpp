#include "datagen/importers/listed_text.hpp"

#include <doctest/doctest.h>

#include "datagen/importers/country_names.hpp"
#include "datagen/importers/listed_date.hpp"

namespace financescr::datagen {
namespace {

using Texts = std::vector<std::string>;

Texts copied(const std::vector<std::string_view>& views) { return {views.begin(), views.end()}; }

TEST_CASE("listed text: name parts are joined without gaps") {
  CHECK(join_name_parts({"Ivan", "", " Petrovich ", "EXAMPLEOV"}) == "Ivan Petrovich EXAMPLEOV");
  CHECK(join_name_parts({"", ""}).empty());
}

TEST_CASE("listed text: several values in one cell") {
  CHECK(copied(split_numbered("(1) Afghan (2) Pakistani")) == Texts{"Afghan", "Pakistani"});
  CHECK(copied(split_numbered("1) Saudi Arabia 2) Qatar")) == Texts{"Saudi Arabia", "Qatar"});
  CHECK(copied(split_numbered("a) French, b) Tunisian")) == Texts{"French,", "Tunisian"});
  CHECK(copied(split_numbered("Iran (Islamic Republic of)")) ==
        Texts{"Iran (Islamic Republic of)"});
  CHECK(copied(split_numbered("passport numbers (1) K048787 (2) 486298")) ==
        Texts{"K048787", "486298"});
  CHECK(copied(split_numbered("(a) 9003213 issued in Iran(b) 6620505")) ==
        Texts{"9003213 issued in Iran", "6620505"});
  CHECK(split_numbered("  ").empty());
}

TEST_CASE("listed text: several names in one cell") {
  CHECK(copied(split_names("Azim Adhajani; Azim Agha-Jani")) ==
        Texts{"Azim Adhajani", "Azim Agha-Jani"});
  CHECK(copied(split_names("أبو شيماء (Abu-Shaima; Abu- Shayma)")) ==
        Texts{"أبو شيماء", "Abu-Shaima", "Abu- Shayma"});
  CHECK(copied(split_names("Sample Bank (SB)")) == Texts{"Sample Bank (SB)"});
  CHECK(copied(split_names("A; (B")) == Texts{"A", "(B"});
  CHECK(split_names("; ;").empty());
}

TEST_CASE("listed text: document numbers among words about them") {
  struct Case {
    std::string_view text;
    Texts numbers;
  };
  const Case cases[] = {
      {"77001234", {"77001234"}},
      {"Libyan passport no. B/002210 (issued 2013)", {"B/002210"}},
      {"D 000763 (Afghan). Issued on 9 Jan 1997", {"D 000763"}},
      {"TR-P 614 166", {"TR-P 614 166"}},
      {"(1) A-333602 (Indian) issued on 4 June 1985 (2) M110522 (Indian)", {"A-333602", "M110522"}},
      {"Passport number:F50859", {"F50859"}},
      {"No34409/129", {"34409/129"}},
      {"381420565 and 654120219", {"381420565", "654120219"}},
      {"D123456(7)", {"D123456(7)"}},
      {"AD001095 (passport-National passport) ((passport))", {"AD001095"}},
      {"836110034 (diplomatic). Passport date of expiration: 1.1.2020", {"836110034"}},
      {"Italian Fiscal Code SSDSBN68B10Z352F", {"SSDSBN68B10Z352F"}},
      {"R00012098, South Sudan", {"R00012098"}},
      {"issued in 1974", {}},
      {"Uganda Passport.", {}},
      {"", {}},
  };
  for (const Case& row : cases) {
    CAPTURE(row.text);
    const DocumentNumbers found = document_numbers(row.text);
    CHECK(found.numbers == row.numbers);
    CHECK(found.complete);
  }
}

TEST_CASE("listed text: digits that are in no number are admitted") {
  const DocumentNumbers found = document_numbers("Reference 62. Passport no. 9632078");
  CHECK(found.numbers == Texts{"9632078"});
  CHECK_FALSE(found.complete);
}

TEST_CASE("listed text: the UN's reference numbers, old and new") {
  CHECK(un_reference("QDi.004") == "QDI.004");
  CHECK(un_reference("QI.A.151.03") == "QDI.151");
  CHECK(un_reference("TE.H.12.12") == "TAE.012");
  CHECK(un_reference("KPe.3") == "KPE.003");
  for (const std::string_view bad : {"", "QDi.", "QDx.004", "004", "QDi.12345", "Q?i.004"}) {
    CAPTURE(bad);
    CHECK(un_reference(bad).empty());
  }
  CHECK(un_reference_in("UN REF:QE.A.146.14. Also known as UN Ref QDi.001") == "QDE.146");
  CHECK(un_reference_in("Both UK listing and UN Reference KPi.019. ") == "KPI.019");
  CHECK(un_reference_in("UNION REFINERY 12").empty());
  CHECK(un_reference_in("").empty());
}

TEST_CASE("listed text: countries by name, code and with a note") {
  const auto code = [](std::string_view text) {
    const auto country = listed_country(text);
    return country ? country->to_string() : std::string();
  };
  CHECK(code("DEU") == "DE");
  CHECK(code("RU") == "RU");
  CHECK(code("na").empty());  // the UN's list says so where a nationality is not available
  CHECK(code("Germany (previous address)") == "DE");
  CHECK(code("Iran (Islamic Republic of)") == "IR");
  CHECK(code("Lebanon citizenship") == "LB");
  CHECK(code("former Soviet Union") == "SU");
  CHECK(code("Possibly Ethiopian").empty());
  CHECK(code("").empty());
  CHECK(code("(Cyprus)") == "CY");
  for (const CountryCode* row = country_codes_begin(); row != country_codes_end(); ++row) {
    CAPTURE(row->alpha3);
    CHECK(listed_country(row->alpha3).has_value());
    if (row != country_codes_begin()) CHECK((row - 1)->alpha3 < row->alpha3);
  }
}

TEST_CASE("listed dates: by numbers, zeros are what is not known") {
  const auto day_first = [](std::string_view text) {
    const auto date = parse_day_first(text);
    return date ? date->to_string() : std::string();
  };
  CHECK(day_first("07/03/1961") == "1961-03-07");
  CHECK(day_first("00/03/1961") == "1961-03");
  CHECK(day_first("00/00/1961") == "1961");
  for (const std::string_view bad :
       {"07/00/1961", "31/02/1961", "00/00/0000", "1961", "1/2", "//"}) {
    CAPTURE(bad);
    CHECK(day_first(bad).empty());
  }
  const auto year_first = [](std::string_view text) {
    const auto date = parse_year_first(text);
    return date ? date->to_string() : std::string();
  };
  CHECK(year_first("1961-03-07") == "1961-03-07");
  CHECK(year_first("1961-03") == "1961-03");
  CHECK(year_first("1961") == "1961");
  CHECK(year_first("circa 1961") == "1961~");
  CHECK(year_first("Nov. 1973") == "1973-11");
  for (const std::string_view bad : {"1961-00-07", "1961-13", "1961-02-30", "19610307", ""}) {
    CAPTURE(bad);
    CHECK(year_first(bad).empty());
  }
}

TEST_CASE("listed dates: a period is what its ends agree on") {
  const auto between = [](int y1, int m1, int d1, int y2, int m2, int d2) {
    const auto date = date_between(*date_from_numbers(y1, m1, d1), *date_from_numbers(y2, m2, d2));
    return date ? date->to_string() : std::string();
  };
  CHECK(between(1961, 3, 7, 1961, 3, 7) == "1961-03-07");
  CHECK(between(1961, 3, 1, 1961, 3, 31) == "1961-03");
  CHECK(between(1961, 1, 1, 1961, 12, 31) == "1961");
  CHECK(between(1958, 1, 1, 1963, 12, 31) == "1958/1963");
  CHECK(between(1963, 1, 1, 1958, 1, 1).empty());
}

}  // namespace
}  // namespace financescr::datagen
