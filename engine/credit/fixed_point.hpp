// Integer arithmetic of the credit module: every quotient is rounded half to even, once.
#pragma once

#include <cstdint>

#include "engine/core/micro.hpp"
#include "engine/core/money.hpp"

namespace financescr::credit {

// The largest sum of money in an application or a policy: 1e9 major units. It keeps every product
// below inside 64 bits.
inline constexpr std::int64_t kMaxMoneyMajor = 1'000'000'000;
inline constexpr std::int64_t kMicroPerMinor = Micro::kScale / 100;

// n / d rounded half to even. Requires: d > 0.
[[nodiscard]] constexpr std::int64_t divide_half_even(std::int64_t n, std::int64_t d) {
  std::int64_t quotient = n / d;
  std::int64_t remainder = n % d;
  if (remainder < 0) {
    remainder += d;
    --quotient;
  }
  const std::int64_t to_next = d - remainder;
  if (remainder > to_next || (remainder == to_next && quotient % 2 != 0)) ++quotient;
  return quotient;
}

// The same value as core's multiply(), without its 128-bit division where 64 bits hold the product.
[[nodiscard]] inline Micro multiply_exact(Micro a, Micro b) {
  std::int64_t product = 0;
  if (__builtin_mul_overflow(a.value, b.value, &product)) return multiply(a, b);
  return {divide_half_even(product, Micro::kScale)};
}

// part / whole. Requires: the same currency, |part| <= kMaxMoneyMajor, whole > 0.
[[nodiscard]] constexpr Micro ratio(Money part, Money whole) {
  return {divide_half_even(part.minor * Micro::kScale, whole.minor)};
}

// An amount given in major units, rounded half to even to the minor unit.
[[nodiscard]] constexpr Money to_money(Micro major) {
  return {divide_half_even(major.value, kMicroPerMinor), kGbp};
}

// Requires: the same currency.
[[nodiscard]] constexpr Money sum(Money a, Money b) { return {a.minor + b.minor, a.currency}; }
[[nodiscard]] constexpr Money difference(Money a, Money b) {
  return {a.minor - b.minor, a.currency};
}

}  // namespace financescr::credit
