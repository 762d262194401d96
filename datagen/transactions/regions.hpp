// Regions: the countries that clients live in, with their currency, clocks, market days and
// seasons.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "datagen/transactions/amounts.hpp"
#include "datagen/transactions/stream_random.hpp"
#include "engine/core/date.hpp"

namespace financescr::datagen {

enum class Region : std::uint8_t { kCentralAfrica, kSouthernAfrica, kEurope };

struct Home {
  std::string_view code;  // ISO 3166-1
  Region region;
  Coin coin;
  double weight;               // among those of its currency
  std::int8_t ahead_h;         // of UTC; there is no summer time
  std::int8_t market_weekday;  // 0 is Monday
};

[[nodiscard]] std::span<const Home> homes();
// The place in homes() of somebody with the currency.
[[nodiscard]] std::uint8_t draw_home(StreamRandom& rng, Coin coin);

// 0 is Monday.
[[nodiscard]] std::int64_t weekday_of(Date date);

// By how much more, or less, is spent and earned in the season: December everywhere, the harvest of
// the region.
[[nodiscard]] double spending_in(Region region, Date date);
[[nodiscard]] double trade_in(Region region, Date date);

}  // namespace financescr::datagen
