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
[[nodiscard]] std::optional<PartialDate> parse_listed_date(std::string_view text);

// How much a date says: "day", "month", "year", "range" or "approximate".
[[nodiscard]] std::string_view precision_of(const PartialDate& date);

}  // namespace financescr::datagen
