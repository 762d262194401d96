#include "engine/numeric/elementary.hpp"

#include <cmath>
#include <cstdint>
#include <limits>

namespace financescr::numeric {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

// ln 2 in two parts; the first has 41 bits, so its product with any exponent (11 bits) is exact.
constexpr double kLn2High = 0x1.62e42fefa3000p-1;
constexpr double kLn2Low = 0x1.3de6af278ece6p-42;
constexpr double kInverseLn2 = 0x1.71547652b82fep+0;

// pi/2 in four parts; the first three have 33 bits, so their products with k < 2^20 are exact.
constexpr double kHalfPi1 = 0x1.921fb544p+0;
constexpr double kHalfPi2 = 0x1.0b4611a6p-34;
constexpr double kHalfPi3 = 0x1.3198a2ep-69;
constexpr double kHalfPi4 = 0x1.b839a252049c1p-104;
constexpr double kTwoOverPi = 0x1.45f306dc9c883p-1;
constexpr double kMaxAngle = 1e6;

// An unevaluated sum: the value is high + low, |low| <= half an ulp of high.
struct Pair {
  double high;
  double low;
};

// a + b exactly. Requires: |a| >= |b| or a == 0 (Dekker 1971).
Pair fast_two_sum(double a, double b) {
  const double sum = a + b;
  return {sum, b - (sum - a)};
}

// a + b exactly, any order of size (Knuth).
Pair two_sum(double a, double b) {
  const double sum = a + b;
  const double b_part = sum - a;
  const double a_part = sum - b_part;
  return {sum, (a - a_part) + (b - b_part)};
}

// Splits into two halves of 26 bits. Requires: |a| < 2^996.
Pair split(double a) {
  const double scaled = 134217729.0 * a;  // 2^27 + 1 (Veltkamp)
  const double high = scaled - (scaled - a);
  return {high, a - high};
}

// a * b exactly, barring underflow (Dekker).
Pair two_product(double a, double b) {
  const double product = a * b;
  const Pair x = split(a);
  const Pair y = split(b);
  const double error =
      ((x.high * y.high - product) + x.high * y.low + x.low * y.high) + x.low * y.low;
  return {product, error};
}

// 2^exponent. Requires: -1022 <= exponent <= 1023.
double power_of_two(int exponent) {
  return __builtin_bit_cast(double, static_cast<std::uint64_t>(exponent + 1023) << 52U);
}

// a * 2^exponent, in two steps where the power itself, or the result, is not a normal number.
double scale(double a, int exponent) {
  if (exponent > 1023) return a * power_of_two(1023) * power_of_two(exponent - 1023);
  if (exponent < -1021) return a * power_of_two(exponent + 1000) * power_of_two(-1000);
  return a * power_of_two(exponent);
}

// (e^r - 1 - r - r^2/2) / r^3 for |r| <= 0.35: Taylor, the first term left out is r^11/14!.
double exp_tail(double r) {
  double sum = 1.0 / 6227020800.0;
  sum = sum * r + 1.0 / 479001600.0;
  sum = sum * r + 1.0 / 39916800.0;
  sum = sum * r + 1.0 / 3628800.0;
  sum = sum * r + 1.0 / 362880.0;
  sum = sum * r + 1.0 / 40320.0;
  sum = sum * r + 1.0 / 5040.0;
  sum = sum * r + 1.0 / 720.0;
  sum = sum * r + 1.0 / 120.0;
  sum = sum * r + 1.0 / 24.0;
  return sum * r + 1.0 / 6.0;
}

// (2 atanh(s) - 2s) / s^3 as a series in z = s^2 <= 0.0295; the first term left out is 2/23 z^10.
double atanh_tail(double z) {
  double sum = 2.0 / 21.0;
  sum = sum * z + 2.0 / 19.0;
  sum = sum * z + 2.0 / 17.0;
  sum = sum * z + 2.0 / 15.0;
  sum = sum * z + 2.0 / 13.0;
  sum = sum * z + 2.0 / 11.0;
  sum = sum * z + 2.0 / 9.0;
  sum = sum * z + 2.0 / 7.0;
  sum = sum * z + 2.0 / 5.0;
  return sum * z + 2.0 / 3.0;
}

// sin(high + low) for |high| <= pi/4: Taylor, the first term left out is r^19/19!.
double sin_kernel(Pair r) {
  const double z = r.high * r.high;
  double sum = 1.0 / 355687428096000.0;
  sum = sum * z - 1.0 / 1307674368000.0;
  sum = sum * z + 1.0 / 6227020800.0;
  sum = sum * z - 1.0 / 39916800.0;
  sum = sum * z + 1.0 / 362880.0;
  sum = sum * z - 1.0 / 5040.0;
  sum = sum * z + 1.0 / 120.0;
  sum = sum * z - 1.0 / 6.0;
  const double correction = r.low * (1.0 - 0.5 * z);
  return r.high + (r.high * z * sum + correction);
}

// cos(high + low) for |high| <= pi/4: Taylor, the first term left out is r^18/18!.
double cos_kernel(Pair r) {
  const Pair square = two_product(r.high, r.high);
  const double z = square.high;
  double sum = 1.0 / 20922789888000.0;
  sum = sum * z - 1.0 / 87178291200.0;
  sum = sum * z + 1.0 / 479001600.0;
  sum = sum * z - 1.0 / 3628800.0;
  sum = sum * z + 1.0 / 40320.0;
  sum = sum * z - 1.0 / 720.0;
  sum = sum * z + 1.0 / 24.0;
  const Pair head = fast_two_sum(1.0, -0.5 * z);
  const double correction = -0.5 * square.low - r.high * r.low;
  return head.high + (z * z * sum + (head.low + correction));
}

// x minus quadrant * pi/2, |x| <= kMaxAngle, and the quadrant modulo 4.
Pair reduce_angle(double x, unsigned& quadrant) {
  const double k = std::nearbyint(x * kTwoOverPi);
  quadrant = static_cast<unsigned>(static_cast<std::int64_t>(k)) & 3U;
  const double exact = x - k * kHalfPi1;
  const Pair first = two_sum(exact, -(k * kHalfPi2));
  const Pair second = two_sum(first.high, -(k * kHalfPi3));
  return fast_two_sum(second.high, (first.low + second.low) - k * kHalfPi4);
}

bool is_angle(double x) { return x >= -kMaxAngle && x <= kMaxAngle; }

}  // namespace

