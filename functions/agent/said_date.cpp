#include "functions/agent/said_date.hpp"

#include <algorithm>
#include <array>

#include "engine/core/partial_date.hpp"
#include "functions/agent/words.hpp"

namespace financescr::agent {
namespace {

constexpr std::array<std::string_view, 12> kMonths = {
    "january|jan",  "february|feb", "march|mar",  "april|apr",          "may",
    "june|jun",     "july|jul",     "august|aug", "september|sept|sep", "october|oct",
    "november|nov", "december|dec"};
constexpr std::size_t kYearDigits = 4;
constexpr int kMonthsOfYear = 12;

bool is_number(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// Requires: at most four digits.
int value_of(std::string_view digits) {
  int value = 0;
  for (const char c : digits) value = value * 10 + (c - '0');
  return value;
}

bool is_year(std::string_view text) { return text.size() == kYearDigits && is_number(text); }
bool is_day_or_month(std::string_view text) { return text.size() <= 2 && is_number(text); }

// 1 to 12; 0 if the word is no month.
int month_of(std::string_view word) {
  const std::string lower =
      lower_case(word.ends_with('.') ? word.substr(0, word.size() - 1) : word);
  for (std::size_t i = 0; i < kMonths.size(); ++i) {
    if (is_one_of(lower, kMonths[i])) return static_cast<int>(i) + 1;
  }
  return 0;
}

// "13", "13th"; 0 if the word is no day.
int day_of(std::string_view word) {
  const std::string lower = lower_case(word);
  std::string_view digits = lower;
  if (digits.size() > 2 && is_one_of(digits.substr(digits.size() - 2), "st|nd|rd|th")) {
    digits.remove_suffix(2);
  }
  return is_day_or_month(digits) ? value_of(digits) : 0;
}

std::string two_digits(int value) {
  return {static_cast<char>('0' + value / 10), static_cast<char>('0' + value % 10)};
}

// Nothing if there is no such day, month or year. Month and day are 0 where they were not said.
DateReading reading(std::string_view year, int month, int day, std::size_t tokens) {
  std::string text(year);
  if (month != 0) text += "-" + two_digits(month);
  if (day != 0) text += "-" + two_digits(day);
  if (!PartialDate::parse(text)) return {};
  return {SaidDate{std::move(text), tokens}, false};
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (std::size_t end = 0; end != std::string_view::npos;) {
    end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end != std::string_view::npos) text.remove_prefix(end + 1);
  }
  return parts;
}

DateReading day_first_or_month_first(const std::vector<std::string_view>& parts, char separator) {
  const int first = value_of(parts[0]);
  const int second = value_of(parts[1]);
  if (separator == '.' || first == second || first > kMonthsOfYear) {
    return reading(parts[2], second, first, 1);
  }
  if (second > kMonthsOfYear) return reading(parts[2], first, second, 1);
  return {std::nullopt, true};
}

// "1967-01-13", "13.01.1967", "1967-01", "1967".
DateReading read_numbers(std::string_view token) {
  if (is_year(token)) return reading(token, 0, 0, 1);
  const std::size_t at = token.find_first_of("-/.");
  if (at == std::string_view::npos) return {};
  const std::vector<std::string_view> parts = split(token, token[at]);
  const bool short_tail = std::all_of(parts.begin() + 1, parts.end(), is_day_or_month);
  if (is_year(parts[0]) && short_tail && parts.size() <= 3) {
    const int month = value_of(parts[1]);
    const int day = parts.size() == 3 ? value_of(parts[2]) : 0;
    return month == 0 || (parts.size() == 3 && day == 0) ? DateReading{}
                                                         : reading(parts[0], month, day, 1);
  }
  const bool year_last = parts.size() == 3 && is_day_or_month(parts[0]) &&
                         is_day_or_month(parts[1]) && is_year(parts[2]);
  if (!year_last || value_of(parts[0]) == 0 || value_of(parts[1]) == 0) return {};
  return day_first_or_month_first(parts, token[at]);
}

}  // namespace

DateReading read_date(const std::vector<std::string_view>& tokens, std::size_t first) {
  const auto token = [&](std::size_t i) {
    return first + i < tokens.size() ? tokens[first + i] : std::string_view();
  };
  if (const DateReading numbers = read_numbers(token(0)); numbers.date || numbers.is_ambiguous) {
    return numbers;
  }
  if (const int day = day_of(token(0)); day != 0) {
    const std::size_t month_at = token(1) == "of" ? 2 : 1;
    const int month = month_of(token(month_at));
    const std::size_t year_at = month_at + (token(month_at + 1) == "," ? 2 : 1);
    if (month == 0 || !is_year(token(year_at))) return {};
    return reading(token(year_at), month, day, year_at + 1);
  }
  const int month = month_of(token(0));
  if (month == 0) return {};
  if (is_year(token(1))) return reading(token(1), month, 0, 2);
  const int day = day_of(token(1));
  const std::size_t year_at = token(2) == "," ? 3 : 2;
  if (day == 0 || !is_year(token(year_at))) return {};
  return reading(token(year_at), month, day, year_at + 1);
}

bool is_full_date(std::string_view token) {
  const DateReading numbers = read_numbers(token);
  return numbers.is_ambiguous || (numbers.date && numbers.date->text.size() == 10);
}

}  // namespace financescr::agent
