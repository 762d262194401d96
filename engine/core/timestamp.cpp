#include "engine/core/timestamp.hpp"

namespace financescr {
namespace {

constexpr std::int64_t kMinute = 60 * Timestamp::kSecond;
constexpr std::int64_t kHour = 60 * kMinute;

// Reads exactly `count` digits from the front.
std::optional<std::int64_t> take_digits(std::string_view& text, std::size_t count) {
  if (text.size() < count) return std::nullopt;
  std::int64_t value = 0;
  for (std::size_t i = 0; i < count; ++i) {
    if (text[i] < '0' || text[i] > '9') return std::nullopt;
    value = value * 10 + (text[i] - '0');
  }
  text.remove_prefix(count);
  return value;
}

bool take(std::string_view& text, char c) {
  if (text.empty() || text.front() != c) return false;
  text.remove_prefix(1);
  return true;
}

// "HH:MM" to microseconds.
std::optional<std::int64_t> take_hour_and_minute(std::string_view& text) {
  const auto hour = take_digits(text, 2);
  if (!hour || *hour > 23 || !take(text, ':')) return std::nullopt;
  const auto minute = take_digits(text, 2);
  if (!minute || *minute > 59) return std::nullopt;
  return *hour * kHour + *minute * kMinute;
}

// ".123" to 123000; nothing of the sort is 0.
std::optional<std::int64_t> take_fraction(std::string_view& text) {
  if (!take(text, '.')) return 0;
  std::int64_t fraction = 0;
  std::int64_t unit = Timestamp::kSecond;
  while (!text.empty() && text.front() >= '0' && text.front() <= '9') {
    unit /= 10;
    if (unit == 0) return std::nullopt;
    fraction += (text.front() - '0') * unit;
    text.remove_prefix(1);
  }
  if (unit == Timestamp::kSecond) return std::nullopt;
  return fraction;
}

// "Z" or "+01:00" to the microseconds local time is ahead.
std::optional<std::int64_t> take_offset(std::string_view& text) {
  if (take(text, 'Z')) return 0;
  const bool behind = !text.empty() && text.front() == '-';
  if (!take(text, '+') && !take(text, '-')) return std::nullopt;
  const auto offset = take_hour_and_minute(text);
  if (!offset) return std::nullopt;
  return behind ? -*offset : *offset;
}

void append_digits(std::string& out, std::int64_t value, int count) {
  std::string digits = std::to_string(value);
  out.append(static_cast<std::size_t>(count) - digits.size(), '0');
  out += digits;
}

}  // namespace

std::optional<Timestamp> Timestamp::parse(std::string_view text) {
  const auto day = Date::parse(text.substr(0, 10));
  if (!day) return std::nullopt;
  text.remove_prefix(10);
  if (!take(text, 'T') && !take(text, ' ')) return std::nullopt;
  const auto clock = take_hour_and_minute(text);
  if (!clock || !take(text, ':')) return std::nullopt;
  const auto second = take_digits(text, 2);
  if (!second || *second > 59) return std::nullopt;
  const auto fraction = take_fraction(text);
  if (!fraction) return std::nullopt;
  const auto offset = take_offset(text);
  if (!offset || !text.empty()) return std::nullopt;
  const Timestamp instant{day->to_days() * kDay + *clock + *second * kSecond + *fraction - *offset};
  static const Timestamp kFirst{Date{1, 1, 1}.to_days() * kDay};
  static const Timestamp kLast{(Date{9999, 12, 31}.to_days() + 1) * kDay - 1};
  if (instant < kFirst || instant > kLast) return std::nullopt;
  return instant;
}

Date Timestamp::date() const {
  const std::int64_t days = us >= 0 ? us / kDay : -((-us + kDay - 1) / kDay);
  return Date::from_days(static_cast<std::int32_t>(days));
}

std::string Timestamp::to_string() const {
  const Date day = date();
  const std::int64_t rest = us - day.to_days() * kDay;
  std::string text = day.to_string();
  text.push_back('T');
  append_digits(text, rest / kHour, 2);
  text.push_back(':');
  append_digits(text, rest / kMinute % 60, 2);
  text.push_back(':');
  append_digits(text, rest / kSecond % 60, 2);
  text.push_back('.');
  append_digits(text, rest % kSecond, 6);
  text.push_back('Z');
  return text;
}

}  // namespace financescr