double exp(double x) {
  if (!(x == x)) return kNaN;
  if (x > 709.782712893384) return kInfinity;
  if (x < -745.1332191019412) return 0.0;
  const double k = std::nearbyint(x * kInverseLn2);
  const double exact = x - k * kLn2High;
  const double low = k * kLn2Low;
  const Pair r = two_sum(exact, -low);
  const double curve = 0.5 * (r.high * r.high) + r.high * r.high * r.high * exp_tail(r.high);
  const Pair tail = fast_two_sum(r.high, curve);
  const Pair head = fast_two_sum(1.0, tail.high);
  const double mantissa = head.high + (head.low + (tail.low + r.low));
  return scale(mantissa, static_cast<int>(k));
}

double log(double x) {
  if (!(x == x)) return kNaN;
  if (x == 0.0) return -kInfinity;
  if (x < 0.0) return kNaN;
  if (x == kInfinity) return kInfinity;
  int exponent = 0;
  if (x < std::numeric_limits<double>::min()) {
    x *= 0x1p54;
    exponent = -54;
  }
  // m in [0.707, 1.414]: the top 20 bits of the fraction decide, 0x6a09e of them being sqrt(2).
  const std::uint64_t bits = __builtin_bit_cast(std::uint64_t, x);
  const std::uint64_t fraction = bits & 0xfffffffffffffULL;
  const bool upper = (fraction >> 32U) >= 0x6a09eU;
  exponent += static_cast<int>(bits >> 52U) - 1023 + (upper ? 1 : 0);
  const std::uint64_t biased = upper ? 1022U : 1023U;
  const double f = __builtin_bit_cast(double, fraction | (biased << 52U)) - 1.0;
  // log(1 + f) = 2 atanh(s), s = f / (2 + f), the quotient carried to twice the precision.
  const Pair divisor = fast_two_sum(2.0, f);
  const double s = f / divisor.high;
  const Pair product = two_product(s, divisor.high);
  const double s_low = ((f - product.high) - product.low - s * divisor.low) / divisor.high;
  const double z = s * s;
  const double k = static_cast<double>(exponent);
  const double tail = 2.0 * s_low + (s * z * atanh_tail(z) + k * kLn2Low);
  const Pair head = exponent == 0 ? Pair{2.0 * s, 0.0} : fast_two_sum(k * kLn2High, 2.0 * s);
  return head.high + (head.low + tail);
}

double sin(double x) {
  if (!is_angle(x)) return kNaN;
  if (x == 0.0) return x;
  unsigned quadrant = 0;
  const Pair r = reduce_angle(x, quadrant);
  const double value = (quadrant & 1U) != 0 ? cos_kernel(r) : sin_kernel(r);
  return (quadrant & 2U) != 0 ? -value : value;
}

double cos(double x) {
  if (!is_angle(x)) return kNaN;
  unsigned quadrant = 0;
  const Pair r = reduce_angle(x, quadrant);
  const double value = (quadrant & 1U) != 0 ? sin_kernel(r) : cos_kernel(r);
  return quadrant == 1U || quadrant == 2U ? -value : value;
}

double logistic(double x) {
  if (x >= 0.0) return 1.0 / (1.0 + exp(-x));
  const double e = exp(x);
  return e / (1.0 + e);
}

}  // namespace financescr::numeric
