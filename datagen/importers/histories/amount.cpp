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

std::optional<Decimal> read_decimal(std::string_view text, AmountMarks marks) {
  Decimal decimal;
  bool has_digit = false;
  bool after_point = false;
  while (!text.empty()) {
    const char c = text.front();
    if (is_digit(c)) {
      has_digit = true;
      if (c != '0' || !decimal.digits.empty()) {
        decimal.digits += c;
        if (!after_point) ++decimal.point;
      } else if (after_point) {
        --decimal.point;
      }
    } else if (c == marks.decimal && !after_point) {
      after_point = true;
    } else if (marks.thousands == '\0' || c != marks.thousands || after_point || !has_digit) {
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
