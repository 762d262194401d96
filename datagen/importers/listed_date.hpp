// Dates of birth as lists phrase them → PartialDate, without inventing what is not said.
//
//   "10 Dec 1948", "10 December 1948"       1948-12-10
//   "Dec 1948"                              1948-12
//   "1948"                                  1948
//   "circa 1961", "approximately 1961"      1961~      (also before a day or a month)
//   "1958 to 1963", "circa 1979-1982"       1958/1963, 1979/1982
//   "01 Jan 1947 to 01 Jan 1949"            1947/1949  (a range is of whole years)
//   "01 Jan 1973 to 31 Dec 1973"            1973       (what both ends agree on)
//   "Mar 1962 to Feb 1963"                  1962/1963
#pragma once

#include <optional>
#include <string_view>

#include "engine/core/partial_date.hpp"

namespace financescr::datagen {

// Returns: the date, or nothing if the text is in no form above, no such day exists, or a range
// runs backwards. English month names, full or three letters, any case; blanks around are ignored.
// A full stop after a short month ("Nov. 1973") is ignored.
[[nodiscard]] std::optional<PartialDate> parse_listed_date(std::string_view text);

// A date by its numbers, 0 for what is not known: (1980, 0, 0) is the year.
// Returns: nothing if the year is not 1 to 9999, a day has no month, or no such day exists.
[[nodiscard]] std::optional<PartialDate> date_from_numbers(int year, int month, int day,
                                                           bool approximate = false);

// Some year of these, both ends included. Returns: nothing if it runs backwards.
[[nodiscard]] std::optional<PartialDate> date_from_years(int first, int last);

// What the two ends of a period agree on, or their years: 1 to 31 March 1973 is 1973-03.
// Returns: nothing if it runs backwards.
[[nodiscard]] std::optional<PartialDate> date_between(const PartialDate& first,
                                                      const PartialDate& last);

// Day, month and year as numbers, "21/02/1924" or "00/00/1980": zeros are what is not known.
[[nodiscard]] std::optional<PartialDate> parse_day_first(std::string_view text);

// Year first, "1924-02-21", "1924-02" or "1924", and else any form of parse_listed_date.
[[nodiscard]] std::optional<PartialDate> parse_year_first(std::string_view text);

// Digits only. Returns: nothing for other text and for more than nine digits.
[[nodiscard]] std::optional<int> parse_whole_number(std::string_view text);

// How much a date says: "day", "month", "year", "range" or "approximate".
[[nodiscard]] std::string_view precision_of(const PartialDate& date);

}  // namespace financescr::datagen
