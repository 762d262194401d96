#include <doctest/doctest.h>

#include <string>

#include "engine/core/country_names.hpp"

namespace financescr {
namespace {

// The code; "none" for what says that there is none; "" for what is not understood.
std::string reading(std::string_view text) {
  const CountryReading read = read_country(text);
  CHECK_FALSE((read.country && read.is_none));
  if (read.is_none) return "none";
  return read.country ? read.country->to_string() : "";
}

struct Row {
  const char* text;
  const char* code;
};

constexpr Row kRows[] = {
    // Codes of two and three letters, in any case.
    {"LV", "LV"},
    {"lv", "LV"},
    {"UK", "GB"},
    {"LVA", "LV"},
    {"lva", "LV"},
    {" PAK ", "PK"},
    {"NAM", "NA"},
    {"NA", "NA"},
    // Passports: the filler, Germany's one letter, Britain's five codes, Kosovo, old codes.
    {"D", "DE"},
    {"D<<", "DE"},
    {"GBR<", "GB"},
    {"GBD", "GB"},
    {"GBN", "GB"},
    {"GBO", "GB"},
    {"GBP", "GB"},
    {"GBS", "GB"},
    {"RKS", "XK"},
    {"UNK", "XK"},
    {"ROM", "RO"},
    {"ZAR", "CD"},
    // Names, in English and their own language, in any case.
    {"England", "GB"},
    {"russian federation", "RU"},
    {"Россия", "RU"},
    {"РОССИЯ", "RU"},
    {"Ελλάδα", "GR"},
    {"Deutschland", "DE"},
    {"ÖSTERREICH", "AT"},
    {"Korea, North", "KP"},
    {"D.P.R.K.", "KP"},
    {"Côte d'Ivoire", "CI"},
    {"CÔTE D’IVOIRE", "CI"},
    {"中国", "CN"},
    {"ایران", "IR"},
    {"Ukrainian", "UA"},
    // No state.
    {"XXA", "none"},
    {"xxb", "none"},
    {"XXX", "none"},
    {"UNO", "none"},
    {"XPO", "none"},
    {"Stateless", "none"},
    {"N/A", "none"},
    {"unknown", "none"},
    // Not understood.
    {"", ""},
    {"<<<", ""},
    {"ZZ", ""},
    {"ZZZ", ""},
    {"E", ""},
    {"UTO", ""},
    {"Atlantis", ""},
    {"Korea", ""},
    {"Syria and Lebanon", ""},
    {"826", ""},
    {"DEUT", ""},
};

TEST_CASE("country reading: codes of two and three letters, of passports, and names") {
  for (const Row& row : kRows) {
    CAPTURE(std::string(row.text));
    CHECK(reading(row.text) == row.code);
  }
}

TEST_CASE("country reading: the table of codes is sorted and made of real codes") {
  for (const CountryCode* row = country_codes_begin(); row != country_codes_end(); ++row) {
    CAPTURE(row->alpha3);
    CHECK(Country::parse(row->alpha2).has_value());
    if (row != country_codes_begin()) CHECK((row - 1)->alpha3 < row->alpha3);
  }
}

}  // namespace
}  // namespace financescr
