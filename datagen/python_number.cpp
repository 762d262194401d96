#include "datagen/python_number.hpp"

namespace financescr::datagen {
namespace {

__extension__ using UInt128 = unsigned __int128;

std::int64_t power_of_ten(int exponent) {
  std::int64_t power = 1;
  for (; exponent > 0; --exponent) power *= 10;
  return power;
}

// value / 2^shift, rounded half to even. Requires: 0 <= shift, value < 2^127.
UInt128 shift_right_half_even(UInt128 value, unsigned shift) {
  if (shift == 0) return value;
  if (shift > 127) return 0;
  const UInt128 half = UInt128{1} << (shift - 1);
  const UInt128 quotient = value >> shift;
  const UInt128 rest = value & ((half << 1U) - 1);
  const bool up = rest > half || (rest == half && (quotient & 1U) != 0);
  return quotient + (up ? 1 : 0);
}

}  // namespace

PythonNumber PythonNumber::round(double x, int decimals) {
  const std::uint64_t bits = __builtin_bit_cast(std::uint64_t, x);
  const bool negative = (bits >> 63U) != 0;
  const auto biased = static_cast<int>((bits >> 52U) & 0x7ffU);
  const std::uint64_t fraction = bits & 0xfffffffffffffULL;
  const std::uint64_t mantissa = biased == 0 ? fraction : fraction | 0x10000000000000ULL;
  // |x| = mantissa * 2^exponent; |x| < 2^53 in the permitted range, so the exponent is <= 0.
  const int exponent = (biased == 0 ? 1 : biased) - 1075;
  const UInt128 scaled = UInt128{mantissa} * static_cast<std::uint64_t>(power_of_ten(decimals));
  const auto magnitude =
      static_cast<std::int64_t>(shift_right_half_even(scaled, static_cast<unsigned>(-exponent)));
  return {negative ? -magnitude : magnitude, decimals};
}

double PythonNumber::to_double() const {
  // Both are integers below 2^53 and so exact; the one rounding is that of the division.
  return static_cast<double>(scaled) / static_cast<double>(power_of_ten(decimals));
}

std::string PythonNumber::to_string() const {
  if (decimals == 0) return std::to_string(scaled);
  const std::int64_t power = power_of_ten(decimals);
  const std::int64_t magnitude = scaled < 0 ? -scaled : scaled;
  std::string digits = std::to_string(magnitude % power);
  digits.insert(0, static_cast<std::size_t>(decimals) - digits.size(), '0');
  while (digits.size() > 1 && digits.back() == '0') digits.pop_back();
  std::string text = scaled < 0 ? "-" : "";
  text += std::to_string(magnitude / power);
  text += '.';
  text += digits;
  return text;
}

}  // namespace financescr::datagen
