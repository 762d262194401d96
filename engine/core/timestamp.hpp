// Timestamp: an instant, UTC, in microseconds; no time zone, no clock.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/core/date.hpp"

namespace financescr {

struct Timestamp {
  std::int64_t us = 0;  // since 1970-01-01T00:00:00Z

  static constexpr std::int64_t kSecond = 1'000'000;
  static constexpr std::int64_t kMinute = 60 * kSecond;
  static constexpr std::int64_t kHour = 60 * kMinute;
  static constexpr std::int64_t kDay = 24 * kHour;

  // RFC 3339: "2026-11-22T02:55:01Z", with up to six digits of a second and "Z" or an offset
  // "+01:00"; a space may stand for the T. Returns nothing if it is not such an instant of the
  // years 1 to 9999.
  [[nodiscard]] static std::optional<Timestamp> parse(std::string_view text);

  // "2026-11-22T02:55:01.000000Z". Requires: within the years 1 to 9999.
  [[nodiscard]] std::string to_string() const;
  [[nodiscard]] Date date() const;

  constexpr auto operator<=>(const Timestamp&) const = default;
};

}  // namespace financescr
