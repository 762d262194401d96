#include "engine/core/date.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace financescr {
namespace {

// Written out, not computed as the code under test does.
bool is_leap(int year) {
  if (year % 400 == 0) return true;
  if (year % 100 == 0) return false;
  return year % 4 == 0;
}

TEST_CASE("date: every day from 1600 to 2400 is one more than the day before, and comes back") {
  const auto first = Date::from_ymd(1600, 1, 1);
  REQUIRE(first);
  std::int32_t expected = -135'140;  // 1600-01-01, from 370 years with 90 leap days
  int seen = 0;
  for (int year = 1600; year <= 2400; ++year) {
    int in_year = 0;
    for (int month = 1; month <= 12; ++month) {
      for (int day = 1; day <= days_in_month(year, month); ++day, ++expected, ++seen, ++in_year) {
        const auto date = Date::from_ymd(year, month, day);
        REQUIRE(date);
        REQUIRE(date->to_days() == expected);
        REQUIRE(Date::from_days(expected) == *date);
        REQUIRE(Date::parse(date->to_string()) == date);
      }
    }
    REQUIRE(in_year == (is_leap(year) ? 366 : 365));
  }
  CHECK(seen == 2 * 146'097 + 366);
}

TEST_CASE("date: known days since 1970-01-01") {
  struct Row {
    const char* text;
    std::int32_t days;
  };
  const Row rows[] = {{"1970-01-01", 0},        {"1969-12-31", -1},     {"1970-01-02", 1},
                      {"2000-01-01", 10'957},   {"2000-02-29", 11'016}, {"2000-03-01", 11'017},
                      {"1900-03-01", -25'508},  {"2038-01-19", 24'855}, {"0001-01-01", -719'162},
                      {"9999-12-31", 2'932'896}};
  for (const Row& row : rows) {
    CAPTURE(std::string(row.text));
    const auto date = Date::parse(row.text);
    REQUIRE(date);
    CHECK(date->to_days() == row.days);
    CHECK(Date::from_days(row.days) == *date);
    CHECK(date->to_string() == row.text);
  }
}

TEST_CASE("date: leap years and lengths of months") {
  for (const int year : {4, 1600, 1996, 2000, 2004, 2024, 2400}) {
    CAPTURE(year);
    CHECK(days_in_month(year, 2) == 29);
    CHECK(Date::from_ymd(year, 2, 29));
    CHECK_FALSE(Date::from_ymd(year, 2, 30));
  }
  for (const int year : {1, 1700, 1800, 1900, 1999, 2001, 2023, 2100, 2200, 2300}) {
    CAPTURE(year);
    CHECK(days_in_month(year, 2) == 28);
    CHECK_FALSE(Date::from_ymd(year, 2, 29));
  }
  const std::vector<int> lengths{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  for (int month = 1; month <= 12; ++month) {
    const int length = lengths[static_cast<std::size_t>(month - 1)];
    CHECK(days_in_month(2023, month) == length);
    CHECK(Date::from_ymd(2023, month, length));
    CHECK_FALSE(Date::from_ymd(2023, month, length + 1));
  }
}

const char* const kNotDates[] = {
    "",
    "2024",
    "2024-01",
    "2024-1-01",
    "2024-01-1",
    "24-01-01",
    "2024/01/01",
    "2024-01/01",
    "2024.01.01",
    "01-01-2024",
    "2024-00-10",
    "2024-13-10",
    "2024-01-00",
    "2024-01-32",
    "2024-04-31",
    "2023-02-29",
    "1900-02-29",
    "0000-01-01",
    "-001-01-01",
    "+024-01-01",
    "2024-01-0a",
    "2024-0a-01",
    "202a-01-01",
    " 2024-01-01",
    "2024-01-01 ",
    "2024-01-01T",
    "2024-01-01Z",
    "12024-01-01",
    "20240101",
    "2024-1--01",
    "\xEF\xBC\x92"
    "024-01-",
    "2024\xE2\x80\x93"
    "01-1",
};

TEST_CASE("date: text that is no such day is refused") {
  for (const char* text : kNotDates) {
    CAPTURE(std::string(text));
    CHECK_FALSE(Date::parse(text));
  }
  CHECK_FALSE(Date::parse(std::string_view("2024-01-0\0", 10)));
  CHECK_FALSE(Date::from_ymd(0, 1, 1));
  CHECK_FALSE(Date::from_ymd(10'000, 1, 1));
  CHECK_FALSE(Date::from_ymd(-4, 2, 29));
  CHECK_FALSE(Date::from_ymd(2024, -1, 1));
  CHECK_FALSE(Date::from_ymd(2024, 1, -1));
  CHECK_FALSE(Date::from_ymd(2024, 257, 1));  // would be January in eight bits
  CHECK_FALSE(Date::from_ymd(2024, 1, 257));
}

TEST_CASE("date: order is that of the calendar") {
  const char* const ascending[] = {"0001-01-01", "1961-03-07", "1961-03-08",
                                   "1961-04-01", "1962-01-01", "9999-12-31"};
  for (std::size_t i = 1; i < std::size(ascending); ++i) {
    CHECK(*Date::parse(ascending[i - 1]) < *Date::parse(ascending[i]));
  }
}

}  // namespace
}  // namespace financescr
