#include "datagen/importers/histories/time_format.hpp"

#include <array>

#include "datagen/importers/histories/transaction.hpp"
#include "datagen/importers/text_scan.hpp"
#include "engine/core/date.hpp"

namespace financescr::datagen::histories {
namespace {

struct NamedUnit {
  std::string_view name;
  std::int64_t us = 0;
  std::int64_t first_us = 0;
};
constexpr std::array<NamedUnit, 4> kUnits = {{
    {"unix_seconds", Timestamp::kSecond, 0},
    {"unix_milliseconds", Timestamp::kSecond / 1000, 0},
    {"steps_of_hours", Timestamp::kHour, kFirstStep.us},
    {"steps_of_days", Timestamp::kDay, kFirstStep.us},
}};

constexpr std::size_t kMaxFormatBytes = 64;
constexpr std::size_t kMaxUnitDigits = 16;

std::optional<std::int64_t> take_number(std::string_view& text, std::size_t digits) {
  if (text.size() < digits) return std::nullopt;
  std::int64_t value = 0;
  for (std::size_t i = 0; i < digits; ++i) {
    if (!is_digit(text[i])) return std::nullopt;
    value = value * 10 + (text[i] - '0');
  }
  text.remove_prefix(digits);
  return value;
}

// ".123456789" to microseconds; nothing of the sort is 0.
std::int64_t take_fraction_us(std::string_view& text) {
  if (text.size() < 2 || text[0] != '.' || !is_digit(text[1])) return 0;
  text.remove_prefix(1);
  std::int64_t us = 0;
  std::int64_t unit = Timestamp::kSecond;
  while (!text.empty() && is_digit(text.front())) {
    unit /= 10;
    us += (text.front() - '0') * unit;
    text.remove_prefix(1);
  }
  return us;
}

}  // namespace

Result<TimeFormat> TimeFormat::parse(std::string_view text) {
  TimeFormat format;
  if (text == "rfc3339") {
    format.is_rfc3339_ = true;
    return format;
  }
  for (const NamedUnit& unit : kUnits) {
    if (unit.name != text) continue;
    format.us_per_unit_ = unit.us;
    format.first_us_ = unit.first_us;
    return format;
  }
  constexpr std::array<std::pair<std::string_view, Part>, 8> kNames = {{{"YYYY", Part::kYear},
                                                                        {"YY", Part::kShortYear},
                                                                        {"MM", Part::kMonth},
                                                                        {"DD", Part::kDay},
                                                                        {"hh", Part::kHour},
                                                                        {"mm", Part::kMinute},
                                                                        {"ss", Part::kSecond},
                                                                        {"f", Part::kFraction}}};
  std::array<bool, 9> seen{};
  if (text.size() > kMaxFormatBytes) return fail(ErrorCode::kTooLarge, "is longer than 64 bytes");
  while (!text.empty()) {
    Piece piece{Part::kText, text.front()};
    std::size_t size = 1;
    for (const auto& [name, part] : kNames) {
      if (text.substr(0, name.size()) != name) continue;
      if (part == Part::kFraction && text != "f") continue;
      piece.part = part;
      size = name.size();
      break;
    }
    bool& is_seen = seen[static_cast<std::size_t>(piece.part)];
    if (piece.part != Part::kText && is_seen) {
      return fail(ErrorCode::kInvalid, "has " + std::string(text.substr(0, size)) + " twice");
    }
    is_seen = true;
    format.pieces_.push_back(piece);
    text.remove_prefix(size);
  }
  const auto has = [&seen](Part part) { return seen[static_cast<std::size_t>(part)]; };
  if (has(Part::kYear) == has(Part::kShortYear) || !has(Part::kMonth) || !has(Part::kDay)) {
    return fail(ErrorCode::kInvalid,
                "must have YYYY (or YY), MM and DD, such as \"YYYY-MM-DD hh:mm:ss\", or be "
                "rfc3339, unix_seconds, unix_milliseconds, steps_of_hours or steps_of_days");
  }
  return format;
}

std::optional<std::int64_t> TimeFormat::read_pieces(std::string_view text) const {
  std::array<std::int64_t, 9> values{};
  std::int64_t year = 0;
  for (const Piece& piece : pieces_) {
    std::int64_t& value = values[static_cast<std::size_t>(piece.part)];
    if (piece.part == Part::kText) {
      if (text.empty() || text.front() != piece.sign) return std::nullopt;
      text.remove_prefix(1);
    } else if (piece.part == Part::kFraction) {
      value = take_fraction_us(text);
    } else {
      const auto number = take_number(text, piece.part == Part::kYear ? 4 : 2);
      if (!number) return std::nullopt;
      value = *number;
      if (piece.part == Part::kYear) year = value;
      if (piece.part == Part::kShortYear) year = 2000 + value;
    }
  }
  if (!text.empty()) return std::nullopt;
  const auto of = [&values](Part part) { return values[static_cast<std::size_t>(part)]; };
  const auto day = Date::from_ymd(static_cast<int>(year), static_cast<int>(of(Part::kMonth)),
                                  static_cast<int>(of(Part::kDay)));
  if (!day || of(Part::kHour) > 23 || of(Part::kMinute) > 59 || of(Part::kSecond) > 59) {
    return std::nullopt;
  }
  return day->to_days() * Timestamp::kDay + of(Part::kHour) * Timestamp::kHour +
         of(Part::kMinute) * Timestamp::kMinute + of(Part::kSecond) * Timestamp::kSecond +
         of(Part::kFraction);
}

std::optional<Timestamp> TimeFormat::read(std::string_view text, std::int64_t ahead_us) const {
  std::optional<Timestamp> at;
  if (is_rfc3339_) {
    at = Timestamp::parse(text);
  } else if (us_per_unit_ != 0) {
    std::string_view rest = text;
    const auto units = text.empty() || text.size() > kMaxUnitDigits
                           ? std::nullopt
                           : take_number(rest, text.size());
    if (units && *units <= monitoring::Event::kLatest.us / us_per_unit_) {
      at = Timestamp{first_us_ + *units * us_per_unit_};
    }
  } else if (const auto local_us = read_pieces(text)) {
    at = Timestamp{*local_us - ahead_us};
  }
  if (at && (at->us < 0 || *at > monitoring::Event::kLatest)) return std::nullopt;
  return at;
}

}  // namespace financescr::datagen::histories
