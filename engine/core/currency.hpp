// The currencies of ISO 4217 and how many decimals their amounts have.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "engine/core/money.hpp"

namespace financescr {

struct CurrencyDecimals {
  char code[4];  // with its terminating zero
  std::uint8_t decimals;
};

// Sorted by code.
[[nodiscard]] std::span<const CurrencyDecimals> currency_table();

// Three capital letters, whether or not ISO 4217 has them. Returns nothing for any other text.
[[nodiscard]] std::optional<Currency> parse_currency(std::string_view text);

// How many decimals an amount has, 0 to 4; 2 where ISO 4217 gives none. Returns nothing if the code
// is not in ISO 4217.
[[nodiscard]] std::optional<int> decimals_of(Currency currency);

}  // namespace financescr
