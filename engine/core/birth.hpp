// Dates of birth that nobody has: what systems and forms write where the date is not known, and
// dates that lie outside a human life. They count as missing, never as a contradiction.
//
// In: a date as it is written, and the day of the decision. Out: why it is no date of birth.
// Never: a clock.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "engine/core/date.hpp"
#include "engine/core/partial_date.hpp"

namespace financescr {

enum class BirthFault : std::uint8_t {
  kPlaceholder,  // in the table of birth.cpp, or its year is one digit four times
  kAfterAsOf,    // all of it lies after the day of the decision
  kTooLongAgo,   // all of it lies more than kMaxAgeYears before that day
};

// Where a date comes from. The zero of Unix time stands for "not known" in the data of customers;
// on lists it is a year that was turned into a day, as every other 1 January.
enum class BirthSource : std::uint8_t { kSubject, kList };

// What databases write where a date is missing; no date of any calendar.
inline constexpr std::string_view kZeroDate = "0000-00-00";

inline constexpr int kMaxAgeYears = 120;
// Without a day of decision, births before this one count as too long ago, and none as too late.
inline constexpr Date kEarliestBirth{1900, 1, 1};

// Returns: nothing if somebody may be born then. Of a range or an approximate date it is enough
// that some day of it may be.
[[nodiscard]] std::optional<BirthFault> birth_fault(const PartialDate& date, BirthSource source,
                                                    std::optional<Date> as_of);

// Why a text is no date of birth: for the error at its field.
[[nodiscard]] std::string_view birth_text_fault(std::string_view text);

}  // namespace financescr
