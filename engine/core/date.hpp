// Date: a day of the proleptic Gregorian calendar, no time zone, no clock.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace financescr {

struct Date {
  std::int16_t year = 1;
  std::uint8_t month = 1;
  std::uint8_t day = 1;

  // "YYYY-MM-DD", years 0001 to 9999. Returns nothing if it is not such a day.
  [[nodiscard]] static std::optional<Date> parse(std::string_view text);
  [[nodiscard]] static std::optional<Date> from_ymd(int year, int month, int day);
  // Days since 1970-01-01. Requires: the day lies in years 1 to 9999.
  [[nodiscard]] static Date from_days(std::int32_t days);

  [[nodiscard]] std::int32_t to_days() const;
  [[nodiscard]] std::string to_string() const;

  constexpr auto operator<=>(const Date&) const = default;
};

[[nodiscard]] int days_in_month(int year, int month);

}  // namespace financescr
