#include "engine/core/birth.hpp"

#include <doctest/doctest.h>

#include <string>

namespace financescr {
namespace {

constexpr Date kDay{2026, 5, 17};

std::string fault_of(const char* text, BirthSource source, std::optional<Date> as_of) {
  const auto date = PartialDate::parse(text);
  REQUIRE(date);
  const auto fault = birth_fault(*date, source, as_of);
  if (!fault) return "";
  switch (*fault) {
    case BirthFault::kPlaceholder:
      return "placeholder";
    case BirthFault::kAfterAsOf:
      return "after";
    case BirthFault::kTooLongAgo:
      return "long ago";
  }
  return "?";
}

struct Row {
  const char* text;
  const char* with_day;     // for kDay
  const char* without_day;  // for a decision without a day
};

constexpr Row kRows[] = {
    // What systems and forms write where nothing is known.
    {"0001-01-01", "long ago", "long ago"},
    {"1111-11-11", "placeholder", "placeholder"},
    {"2222-02-02", "placeholder", "placeholder"},
    {"9999-12-31", "placeholder", "placeholder"},
    {"9999", "placeholder", "placeholder"},
    {"2999-12-31", "placeholder", "placeholder"},
    {"1753-01-01", "placeholder", "placeholder"},
    {"1753-06-02", "long ago", "long ago"},
    {"1753", "long ago", "long ago"},
    {"1858-11-17", "placeholder", "placeholder"},
    {"1899-12-30", "placeholder", "placeholder"},
    {"1899-12-31", "placeholder", "placeholder"},
    {"1900-01-01", "placeholder", "placeholder"},
    {"1900-01", "placeholder", "placeholder"},
    {"1900", "placeholder", "placeholder"},
    {"1901-12-13", "placeholder", "placeholder"},
    {"1904-01-01", "placeholder", "placeholder"},
    {"2079-06-06", "placeholder", "placeholder"},
    // A life is 120 years at most.
    {"1906-05-16", "long ago", ""},
    {"1906-05-17", "", ""},
    {"1906-05", "", ""},
    {"1906-04", "long ago", ""},
    {"1906", "", ""},
    {"1905", "long ago", ""},
    {"1905~", "", ""},
    {"1903~", "long ago", ""},
    {"1880/1905", "long ago", ""},
    {"1880/1906", "", ""},
    {"1880/1899", "long ago", "long ago"},
    {"1899-11-02", "long ago", "long ago"},
    {"1901-03-04", "long ago", ""},
    // Nobody is born after the day of the decision.
    {"2026-05-17", "", ""},
    {"2026-05-18", "after", ""},
    {"2026-05", "", ""},
    {"2026-06", "after", ""},
    {"2026", "", ""},
    {"2027", "after", ""},
    {"2027~", "", ""},
    {"2020/2030", "", ""},
    {"2027/2030", "after", ""},
    // Real days, the first of January among them.
    {"1961-03-07", "", ""},
    {"1959-01-01", "", ""},
    {"1980-01-01", "", ""},
    {"2000-01-01", "", ""},
    {"1970-01-02", "", ""},
    {"1970-01", "", ""},
    {"1970", "", ""},
    {"1911-11-11", "", ""},
    {"1922-02-22", "", ""},
    {"1999-12-31", "", ""},
};

TEST_CASE("birth: placeholders and dates outside a life are no dates of birth") {
  for (const Row& row : kRows) {
    CAPTURE(std::string(row.text));
    CHECK(fault_of(row.text, BirthSource::kSubject, kDay) == row.with_day);
    CHECK(fault_of(row.text, BirthSource::kSubject, std::nullopt) == row.without_day);
    CHECK(fault_of(row.text, BirthSource::kList, kDay) == row.with_day);
    CHECK(fault_of(row.text, BirthSource::kList, std::nullopt) == row.without_day);
  }
}

TEST_CASE("birth: the zero of Unix time is a placeholder of customers' data, not of lists") {
  CHECK(fault_of("1970-01-01", BirthSource::kSubject, kDay) == "placeholder");
  CHECK(fault_of("1970-01-01", BirthSource::kList, kDay).empty());
}

TEST_CASE("birth: the error at a text says how to write it") {
  for (const char* text : {"03/04/1965", "3.4.1965", "13/01/1967", "04-03-65"}) {
    CAPTURE(std::string(text));
    CHECK(birth_text_fault(text) ==
          "can be read in more than one way; write the year first: YYYY-MM-DD");
  }
  for (const char* text : {"", "soon", "1961-02-29", "03/1965", "19650403", "03/04/1965 or so"}) {
    CAPTURE(std::string(text));
    CHECK(birth_text_fault(text) == "must be a date of birth: YYYY-MM-DD, YYYY-MM or YYYY");
  }
}

}  // namespace
}  // namespace financescr
