#include "datagen/transactions/regions.hpp"

#include <array>

namespace financescr::datagen {
namespace {

using enum Region;

constexpr std::int8_t kWednesday = 2;
constexpr std::int8_t kThursday = 3;
constexpr std::int8_t kFriday = 4;
constexpr std::int8_t kSaturday = 5;

constexpr Home kHomes[] = {
    {"CM", kCentralAfrica, Coin::kFranc, .60, 1, kSaturday},
    {"GA", kCentralAfrica, Coin::kFranc, .16, 1, kWednesday},
    {"CG", kCentralAfrica, Coin::kFranc, .14, 1, kThursday},
    {"TD", kCentralAfrica, Coin::kFranc, .10, 1, kSaturday},
    {"CD", kSouthernAfrica, Coin::kDollar, .50, 1, kThursday},
    {"ZW", kSouthernAfrica, Coin::kDollar, .50, 2, kFriday},
    {"FR", kEurope, Coin::kEuro, .45, 1, kSaturday},
    {"PT", kEurope, Coin::kEuro, .25, 0, kWednesday},
    {"GR", kEurope, Coin::kEuro, .30, 2, kFriday},
    {"GB", kEurope, Coin::kPound, 1.0, 0, kSaturday},
};

constexpr unsigned kDecember = 12;
constexpr double kDecemberSpending = 1.35;
constexpr double kHarvestTrade = 1.4;
constexpr double kJanuarySpending = .85;

// The months in which most of the harvest is sold.
bool is_harvest(Region region, unsigned month) {
  switch (region) {
    case kCentralAfrica:
      return month >= 10 && month <= 12;  // cocoa
    case kSouthernAfrica:
      return month >= 4 && month <= 6;  // maize
    case kEurope:
      return month >= 8 && month <= 9;
  }
  return false;
}

}  // namespace

std::span<const Home> homes() { return kHomes; }

std::uint8_t draw_home(StreamRandom& rng, Coin coin) {
  std::array<double, std::size(kHomes)> weights{};
  for (std::size_t i = 0; i < weights.size(); ++i) {
    weights[i] = kHomes[i].coin == coin ? kHomes[i].weight : 0.0;
  }
  return static_cast<std::uint8_t>(rng.weighted(weights));
}

std::int64_t weekday_of(Date date) {
  constexpr std::int64_t kFirstWeekday = 3;  // 1 January 1970 was a Thursday
  return (date.to_days() + kFirstWeekday) % 7;
}

double spending_in(Region region, Date date) {
  const auto month = static_cast<unsigned>(date.month);
  if (month == kDecember) return kDecemberSpending;
  if (month == 1) return kJanuarySpending;
  return is_harvest(region, month) ? 1.1 : 1.0;
}

double trade_in(Region region, Date date) {
  const auto month = static_cast<unsigned>(date.month);
  const double harvest = is_harvest(region, month) ? kHarvestTrade : 1.0;
  return month == kDecember ? harvest * 1.2 : harvest;
}

}  // namespace financescr::datagen
