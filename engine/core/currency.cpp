#include "engine/core/currency.hpp"

#include <array>

namespace financescr {
namespace {

constexpr std::size_t kLetters = 26;
constexpr std::uint8_t kNone = UINT8_MAX;

// Requires: capital letters.
std::size_t place_of(std::string_view code) {
  std::size_t place = 0;
  for (const char letter : code) place = kLetters * place + static_cast<std::size_t>(letter - 'A');
  return place;
}

std::array<std::uint8_t, kLetters * kLetters * kLetters> decimals_by_place() {
  std::array<std::uint8_t, kLetters * kLetters * kLetters> decimals{};
  decimals.fill(kNone);
  for (const CurrencyDecimals& row : currency_table()) {
    decimals[place_of(row.code)] = row.decimals;
  }
  return decimals;
}

}  // namespace

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
  static const auto kDecimals = decimals_by_place();
  if (!parse_currency(currency.text())) return std::nullopt;
  const std::uint8_t decimals = kDecimals[place_of(currency.text())];
  return decimals == kNone ? std::nullopt : std::optional<int>(decimals);
}

}  // namespace financescr
