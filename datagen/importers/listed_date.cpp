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
  if (!text.empty() || !year || *year < 1 || (day && !month)) return std::nullopt;
  if (day) {
    const auto date = Date::from_ymd(*year, *month, *day);
    if (!date) return std::nullopt;
    return PartialDate::from_date(*date);
  }
  PartialDate date;
  date.first_year = date.last_year = static_cast<std::int16_t>(*year);
  if (month) date.month = static_cast<std::uint8_t>(*month);
  return date;
}

// What the two ends of a range agree on; their years where they do not agree.
std::optional<PartialDate> join(const PartialDate& first, const PartialDate& last) {
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
    date = join(*first, *last);
  }
  if (date && approximate && !date->is_range()) date->approximate = 1;
  return date;
}

std::string_view precision_of(const PartialDate& date) {
  if (date.is_range()) return "range";
  if (date.approximate != 0) return "approximate";
  if (date.is_full()) return "day";
  return date.month != 0 ? "month" : "year";
}

}  // namespace financescr::datagen
