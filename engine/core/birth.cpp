#include "engine/core/birth.hpp"

#include <algorithm>
#include <iterator>
#include <tuple>

namespace financescr {
namespace {

struct Placeholder {
  std::int16_t year;
  std::uint8_t month;  // 0 with the day: the year alone
  std::uint8_t day;
  bool on_lists;
};

// First, zero and last days of the calendars of widespread systems. Compiled by hand for this
// project from their public documentation. Sorted.
constexpr Placeholder kPlaceholders[] = {
    {1582, 10, 14, true},  // the day before the Gregorian calendar
    {1582, 10, 15, true},  // its first day: zero of several statistics packages and databases
    {1600, 12, 31, true},  // FILETIME of Windows, west of Greenwich
    {1601, 1, 1, true},    // FILETIME of Windows
    {1753, 1, 1, true},    // the first datetime of SQL Server
    {1800, 1, 1, true},    // the first date of several desktop databases
    {1840, 12, 31, true},  // $HOROLOG of MUMPS, which hospitals and banks run
    {1858, 11, 17, true},  // modified Julian date, VMS
    {1899, 12, 30, true},  // OLE Automation, Delphi, Access
    {1899, 12, 31, true},  // spreadsheets
    {1900, 0, 0, true},    // spreadsheets, smalldatetime of SQL Server, and forms; in any precision
    {1900, 1, 0, true},   {1900, 1, 1, true},
    {1901, 12, 13, true},  // the least of 32-bit Unix time
    {1904, 1, 1, true},    // spreadsheets and files of the Macintosh
    {1970, 1, 1, false},   // zero of Unix time
    {2038, 1, 19, true},   // the greatest of 32-bit Unix time
    {2079, 6, 6, true},    // the last smalldatetime
    {2099, 12, 31, true},  // "for ever"
    {2100, 1, 1, true},   {2199, 12, 31, true},
    {2262, 4, 11, true},  // the greatest of 64-bit nanoseconds
    {2999, 12, 31, true}, {3000, 1, 1, true},
    {9998, 12, 31, true},
};

bool is_placeholder(const PartialDate& date, BirthSource source) {
  if (date.is_range()) return false;
  // Nearly every date ends here: of these years only 1970 is in the table.
  const bool usual = date.first_year > 1904 && date.first_year < 2038 && date.first_year != 1970;
  if (usual) return false;
  constexpr int kRepdigit = 1111;
  if (date.first_year % kRepdigit == 0) return true;
  const auto wanted = std::tuple(date.first_year, date.month, date.day);
  const auto* const found =
      std::lower_bound(std::begin(kPlaceholders), std::end(kPlaceholders), wanted,
                       [](const Placeholder& row, const auto& key) {
                         return std::tuple(row.year, row.month, row.day) < key;
                       });
  if (found == std::end(kPlaceholders)) return false;
  if (std::tuple(found->year, found->month, found->day) != wanted) return false;
  return found->on_lists || source == BirthSource::kSubject;
}

// An approximate year may be off by so much.
constexpr int kApproximateYears = 2;

int first_day(const PartialDate& date) {
  const int slack = date.approximate != 0 ? kApproximateYears : 0;
  const int month = date.month == 0 ? 1 : date.month;
  return ((date.first_year - slack) * 100 + month) * 100 + (date.day == 0 ? 1 : date.day);
}

int last_day(const PartialDate& date) {
  const int slack = date.approximate != 0 ? kApproximateYears : 0;
  const int month = date.month == 0 ? 12 : date.month;
  return ((date.last_year + slack) * 100 + month) * 100 + (date.day == 0 ? 31 : date.day);
}

int as_number(Date day) { return (day.year * 100 + day.month) * 100 + day.day; }

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Day, month and year as numbers, in this order or with the month first.
bool is_year_last(std::string_view text) {
  std::size_t parts = 0;
  std::size_t digits = 0;
  for (const char c : text) {
    if (is_digit(c)) {
      ++digits;
    } else if ((c == '/' || c == '.' || c == '-') && (digits == 1 || digits == 2)) {
      ++parts;
      digits = 0;
    } else {
      return false;
    }
  }
  return parts == 2 && (digits == 2 || digits == 4);
}

}  // namespace

std::optional<BirthFault> birth_fault(const PartialDate& date, BirthSource source,
                                      std::optional<Date> as_of) {
  if (is_placeholder(date, source)) return BirthFault::kPlaceholder;
  if (as_of && first_day(date) > as_number(*as_of)) return BirthFault::kAfterAsOf;
  const int oldest =
      as_of ? as_number(*as_of) - kMaxAgeYears * 100 * 100 : as_number(kEarliestBirth);
  if (last_day(date) < oldest) return BirthFault::kTooLongAgo;
  return std::nullopt;
}

std::string_view birth_text_fault(std::string_view text) {
  return is_year_last(text) ? "can be read in more than one way; write the year first: YYYY-MM-DD"
                            : "must be a date of birth: YYYY-MM-DD, YYYY-MM or YYYY";
}

}  // namespace financescr
