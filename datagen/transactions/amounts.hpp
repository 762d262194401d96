// How much money is moved for what: log-normal by purpose, rounded as people pay.
#pragma once

#include <array>
#include <cstdint>

#include "datagen/transactions/stream_random.hpp"
#include "engine/core/money.hpp"

namespace financescr::datagen {

// The currencies of a stream; a client keeps to one.
enum class Coin : std::uint8_t { kFranc, kDollar, kEuro, kPound };
inline constexpr std::size_t kCoinCount = 4;

[[nodiscard]] constexpr Currency currency_of(Coin coin) {
  constexpr std::array<Currency, kCoinCount> kCurrencies = {
      Currency{{'X', 'A', 'F'}}, Currency{{'U', 'S', 'D'}}, Currency{{'E', 'U', 'R'}},
      Currency{{'G', 'B', 'P'}}};
  return kCurrencies[static_cast<std::size_t>(coin)];
}
[[nodiscard]] constexpr int decimals_of(Coin coin) { return coin == Coin::kFranc ? 0 : 2; }

enum class Purpose : std::uint8_t {
  kSalary,
  kRent,
  kGroceries,
  kBill,
  kTopUp,    // of the time on a phone
  kGift,     // to or from friends and family
  kPayment,  // to or from anybody, with an account elsewhere
  kCashOut,
  kCashIn,
  kSale,      // of a trader
  kTakings,   // of a merchant's day
  kSupplies,  // of a merchant
  kFee,
  kSaving,
  kLoan,
  kPurchase,  // of a car, a plot, a machine
};

// In minor units, above 0. `factor` multiplies the median of the purpose.
[[nodiscard]] std::int64_t draw_amount(StreamRandom& rng, Purpose purpose, Coin coin,
                                       double factor = 1.0);

// A multiple of what the purpose is rounded to, the nearest to `minor`; at least one.
[[nodiscard]] std::int64_t rounded_amount(double minor, Purpose purpose, Coin coin);

}  // namespace financescr::datagen
