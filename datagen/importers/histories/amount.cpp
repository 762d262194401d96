#include "datagen/importers/histories/amount.hpp"

#include <string>

#include "datagen/importers/text_scan.hpp"
#include "engine/monitoring/event.hpp"

namespace financescr::datagen::histories {
namespace {

constexpr int kMaxExponent = 99;

// Digits without leading zeros, and where the point stands in them.
struct Decimal {
  std::string digits;
  int point = 0;  // the value is 0.DIGITS times ten to the power of this
};

// "e-05" from the front; nothing if it is no exponent within +-kMaxExponent.
std::optional<int> take_exponent(std::string_view& text) {
  if (text.empty() || to_lower(text.front()) != 'e') return 0;
  text.remove_prefix(1);
  const bool is_negative = !text.empty() && text.front() == '-';
  if (!text.empty() && (is_negative || text.front() == '+')) text.remove_prefix(1);
  if (text.empty()) return std::nullopt;
  int value = 0;
  while (!text.empty() && is_digit(text.front())) {
    value = value * 10 + (text.front() - '0');
    if (value > kMaxExponent) return std::nullopt;
    text.remove_prefix(1);
  }
  return is_negative ? -value : value;
}

// A no-break space, wide or narrow, from the front.
bool take_no_break_space(std::string_view& text) {
  for (const std::string_view space : {"\xC2\xA0", "\xE2\x80\xAF"}) {
    if (!text.starts_with(space)) continue;
    text.remove_prefix(space.size());
    return true;
  }
  return false;
}

// The mark between thousands from the front; a blank may be one that does not break.
bool take_thousands_mark(std::string_view& text, char mark) {
  if (mark == '\0' || text.empty()) return false;
  if (mark == ' ' && take_no_break_space(text)) return true;
  if (text.front() != mark) return false;
  text.remove_prefix(1);
  return true;
}

// Of one to three digits and groups of three, from the front: the digits alone. Nothing: a group
// has another length.
std::optional<std::string> take_whole_digits(std::string_view& text, char mark) {
  constexpr std::size_t kGroup = 3;
  std::string digits;
  std::size_t in_group = 0;
  bool has_groups = false;
  while (!text.empty()) {
    if (is_digit(text.front())) {
      digits += text.front();
      ++in_group;
      text.remove_prefix(1);
      continue;
    }
    if (digits.empty() || !take_thousands_mark(text, mark)) break;
    if (has_groups ? in_group != kGroup : in_group > kGroup) return std::nullopt;
    has_groups = true;
    in_group = 0;
  }
  if (has_groups && in_group != kGroup) return std::nullopt;
  return digits;
}

std::optional<Decimal> read_decimal(std::string_view text, AmountMarks marks) {
  Decimal decimal;
  bool has_digit = false;
  bool after_point = false;
  const auto whole = take_whole_digits(text, marks.thousands);
  if (!whole) return std::nullopt;
  for (const char digit : *whole) {
    has_digit = true;
    if (digit == '0' && decimal.digits.empty()) continue;
    decimal.digits += digit;
    ++decimal.point;
  }
  while (!text.empty()) {
    const char c = text.front();
    if (is_digit(c) && after_point) {
      has_digit = true;
      if (c != '0' || !decimal.digits.empty()) {
        decimal.digits += c;
      } else {
        --decimal.point;
      }
    } else if (c == marks.decimal && !after_point) {
      after_point = true;
    } else {
      break;
    }
    text.remove_prefix(1);
  }
  const auto exponent = take_exponent(text);
  if (!has_digit || !exponent || !text.empty()) return std::nullopt;
  decimal.point += *exponent + marks.shift;
  return decimal;
}

}  // namespace

ReadAmount read_amount(std::string_view text, Currency currency, AmountMarks marks) {
  ReadAmount amount;
  if (!text.empty() && (text.front() == '-' || text.front() == '+')) {
    amount.is_negative = text.front() == '-';
    text.remove_prefix(1);
  }
  const auto decimal = read_decimal(text, marks);
  if (!decimal) {
    amount.fault = AmountFault::kNoNumber;
    return amount;
  }
  const std::string& digits = decimal->digits;
  const std::int64_t most =
      monitoring::kMaxAmountMajor * (Micro::kScale / monitoring::micro_per_minor(currency));
  // How many of the digits are whole minor units.
  const int whole = decimal->point + monitoring::amount_decimals(currency);
  const auto digit = [&digits](int i) {
    const auto place = static_cast<std::size_t>(i);
    return i >= 0 && place < digits.size() ? digits[place] - '0' : 0;
  };
  for (int i = 0; i < whole && !digits.empty(); ++i) {
    amount.minor = amount.minor * 10 + digit(i);
    if (amount.minor > most) {
      amount.fault = AmountFault::kTooLarge;
      return amount;
    }
  }
  const std::size_t first_cut = whole < 0 ? 0 : static_cast<std::size_t>(whole);
  amount.is_rounded =
      first_cut < digits.size() && digits.find_first_not_of('0', first_cut) != std::string::npos;
  if (digit(whole) >= 5) ++amount.minor;
  if (amount.minor > most) amount.fault = AmountFault::kTooLarge;
  return amount;
}

}  // namespace financescr::datagen::histories
