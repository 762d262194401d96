// How much money is moved for what: log-normal by purpose, rounded as people pay.
#pragma once

#include <cstdint>

#include "datagen/draws.hpp"
#include "engine/core/money.hpp"

namespace financescr::datagen {

inline constexpr Currency kDollar{{'U', 'S', 'D'}};
inline constexpr Currency kFranc{{'X', 'A', 'F'}};

[[nodiscard]] constexpr Currency currency_of(bool is_dollar) {
  return is_dollar ? kDollar : kFranc;
}

enum class Purpose : std::uint8_t {
  kSalary,
  kRent,
  kGroceries,
  kBill,
  kGift,  // to or from friends and family
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
[[nodiscard]] std::int64_t draw_amount(PythonRandom& rng, Purpose purpose, bool is_dollar,
                                       double factor = 1.0);

// A multiple of what the purpose is rounded to, the nearest to `minor`; at least one.
[[nodiscard]] std::int64_t rounded_amount(double minor, Purpose purpose, bool is_dollar);

}  // namespace financescr::datagen
