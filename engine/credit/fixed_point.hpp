// Integer arithmetic of the credit module: every quotient is rounded half to even, once.
#pragma once

#include <cstdint>

#include "engine/core/micro.hpp"
#include "engine/core/money.hpp"

namespace financescr::credit {

// The largest sum of money in an application or a policy: 1e9 major units. It keeps every product
// below inside 64 bits.
inline constexpr std::int64_t kMaxMoneyMajor = 1'000'000'000;
inline constexpr Micro kMaxMoney = Micro::from_int(kMaxMoneyMajor);
inline constexpr Money kOnePound{100, kGbp};
inline constexpr std::int64_t kMicroPerMinor = Micro::kScale / 100;

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
