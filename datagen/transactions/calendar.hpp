// The days of a stream of transactions: day 0 is 1 January 2025, times are UTC. Days are drawn in
// slices, so that only a few of them are in memory.
#pragma once

#include <cstdint>

#include "datagen/transactions/stream_random.hpp"
#include "engine/core/date.hpp"
#include "engine/core/timestamp.hpp"

namespace financescr::datagen {

inline constexpr Date kFirstDate{2025, 1, 1};
inline constexpr std::int64_t kSliceDays = 5;

[[nodiscard]] inline Date date_of(std::int64_t day) {
  return Date::from_days(kFirstDate.to_days() + static_cast<std::int32_t>(day));
}
// The midnight that the day begins with.
[[nodiscard]] inline std::int64_t start_of_day(std::int64_t day) {
  return (kFirstDate.to_days() + day) * Timestamp::kDay;
}

// A second of the day between two hours, more often in the middle of them.
[[nodiscard]] inline std::int64_t draw_time(StreamRandom& rng, std::int64_t day,
                                            std::int64_t from_hour, std::int64_t to_hour) {
  const std::int64_t half_s = (to_hour - from_hour) * 1'800;
  const std::int64_t first_s = rng.randint(0, half_s);
  const std::int64_t second_s = rng.randint(0, half_s - 1);
  return start_of_day(day) + from_hour * Timestamp::kHour +
         (first_s + second_s) * Timestamp::kSecond;
}

// The same by the clocks of a place `ahead_h` hours ahead of UTC. An hour that is still of the day
// before in UTC is taken of the next night, so that nothing lies before the day.
[[nodiscard]] inline std::int64_t draw_local_time(StreamRandom& rng, std::int64_t day,
                                                  std::int64_t from_hour, std::int64_t to_hour,
                                                  std::int64_t ahead_h) {
  const std::int64_t at_us = draw_time(rng, day, from_hour, to_hour) - ahead_h * Timestamp::kHour;
  return at_us < start_of_day(day) ? at_us + Timestamp::kDay : at_us;
}

// "2025-01-01T08:30:00Z": events have whole seconds.
[[nodiscard]] inline std::string time_text(std::int64_t at_us) {
  constexpr std::size_t kUpToSeconds = 19;
  return Timestamp{at_us}.to_string().substr(0, kUpToSeconds) + 'Z';
}

}  // namespace financescr::datagen
