// Root finding with a bracket: the root never leaves the interval it is known to lie in.
//
// T. R. Chandrupatla, "A new hybrid quadratic/bisection algorithm for finding the zero of a
// nonlinear function without using derivatives", Advances in Engineering Software 28 (1997).
// It uses + - * / and comparisons only, so the answer has the same bits in every build.
#pragma once

#include <bit>
#include <cstdint>
#include <optional>

namespace financescr::credit {

inline constexpr int kMaxRootSteps = 200;  // bisection alone needs about 60

[[nodiscard]] constexpr double magnitude(double x) { return x < 0.0 ? -x : x; }

// Whether a continuous function with these two values must have a root between them.
[[nodiscard]] constexpr bool brackets(double f_low, double f_high) {
  return (f_low <= 0.0 && f_high >= 0.0) || (f_low >= 0.0 && f_high <= 0.0);
}

// The root of `f` between `low` and `high` to the last few bits.
// Returns: nothing if f(low) and f(high) have the same sign or one of them is NaN.
template <typename Function>
[[nodiscard]] std::optional<double> find_root(const Function& f, double low, double high) {
  constexpr double kRelativeWidth = 4.0e-16;
  double a = high;
  double b = low;
  double fa = f(a);
  double fb = f(b);
  if (!brackets(fa, fb)) return std::nullopt;
  if (fa == 0.0) return a;
  if (fb == 0.0) return b;
  double t = 0.5;
  for (int step = 0; step < kMaxRootSteps; ++step) {
    const double x = a + t * (b - a);
    const double fx = f(x);
    double c = a;  // the point that the new one replaces
    double fc = fa;
    if ((fx > 0.0) != (fa > 0.0)) {
      c = b;
      fc = fb;
      b = a;
      fb = fa;
    }
    a = x;
    fa = fx;
    const double best = magnitude(fa) < magnitude(fb) ? a : b;
    const double f_best = magnitude(fa) < magnitude(fb) ? fa : fb;
    const double narrowest = kRelativeWidth * magnitude(best) + 1.0e-300;
    const double smallest_t = narrowest / magnitude(b - a);
    if (f_best == 0.0 || smallest_t > 0.5) return best;

    // Inverse quadratic interpolation where it is safe, else bisection.
    const double xi = (a - b) / (c - b);
    const double phi = (fa - fb) / (fc - fb);
    const bool interpolate = phi * phi < xi && (1.0 - phi) * (1.0 - phi) < 1.0 - xi;
    t = interpolate
            ? fa / (fb - fa) * fc / (fb - fc) + (c - a) / (b - a) * fa / (fc - fa) * fb / (fc - fb)
            : 0.5;
    if (t < smallest_t) t = smallest_t;
    if (t > 1.0 - smallest_t) t = 1.0 - smallest_t;
  }
  return magnitude(fa) < magnitude(fb) ? a : b;
}

// base^exponent by repeated squaring.
[[nodiscard]] constexpr double integer_power(double base, std::uint32_t exponent) {
  double result = 1.0;
  for (; exponent != 0; exponent >>= 1U) {
    if ((exponent & 1U) != 0) result *= base;
    base *= base;
  }
  return result;
}

// base + base^2 + ... + base^count, by doubling: S(2m) = S(m) * (1 + base^m). Every term is
// positive for a positive base, so nothing cancels, unlike in (1 - base^count) / (1 - base).
[[nodiscard]] constexpr double geometric_sum(double base, std::uint32_t count) {
  double sum = 0.0;
  double power = 1.0;  // base^taken, where `taken` terms are in `sum`
  for (auto bit = static_cast<std::uint32_t>(std::bit_width(count)); bit-- > 0;) {
    sum *= 1.0 + power;
    power *= power;
    if ((count >> bit & 1U) != 0) {
      sum = base * (1.0 + sum);
      power *= base;
    }
  }
  return sum;
}

}  // namespace financescr::credit
