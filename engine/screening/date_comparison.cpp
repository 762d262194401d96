#include "engine/screening/date_comparison.hpp"

#include <algorithm>
#include <array>

namespace financescr::screening {
namespace {

constexpr Micro kOneDigit{300'000};
constexpr Micro kSameYear{500'000};
constexpr Micro kNeighbouringYear{700'000};
constexpr Micro kWithinRange{500'000};
constexpr int kApproximateYears = 2;
constexpr int kNeighbouringYears = 1;

DateComparison none() { return {kMicroZero, kMicroZero, kMicroZero, kMicroZero, kMicroZero}; }

struct Years {
  int first;
  int last;
};

Years years_of(const PartialDate& date) {
  const int slack = date.approximate != 0 ? kApproximateYears : 0;
  return {date.first_year - slack, date.last_year + slack};
}

int as_number(const PartialDate& date) {
  return (date.first_year * 100 + date.month) * 100 + date.day;
}

// Requires: both are full dates.
bool is_one_digit_off(const PartialDate& a, const PartialDate& b) {
  int differing = 0;
  for (int x = as_number(a), y = as_number(b); x != y; x /= 10, y /= 10) {
    differing += x % 10 != y % 10 ? 1 : 0;
  }
  return differing == 1;
}

// Lists write 1 January where only the year is known.
bool is_new_year(const PartialDate& date) { return date.month == 1 && date.day == 1; }

DateComparison compare_full(const PartialDate& a, const PartialDate& b) {
  DateComparison result = none();
  const bool same_year = a.first_year == b.first_year;
  if (same_year) result.year_match = kMicroOne;
  if (a == b) {
    result.exact = kMicroOne;
  } else if (same_year && a.month == b.day && a.day == b.month) {
    result.day_month_swap = kMicroOne;
  } else if (same_year && (is_new_year(a) || is_new_year(b))) {
    result.partial = kMicroOne;
  } else if (is_one_digit_off(a, b)) {
    result.conflict = kOneDigit;
  } else if (same_year) {
    result.conflict = kSameYear;
  } else if (std::abs(a.first_year - b.first_year) <= kNeighbouringYears) {
    result.conflict = kNeighbouringYear;
  } else {
    result.conflict = kMicroOne;
  }
  return result;
}

DateComparison compare_partial(const PartialDate& a, const PartialDate& b) {
  DateComparison result = none();
  const Years x = years_of(a);
  const Years y = years_of(b);
  const int apart = std::max(x.first - y.last, y.first - x.last);
  if (apart > 0) {
    result.conflict = apart <= kNeighbouringYears ? kNeighbouringYear : kMicroOne;
    return result;
  }
  const bool vague = a.is_range() || b.is_range() || a.approximate != 0 || b.approximate != 0;
  if (vague) {
    if (a.first_year == b.first_year && !a.is_range() && !b.is_range()) {
      result.year_match = kMicroOne;
    }
    result.partial = kWithinRange;
    return result;
  }
  result.year_match = kMicroOne;
  const bool months_differ = a.month != 0 && b.month != 0 && a.month != b.month;
  if (months_differ && !is_new_year(a) && !is_new_year(b)) {
    result.conflict = kSameYear;
  } else {
    result.partial = kMicroOne;
  }
  return result;
}

// Larger is better.
std::array<std::int64_t, 4> rank(const DateComparison& c) {
  return {c.exact.value, c.day_month_swap.value, -c.conflict.value, c.partial.value};
}

}  // namespace

DateComparison compare_dates(const std::optional<PartialDate>& subject,
                             std::span<const PartialDate> listed, std::optional<Date> as_of) {
  DateComparison best;
  if (!subject) return best;
  bool first = true;
  for (const PartialDate& date : listed) {
    if (birth_fault(date, BirthSource::kList, as_of)) continue;
    const bool full =
        subject->is_full() && date.is_full() && subject->approximate == 0 && date.approximate == 0;
    const DateComparison comparison =
        full ? compare_full(*subject, date) : compare_partial(*subject, date);
    if (first || rank(comparison) > rank(best)) best = comparison;
    first = false;
  }
  return best;
}

DateComparison full_conflict() {
  DateComparison result = none();
  result.conflict = kMicroOne;
  return result;
}

}  // namespace financescr::screening
