// Dates as people write them in a message.
//
//   1967-01-13  1967/1/13  1967-01  1967  13.01.1967  13/01/1967
//   13 January 1967  13th of Jan 1967  January 13, 1967  Jan 1967
//
// What can be read in two ways ("03/07/1961") is no date: it is asked about. Dots put the day
// first.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace financescr::agent {

struct SaidDate {
  std::string text;        // as PartialDate writes it: "1967-01-13", "1967-01", "1967"
  std::size_t tokens = 0;  // that it takes
};

struct DateReading {
  std::optional<SaidDate> date;
  bool is_ambiguous = false;  // a date, but not which
};

// The date that begins at `tokens[first]`. Tokens are words without white space; a comma stands by
// itself.
[[nodiscard]] DateReading read_date(const std::vector<std::string_view>& tokens, std::size_t first);

// Whether a single token is a whole date with year, month and day: "1967-01-13".
[[nodiscard]] bool is_full_date(std::string_view token);

}  // namespace financescr::agent
