// Money: an amount in minor units (pence, cents) with its currency. Never added across currencies.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "engine/core/micro.hpp"

namespace financescr {

// ISO 4217 alphabetic code.
struct Currency {
  std::array<char, 3> code{'G', 'B', 'P'};
  constexpr bool operator==(const Currency&) const = default;
  [[nodiscard]] constexpr std::string_view text() const { return {code.data(), code.size()}; }
};

inline constexpr Currency kGbp{};

struct Money {
  std::int64_t minor = 0;
  Currency currency = kGbp;

  constexpr bool operator==(const Money&) const = default;

  // Major units as Micro. Requires: two minor digits in the currency, |minor| < 9.2e14.
  [[nodiscard]] constexpr Micro major() const { return {minor * (Micro::kScale / 100)}; }
};

}  // namespace financescr
