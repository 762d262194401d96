#include "datagen/importers/listed_date.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <tuple>

#include "datagen/importers/text_scan.hpp"
#include "engine/core/date.hpp"

namespace financescr::datagen {
namespace {

constexpr std::array<std::string_view, 12> kMonths = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};

std::optional<int> number_of(std::string_view text, std::size_t least, std::size_t most) {
  if (text.size() < least || text.size() > most) return std::nullopt;
  int value = 0;
  for (const char c : text) {
    if (!is_digit(c)) return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

std::optional<int> month_of(std::string_view text) {
  if (!text.empty() && text.back() == '.') text.remove_suffix(1);
  for (std::size_t i = 0; i < kMonths.size(); ++i) {
    if (equal_ignoring_case(text, kMonths[i]) || equal_ignoring_case(text, kMonths[i].substr(0, 3)))
      return static_cast<int>(i) + 1;
  }
  return std::nullopt;
}

// Takes the first word off `text`.
std::string_view take_word(std::string_view& text) {
  text = trim(text);
  const std::string_view word = text.substr(0, text.find(' '));
  text = trim(text.substr(word.size()));
  return word;
}

// "10 Dec 1948", "Dec 1948" or "1948".
std::optional<PartialDate> parse_point(std::string_view text) {
  std::string_view word = take_word(text);
  std::optional<int> day;
  std::optional<int> month;
  if (const auto number = number_of(word, 1, 2)) {
    day = number;
    word = take_word(text);
  }
  if ((month = month_of(word))) word = take_word(text);
  const auto year = number_of(word, 4, 4);
  if (!text.empty() || !year || day == 0) return std::nullopt;
  return date_from_numbers(*year, month.value_or(0), day.value_or(0));
}

bool take_circa(std::string_view& text) {
  text = trim(text);
  for (const std::string_view word : {"circa ", "approximately ", "approx. ", "c. "}) {
    if (!starts_with_ignoring_case(text, word)) continue;
    text = trim(text.substr(word.size()));
    return true;
  }
  return false;
}

}  // namespace

std::optional<PartialDate> parse_listed_date(std::string_view text) {
  bool approximate = take_circa(text);
  std::size_t cut = find_ignoring_case(text, " to ");
  std::size_t rest = cut + 4;
  if (cut == std::string_view::npos) {
    cut = text.find('-');
    rest = cut + 1;
  }
  std::optional<PartialDate> date;
  if (cut == std::string_view::npos) {
    date = parse_point(text);
  } else {
    std::string_view second = text.substr(rest);
    approximate = take_circa(second) || approximate;
    const auto first = parse_point(text.substr(0, cut));
    const auto last = parse_point(second);
    if (!first || !last) return std::nullopt;
    date = date_between(*first, *last);
  }
  if (date && approximate && !date->is_range()) date->approximate = 1;
  return date;
}

std::optional<PartialDate> date_between(const PartialDate& first, const PartialDate& last) {
  const auto order = [](const PartialDate& d) { return std::tuple(d.first_year, d.month, d.day); };
  if (first.first_year > last.first_year) return std::nullopt;
  PartialDate joined;
  joined.first_year = first.first_year;
  joined.last_year = last.first_year;
  if (joined.is_range()) return joined;
  const bool comparable = first.month != 0 && last.month != 0;
  if (!comparable) return joined;
  const bool days_known = first.day != 0 && last.day != 0;
  if (first.month > last.month || (days_known && order(first) > order(last))) return std::nullopt;
  if (first.month == last.month) joined.month = first.month;
  if (first.month == last.month && first.day == last.day) joined.day = first.day;
  return joined;
}

std::optional<PartialDate> date_from_numbers(int year, int month, int day, bool approximate) {
  if (year < 1 || year > 9999 || month < 0 || month > 12 || day < 0) return std::nullopt;
  if (day != 0 && (month == 0 || !Date::from_ymd(year, month, day))) return std::nullopt;
  PartialDate date;
  date.first_year = date.last_year = static_cast<std::int16_t>(year);
  date.month = static_cast<std::uint8_t>(month);
  date.day = static_cast<std::uint8_t>(day);
  date.approximate = approximate ? 1 : 0;
  return date;
}

std::optional<PartialDate> date_from_years(int first, int last) {
  auto date = date_from_numbers(first, 0, 0);
  if (!date || last < first || last > 9999) return std::nullopt;
  date->last_year = static_cast<std::int16_t>(last);
  return date;
}

std::optional<PartialDate> parse_day_first(std::string_view text) {
  text = trim(text);
  const std::size_t first = text.find('/');
  const std::size_t second = text.find('/', first == std::string_view::npos ? first : first + 1);
  if (second == std::string_view::npos) return std::nullopt;
  const auto day = number_of(text.substr(0, first), 1, 2);
  const auto month = number_of(text.substr(first + 1, second - first - 1), 1, 2);
  const auto year = number_of(text.substr(second + 1), 4, 4);
  if (!day || !month || !year) return std::nullopt;
  return date_from_numbers(*year, *month, *day);
}

std::optional<PartialDate> parse_year_first(std::string_view text) {
  text = trim(text);
  const auto year = number_of(text.substr(0, 4), 4, 4);
  const auto month = text.size() >= 7 && text[4] == '-' ? number_of(text.substr(5, 2), 2, 2)
                                                        : std::optional<int>(0);
  const auto day = text.size() >= 10 && text[7] == '-' ? number_of(text.substr(8, 2), 2, 2)
                                                       : std::optional<int>(0);
  if (text.size() > 4 && text.find(' ') == std::string_view::npos) {
    if (const auto unpadded = PartialDate::parse(text)) return unpadded;  // "1965-4-3"
  }
  const bool year_first = text.size() == 4 || text.size() == 7 || text.size() == 10;
  if (!year_first || !year || !month || !day) return parse_listed_date(text);
  if ((text.size() >= 7 && *month == 0) || (text.size() == 10 && *day == 0)) return std::nullopt;
  return date_from_numbers(*year, *month, *day);
}

std::optional<int> parse_whole_number(std::string_view text) { return number_of(text, 1, 9); }

std::string_view precision_of(const PartialDate& date) {
  if (date.is_range()) return "range";
  if (date.approximate != 0) return "approximate";
  if (date.is_full()) return "day";
  return date.month != 0 ? "month" : "year";
}

}  // namespace financescr::datagen
