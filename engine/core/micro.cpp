#include "engine/core/micro.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <limits>

namespace financescr {
namespace {

constexpr std::int64_t kMax = std::numeric_limits<std::int64_t>::max();

__extension__ using Int128 = __int128;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// A number as digits * 10^exponent. `inexact` says that non-zero digits were dropped.
struct Decimal {
  bool negative = false;
  Int128 digits = 0;
  int exponent = 0;
  bool inexact = false;
};

std::optional<Decimal> read_decimal(std::string_view text) {
  Decimal d;
  std::size_t i = 0;
  if (i < text.size() && text[i] == '-') {
    d.negative = true;
    ++i;
  }
  constexpr Int128 kDigitLimit = static_cast<Int128>(kMax) * 1'000'000;
  bool any = false;
  auto take = [&](bool fraction) {
    for (; i < text.size() && is_digit(text[i]); ++i) {
      any = true;
      if (d.digits < kDigitLimit) {
        d.digits = d.digits * 10 + (text[i] - '0');
        if (fraction) --d.exponent;
      } else {
        if (text[i] != '0') d.inexact = true;
        if (!fraction) ++d.exponent;
      }
    }
  };
  take(false);
  if (!any) return std::nullopt;
  if (i < text.size() && text[i] == '.') {
    ++i;
    const std::size_t before = i;
    take(true);
    if (i == before) return std::nullopt;
  }
  if (i < text.size() && (text[i] == 'e' || text[i] == 'E')) {
    ++i;
    bool negative = false;
    if (i < text.size() && (text[i] == '+' || text[i] == '-')) negative = text[i++] == '-';
    int exponent = 0;
    const std::size_t before = i;
    for (; i < text.size() && is_digit(text[i]); ++i) {
      if (exponent < 100'000) exponent = exponent * 10 + (text[i] - '0');
    }
    if (i == before) return std::nullopt;
    d.exponent += negative ? -exponent : exponent;
  }
  if (i != text.size()) return std::nullopt;
  return d;
}

}  // namespace

Micro Micro::from_double(double x) {
  if (!(x == x)) return {0};
  const double scaled = x * static_cast<double>(kScale);
  if (scaled >= 9.2e18) return {kMax};
  if (scaled <= -9.2e18) return {-kMax};
  return {static_cast<std::int64_t>(std::nearbyint(scaled))};
}

std::optional<Micro> Micro::parse(std::string_view text) {
  const auto decimal = read_decimal(text);
  if (!decimal) return std::nullopt;
  Int128 digits = decimal->digits;
  if (digits == 0) return Micro{0};
  int exponent = decimal->exponent + 6;
  for (; exponent > 0; --exponent) {
    if (digits > kMax) return std::nullopt;
    digits *= 10;
  }
  // Keep one sticky digit below the rounding position so that a long tail is never lost.
  bool sticky = decimal->inexact;
  for (; exponent < -1; ++exponent) {
    if (digits == 0) return Micro{0};
    sticky = sticky || digits % 10 != 0;
    digits /= 10;
  }
  Int128 rounded = digits;
  if (exponent == -1) {
    rounded = digits / 10;
    const Int128 tail = digits % 10;
    const bool up = tail > 5 || (tail == 5 && (sticky || (rounded & 1) != 0));
    if (up) ++rounded;
  }
  if (rounded > kMax) return std::nullopt;
  const auto magnitude = static_cast<std::int64_t>(rounded);
  return Micro{decimal->negative ? -magnitude : magnitude};
}

std::string Micro::to_string() const {
  const bool negative = value < 0;
  const std::uint64_t magnitude = negative ? std::uint64_t{0} - static_cast<std::uint64_t>(value)
                                           : static_cast<std::uint64_t>(value);
  std::array<char, 24> digits{};  // the longest: a sign, 13 digits, the point, 6 digits
  char* end = digits.data();
  if (negative) *end++ = '-';
  end = std::to_chars(end, digits.data() + digits.size(), magnitude / kScale).ptr;
  std::uint64_t fraction = magnitude % kScale;
  if (fraction == 0) return {digits.data(), end};
  *end++ = '.';
  for (std::uint64_t place = kScale / 10; fraction != 0; place /= 10) {
    *end++ = static_cast<char>('0' + fraction / place);
    fraction %= place;
  }
  return {digits.data(), end};
}

Micro multiply(Micro a, Micro b) {
  if (a.value == 0 || b.value == 0) return {0};
  if (a.value == Micro::kScale) return b;
  if (b.value == Micro::kScale) return a;
  // Almost every product fits, and dividing a wide one costs ten times as much.
  std::int64_t product = 0;
  if (!__builtin_mul_overflow(a.value, b.value, &product)) {
    return {divide_half_even(product, Micro::kScale)};
  }
  return {divide_half_even(static_cast<Int128>(a.value) * b.value, Micro::kScale)};
}

}  // namespace financescr
