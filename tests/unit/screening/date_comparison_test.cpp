#include "engine/screening/date_comparison.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

namespace financescr::screening {
namespace {

PartialDate date(std::string_view text) {
  const auto parsed = PartialDate::parse(text);
  REQUIRE_MESSAGE(parsed.has_value(), text);
  return *parsed;
}

std::vector<PartialDate> dates(std::string_view texts) {
  std::vector<PartialDate> out;
  while (!texts.empty()) {
    const std::string_view one = texts.substr(0, texts.find(' '));
    texts.remove_prefix(std::min(texts.size(), one.size() + 1));
    out.push_back(date(one));
  }
  return out;
}

// "exact year partial swap conflict".
std::string text_of(const DateComparison& c) {
  return c.exact.to_string() + " " + c.year_match.to_string() + " " + c.partial.to_string() + " " +
         c.day_month_swap.to_string() + " " + c.conflict.to_string();
}

TEST_CASE("two dates of birth: exact, year, partial, swap, conflict") {
  struct Row {
    std::string_view subject, listed, expected;
  };
  for (const Row& row : {
           // Full dates.
           Row{"1961-03-07", "1961-03-07", "1 1 0 0 0"},
           Row{"1961-03-07", "1961-07-03", "0 1 0 1 0"},
           Row{"1961-03-07", "1961-03-08", "0 1 0 0 0.3"},
           Row{"1961-03-07", "1961-03-17", "0 1 0 0 0.3"},
           Row{"1961-03-07", "1971-03-07", "0 0 0 0 0.3"},
           Row{"1961-03-07", "1961-04-09", "0 1 0 0 0.5"},
           Row{"1961-03-07", "1962-04-09", "0 0 0 0 0.7"},
           Row{"1961-03-07", "1960-12-30", "0 0 0 0 0.7"},
           Row{"1961-03-07", "1963-04-09", "0 0 0 0 1"},
           Row{"1961-03-07", "1999-12-31", "0 0 0 0 1"},
           // A swap is one only within the same year.
           Row{"1961-03-07", "1962-07-03", "0 0 0 0 0.7"},
           // 1 January stands for a year.
           Row{"1961-03-07", "1961-01-01", "0 1 1 0 0"},
           Row{"1961-01-01", "1961-12-24", "0 1 1 0 0"},
           Row{"1961-01-01", "1961-01-01", "1 1 0 0 0"},
           Row{"1961-03-07", "1962-01-01", "0 0 0 0 0.7"},
           // Year only, month only.
           Row{"1961-03-07", "1961", "0 1 1 0 0"},
           Row{"1961", "1961-03-07", "0 1 1 0 0"},
           Row{"1961", "1961", "0 1 1 0 0"},
           Row{"1961", "1962", "0 0 0 0 0.7"},
           Row{"1961", "1963", "0 0 0 0 1"},
           Row{"1961-03", "1961-03-07", "0 1 1 0 0"},
           Row{"1961-03", "1961-03", "0 1 1 0 0"},
           Row{"1961-04", "1961-03-07", "0 1 0 0 0.5"},
           Row{"1961-04", "1961-03", "0 1 0 0 0.5"},
           Row{"1961-04", "1961-01-01", "0 1 1 0 0"},
           Row{"1961-04", "1962-04-07", "0 0 0 0 0.7"},
           // About: two years either side.
           Row{"1961-03-07", "1961~", "0 1 0.5 0 0"},
           Row{"1963-03-07", "1961~", "0 0 0.5 0 0"},
           Row{"1964-03-07", "1961~", "0 0 0 0 0.7"},
           Row{"1965-03-07", "1961~", "0 0 0 0 1"},
           Row{"1961-03-07", "1961-03-07~", "0 1 0.5 0 0"},
           Row{"1965~", "1961~", "0 0 0.5 0 0"},
           // A range of years, both ends included.
           Row{"1958-03-07", "1958/1963", "0 0 0.5 0 0"},
           Row{"1963", "1958/1963", "0 0 0.5 0 0"},
           Row{"1964", "1958/1963", "0 0 0 0 0.7"},
           Row{"1966", "1958/1963", "0 0 0 0 1"},
       }) {
    CAPTURE(row.subject);
    CAPTURE(row.listed);
    const auto listed = dates(row.listed);
    CHECK(text_of(compare_dates(date(row.subject), listed, std::nullopt)) == row.expected);
    const auto back = dates(row.subject);
    CHECK(text_of(compare_dates(date(row.listed), back, std::nullopt)) == row.expected);
  }
}

TEST_CASE("of several dates the one that agrees best counts, wherever it stands") {
  struct Row {
    std::string_view subject, listed, expected;
  };
  for (const Row& row : {
           Row{"1961-03-07", "1999-01-02 1961-03-07", "1 1 0 0 0"},
           Row{"1961-03-07", "1961-03-07 1999-01-02", "1 1 0 0 0"},
           Row{"1961-03-07", "1961 1961-03-07", "1 1 0 0 0"},
           Row{"1961-03-07", "1961 1961-07-03", "0 1 0 1 0"},
           Row{"1961-03-07", "1958/1963 1961", "0 1 1 0 0"},
           Row{"1961-03-07", "1961-03-08 1961-04-09", "0 1 0 0 0.3"},
           Row{"1961-03-07", "1970-05-05 1962-05-05", "0 0 0 0 0.7"},
           Row{"1961-03-07", "1958/1963 1961-03-08", "0 0 0.5 0 0"},
       }) {
    CAPTURE(row.listed);
    const auto listed = dates(row.listed);
    CHECK(text_of(compare_dates(date(row.subject), listed, std::nullopt)) == row.expected);
  }
}

TEST_CASE("a date that either side lacks is missing, which is neither agreement nor conflict") {
  const std::string missing = "-1 -1 -1 -1 -1";
  const auto listed = dates("1961-03-07");
  CHECK(text_of(compare_dates(std::nullopt, listed, std::nullopt)) == missing);
  CHECK(text_of(compare_dates(date("1961-03-07"), {}, std::nullopt)) == missing);
  CHECK(text_of(compare_dates(std::nullopt, {}, std::nullopt)) == missing);
  CHECK(text_of(full_conflict()) == "0 0 0 0 1");
}

}  // namespace
}  // namespace financescr::screening
