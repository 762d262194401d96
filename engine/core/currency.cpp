#include "engine/core/currency.hpp"

#include <algorithm>

namespace financescr {

std::optional<Currency> parse_currency(std::string_view text) {
  Currency currency;
  if (text.size() != currency.code.size()) return std::nullopt;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] < 'A' || text[i] > 'Z') return std::nullopt;
    currency.code[i] = text[i];
  }
  return currency;
}

std::optional<int> decimals_of(Currency currency) {
  const auto table = currency_table();
  const auto found = std::lower_bound(
      table.begin(), table.end(), currency.text(),
      [](const CurrencyDecimals& row, std::string_view code) { return row.code < code; });
  if (found == table.end() || found->code != currency.text()) return std::nullopt;
  return found->decimals;
}

}  // namespace financescr
