// PartialDate: a date of birth as real lists give it, with what is not known left open.
//
// The text form is a subset of EDTF (ISO 8601-2): "1961-03-07", "1961-03", "1961", "1961~" and
// "1961-03-07~" (approximate), "1958/1963" (some year of the range, both ends included).
// Read as well, and written back in the form above: one digit for a month or a day ("1965-4-3"),
// and "/" or "." between year, month and day ("1965/04/03"). The year comes first in all of them:
// "03/04/1965" is two days and is not read.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/core/date.hpp"

namespace financescr {

struct PartialDate {
  std::int16_t first_year = 1;
  std::int16_t last_year = 1;    // equal to first_year unless it is a range
  std::uint8_t month = 0;        // 0: not known; always 0 in a range
  std::uint8_t day = 0;          // 0: not known; never known without the month
  std::uint8_t approximate = 0;  // 1: "circa"
  std::uint8_t reserved = 0;     // keeps the stored form free of indeterminate bytes

  [[nodiscard]] static std::optional<PartialDate> parse(std::string_view text);
  [[nodiscard]] static PartialDate from_date(Date date);

  [[nodiscard]] bool is_range() const { return first_year != last_year; }
  [[nodiscard]] bool is_full() const { return day != 0; }
  [[nodiscard]] std::string to_string() const;

  constexpr auto operator<=>(const PartialDate&) const = default;
};

static_assert(sizeof(PartialDate) == 8, "stored as is in compiled packs");

}  // namespace financescr
