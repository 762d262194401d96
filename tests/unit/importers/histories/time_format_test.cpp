#include "datagen/importers/histories/time_format.hpp"

#include <doctest/doctest.h>

#include <string>

namespace financescr::datagen::histories {
namespace {

std::string read(const char* format, const char* text, std::int64_t ahead_us = 0) {
  const auto at = TimeFormat::parse(format).value().read(text, ahead_us);
  return at ? at->to_string() : "";
}

TEST_CASE("times of histories: each form that a map can name") {
  struct Row {
    const char* format;
    const char* text;
    const char* expected;
  };
  for (const Row& row :
       {Row{"YYYY-MM-DD hh:mm:ss", "2018-04-01 00:00:31", "2018-04-01T00:00:31.000000Z"},
        Row{"YYYY-MM-DD hh:mm:ssf", "2018-04-01 00:00:31.25", "2018-04-01T00:00:31.250000Z"},
        Row{"YYYY-MM-DD hh:mm:ssf", "2018-04-01 00:00:31", "2018-04-01T00:00:31.000000Z"},
        Row{"YYYY/MM/DD hh:mm", "2022/09/01 00:20", "2022-09-01T00:20:00.000000Z"},
        Row{"DD.MM.YY", "29.02.24", "2024-02-29T00:00:00.000000Z"},
        Row{"YYYYMMDDhhmmss", "20240229235959", "2024-02-29T23:59:59.000000Z"},
        Row{"rfc3339", "2022-09-01T02:20:00+02:00", "2022-09-01T00:20:00.000000Z"},
        Row{"unix_seconds", "1577836800", "2020-01-01T00:00:00.000000Z"},
        Row{"unix_milliseconds", "1577836800001", "2020-01-01T00:00:00.001000Z"},
        Row{"steps_of_hours", "1", "2020-01-01T01:00:00.000000Z"},
        Row{"steps_of_days", "0", "2020-01-01T00:00:00.000000Z"}}) {
    CAPTURE(std::string(row.text));
    CHECK(read(row.format, row.text) == row.expected);
  }
  CHECK(read("YYYY-MM-DD hh:mm", "2024-01-01 00:30", Timestamp::kHour) ==
        "2023-12-31T23:30:00.000000Z");
}

TEST_CASE("times of histories: days and hours that there are not") {
  for (const char* text :
       {"", "2023-02-29 00:00:00", "2023-13-01 00:00:00", "2023-00-10 00:00:00",
        "2023-01-01 24:00:00", "2023-01-01 00:60:00", "2023-01-01 00:00:60", "2023-1-1 00:00:00",
        "2023-01-01 00:00:00 ", "2023-01-01", "1969-12-31 23:59:59", "2101-01-01 00:00:00",
        "0000-01-01 00:00:00", "-023-01-01 00:00:00"}) {
    CAPTURE(std::string(text));
    CHECK(read("YYYY-MM-DD hh:mm:ss", text).empty());
  }
  for (const char* text : {"", "-1", "1.5", "99999999999999999999", "9999999999999999", "1e3"}) {
    CAPTURE(std::string(text));
    CHECK(read("steps_of_days", text).empty());
    CHECK(read("unix_milliseconds", text).empty());
  }
}

TEST_CASE("times of histories: a format without a day, or with a part twice, is refused") {
  for (const char* text : {"", "hh:mm", "YYYY-MM", "YYYY-MM-DD YY", "YYYY-MM-DD DD", "unix"}) {
    CAPTURE(std::string(text));
    CHECK_FALSE(TimeFormat::parse(text));
  }
}

}  // namespace
}  // namespace financescr::datagen::histories
