#include "engine/core/partial_date.hpp"

#include <doctest/doctest.h>

#include <set>
#include <string>
#include <utility>

#include "tests/unit/core/random.hpp"

namespace financescr {
namespace {

struct Form {
  const char* text;
  int first_year;
  int last_year;
  int month;
  int day;
  bool approximate;
};

constexpr Form kForms[] = {
    {"1961-03-07", 1961, 1961, 3, 7, false},   {"1961-03", 1961, 1961, 3, 0, false},
    {"1961", 1961, 1961, 0, 0, false},         {"1961~", 1961, 1961, 0, 0, true},
    {"1961-03~", 1961, 1961, 3, 0, true},      {"1961-03-07~", 1961, 1961, 3, 7, true},
    {"1958/1963", 1958, 1963, 0, 0, false},    {"0001", 1, 1, 0, 0, false},
    {"9999-12-31", 9999, 9999, 12, 31, false}, {"0001/9999", 1, 9999, 0, 0, false},
    {"2000-02-29~", 2000, 2000, 2, 29, true},
};

const char* const kNotPartialDates[] = {
    "",
    "~",
    "196",
    "19611",
    "61",
    "1961-",
    "1961-00",
    "1961-13",
    "1961-03-",
    "1961-03-007",
    "1961-003",
    "1961-3-",
    "1961-0-7",
    "1961-3-32",
    "1961/03",
    "1961.03",
    "1961/3-7",
    "1961-3/7",
    "1961.03/07",
    "7-3-1961",
    "03/04/1965",
    "3.4.1965",
    "19610307",
    "1961-3-7-1",
    "1961-02-29",
    "1961-03-32",
    "1961-00-07",
    "1961~~",
    "~1961",
    "1961 ~",
    "1961~-03",
    "0000",
    "0000-01",
    "0000/1961",
    "1963/1958",
    "1958/1963~",
    "1958~/1963",
    "1958/63",
    "1958/",
    "/1963",
    "1958-01/1963",
    "1958/1963-01",
    "1958/196a",
    "195a/1963",
    "1958/1960/1963",
    "1958-1963",
    "1961-03-07T",
    " 1961",
    "1961 ",
    "19 61",
    "-961",
    "+961",
    "circa 1961",
    "1961?",
    "1961-03-07/1961-03-09",
    "196X",
    "19XX",
    "\xD9\xA1\xD9\xA9",
};

TEST_CASE("partial date: every form is read and written back as it was") {
  for (const Form& form : kForms) {
    CAPTURE(std::string(form.text));
    const auto date = PartialDate::parse(form.text);
    REQUIRE(date);
    CHECK(date->first_year == form.first_year);
    CHECK(date->last_year == form.last_year);
    CHECK(date->month == form.month);
    CHECK(date->day == form.day);
    CHECK((date->approximate != 0) == form.approximate);
    CHECK(date->reserved == 0);
    CHECK(date->is_range() == (form.first_year != form.last_year));
    CHECK(date->is_full() == (form.day != 0));
    CHECK(date->to_string() == form.text);
  }
}

TEST_CASE("partial date: without zeros or with other separators, the year first") {
  constexpr std::pair<const char*, const char*> kRows[] = {
      {"1965-4-3", "1965-04-03"},  {"1965-4-13", "1965-04-13"},  {"1965-12-3", "1965-12-03"},
      {"1965-04-3", "1965-04-03"}, {"1965-4-03", "1965-04-03"},  {"1965-4", "1965-04"},
      {"1965-4~", "1965-04~"},     {"1965-4-3~", "1965-04-03~"}, {"1965/04/03", "1965-04-03"},
      {"1965/4/3", "1965-04-03"},  {"1965/12/3", "1965-12-03"},  {"1965.04.03", "1965-04-03"},
      {"1965.4.3", "1965-04-03"},  {"2000-2-29", "2000-02-29"},
  };
  for (const auto& row : kRows) {
    CAPTURE(std::string(row.first));
    const auto date = PartialDate::parse(row.first);
    REQUIRE(date);
    CHECK(date->to_string() == row.second);
  }
}

TEST_CASE("partial date: everything else is refused") {
  for (const char* text : kNotPartialDates) {
    CAPTURE(std::string(text));
    CHECK_FALSE(PartialDate::parse(text));
  }
  CHECK_FALSE(PartialDate::parse(std::string_view("1961\0", 5)));
}

TEST_CASE("partial date: a range of one year is that year") {
  const auto date = PartialDate::parse("1961/1961");
  REQUIRE(date);
  CHECK(date == PartialDate::parse("1961"));
  CHECK(date->to_string() == "1961");
}

TEST_CASE("partial date: a full date comes from a day unchanged") {
  const auto day = Date::parse("1961-03-07");
  REQUIRE(day);
  const PartialDate date = PartialDate::from_date(*day);
  CHECK(date == PartialDate::parse("1961-03-07"));
  CHECK(date.is_full());
  CHECK(date.to_string() == day->to_string());
}

PartialDate random_date(testing::Random& random) {
  PartialDate date;
  date.first_year = static_cast<std::int16_t>(random.between(1, 9999));
  date.last_year = date.first_year;
  if (random.chance(20)) {
    date.last_year = static_cast<std::int16_t>(random.between(date.first_year, 9999));
    return date;
  }
  if (random.chance(70)) {
    date.month = static_cast<std::uint8_t>(random.between(1, 12));
    if (random.chance(70)) {
      date.day =
          static_cast<std::uint8_t>(random.between(1, days_in_month(date.first_year, date.month)));
    }
  }
  date.approximate = random.chance(30) ? 1 : 0;
  return date;
}

TEST_CASE("partial date: text and value round-trip") {
  testing::Random random(2);
  std::set<std::string> texts;
  std::set<PartialDate> values;
  for (int i = 0; i < 50'000; ++i) {
    const PartialDate date = random_date(random);
    const std::string text = date.to_string();
    REQUIRE(PartialDate::parse(text) == date);
    texts.insert(text);
    values.insert(date);
  }
  CHECK(texts.size() == values.size());  // no two values share a text
}

TEST_CASE("partial date: one wrong character never reads as another date's text") {
  testing::Random random(3);
  constexpr std::string_view kLetters = "0123456789-/~ T";
  int read = 0;
  for (int i = 0; i < 50'000; ++i) {
    std::string text = random_date(random).to_string();
    text[random.below(text.size())] = kLetters[random.below(kLetters.size())];
    const auto date = PartialDate::parse(text);
    if (!date) continue;
    // Not in the written form: "1961-1~", "1958/1/63".
    const bool one_year = text.size() == 9 && text.substr(0, 4) == text.substr(5);
    if (!one_year && date->to_string().size() != text.size()) continue;
    ++read;
    // "1961/1961" is the one text that is not written back as it was.
    REQUIRE((one_year ? text.substr(0, 4) : text) == date->to_string());
  }
  CHECK(read > 10'000);
}

}  // namespace
}  // namespace financescr
