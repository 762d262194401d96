// TimeFormat: how a history writes its times.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/result.hpp"
#include "engine/core/timestamp.hpp"

namespace financescr::datagen::histories {

class TimeFormat {
 public:
  // "YYYY-MM-DD hh:mm:ss", "DD.MM.YY" and so on: YYYY, YY (2000 to 2099), MM, DD, hh, mm, ss stand
  // for so many digits, a lower-case f at the end for a fraction of a second that may be missing,
  // and everything else for itself. Or one of: rfc3339, unix_seconds, unix_milliseconds,
  // steps_of_hours, steps_of_days (from kFirstStep).
  // Errors: kInvalid (a part twice, or no year, month or day).
  [[nodiscard]] static Result<TimeFormat> parse(std::string_view text);

  // `ahead_us`: of UTC, where the text does not say it.
  // Returns: nothing if it is not such a time, or a day or hour that there is not, or not of the
  // years that monitoring takes.
  [[nodiscard]] std::optional<Timestamp> read(std::string_view text,
                                              std::int64_t ahead_us = 0) const;

 private:
  enum class Part : std::uint8_t {
    kYear,
    kShortYear,
    kMonth,
    kDay,
    kHour,
    kMinute,
    kSecond,
    kFraction,
    kText,
  };
  struct Piece {
    Part part = Part::kText;
    char sign = '\0';  // of kText
  };

  [[nodiscard]] std::optional<std::int64_t> read_pieces(std::string_view text) const;

  std::vector<Piece> pieces_;     // empty: ...
  bool is_rfc3339_ = false;       // ... this
  std::int64_t us_per_unit_ = 0;  // ... or a number of these
  std::int64_t first_us_ = 0;     // ... since then
};

}  // namespace financescr::datagen::histories
