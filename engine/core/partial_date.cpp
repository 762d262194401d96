#include "engine/core/partial_date.hpp"

namespace financescr {
namespace {

std::optional<int> read_number(std::string_view text, std::size_t digits) {
  if (text.size() != digits) return std::nullopt;
  int value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

// One or two digits.
std::optional<int> read_short_number(std::string_view text) {
  return text.size() == 1 ? read_number(text, 1) : read_number(text, 2);
}

// What follows the year: "-03", "-3", "-03-07", "-3-7", "/3/7", ".03.07". A month alone stands
// behind a hyphen only: "1961/63" may be two years.
bool read_month_and_day(std::string_view text, PartialDate& date) {
  const char separator = text.front();
  if (separator != '-' && separator != '/' && separator != '.') return false;
  text.remove_prefix(1);
  const std::size_t cut = text.find(separator);
  const auto month = read_short_number(text.substr(0, cut));
  if (!month || *month < 1 || *month > 12) return false;
  date.month = static_cast<std::uint8_t>(*month);
  if (cut == std::string_view::npos) return separator == '-';
  const auto day = read_short_number(text.substr(cut + 1));
  if (!day || !Date::from_ymd(date.first_year, *month, *day)) return false;
  date.day = static_cast<std::uint8_t>(*day);
  return true;
}

std::optional<PartialDate> parse_range(std::string_view text) {
  const auto first = read_number(text.substr(0, 4), 4);
  const auto last = read_number(text.substr(5), 4);
  if (!first || !last || *first < 1 || *last < *first) return std::nullopt;
  PartialDate date;
  date.first_year = static_cast<std::int16_t>(*first);
  date.last_year = static_cast<std::int16_t>(*last);
  return date;
}

}  // namespace

std::optional<PartialDate> PartialDate::parse(std::string_view text) {
  if (text.size() == 9 && text[4] == '/' && text.find('/', 5) == std::string_view::npos) {
    return parse_range(text);
  }
  PartialDate date;
  if (!text.empty() && text.back() == '~') {
    date.approximate = 1;
    text.remove_suffix(1);
  }
  const auto year = read_number(text.substr(0, 4), 4);
  if (!year || *year < 1) return std::nullopt;
  date.first_year = date.last_year = static_cast<std::int16_t>(*year);
  if (text.size() == 4) return date;
  if (!read_month_and_day(text.substr(4), date)) return std::nullopt;
  return date;
}

PartialDate PartialDate::from_date(Date date) {
  PartialDate partial;
  partial.first_year = partial.last_year = date.year;
  partial.month = date.month;
  partial.day = date.day;
  return partial;
}

std::string PartialDate::to_string() const {
  const std::string first = Date{first_year, 1, 1}.to_string().substr(0, 4);
  if (is_range()) return first + "/" + Date{last_year, 1, 1}.to_string().substr(0, 4);
  std::string text = first;
  if (month != 0 && day != 0) {
    text = Date{first_year, month, day}.to_string();
  } else if (month != 0) {
    text = Date{first_year, month, 1}.to_string().substr(0, 7);
  }
  if (approximate != 0) text += '~';
  return text;
}

}  // namespace financescr
