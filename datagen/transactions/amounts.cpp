#include "datagen/transactions/amounts.hpp"

#include <algorithm>

#include "engine/numeric/elementary.hpp"

namespace financescr::datagen {
namespace {

struct Price {
  double median_minor;
  double unit_minor;  // what it is a multiple of
};

struct PurposePrices {
  Price hard;    // dollars, euros and pounds, in cents and pence
  Price francs;  // the franc has no smaller unit
  double deviation;
};

constexpr double kMostMedians = 20.0;  // an amount is at most so many times its median

constexpr PurposePrices kPrices[] = {
    {{190'000, 100}, {180'000, 500}, .33},      // salary
    {{65'000, 500}, {55'000, 1'000}, .35},      // rent
    {{3'800, 1}, {6'500, 5}, .60},              // groceries
    {{1'500, 1}, {2'000, 100}, .50},            // bill
    {{500, 100}, {1'000, 100}, .45},            // top-up
    {{3'000, 100}, {8'000, 100}, .80},          // gift
    {{11'000, 500}, {22'000, 500}, .80},        // payment
    {{8'000, 2'000}, {20'000, 1'000}, .50},     // cash out
    {{7'000, 500}, {18'000, 500}, .55},         // cash in
    {{6'000, 5}, {12'000, 50}, .60},            // sale
    {{60'000, 1}, {90'000, 5}, .45},            // takings
    {{90'000, 1}, {110'000, 100}, .45},         // supplies
    {{300, 25}, {750, 50}, .20},                // fee
    {{5'000, 1'000}, {10'000, 1'000}, .50},     // saving
    {{250'000, 5'000}, {200'000, 5'000}, .40},  // loan
    {{700'000, 1'000}, {420'000, 500}, .50},    // purchase
};

const Price& price_of(Purpose purpose, Coin coin) {
  const PurposePrices& prices = kPrices[static_cast<std::size_t>(purpose)];
  return coin == Coin::kFranc ? prices.francs : prices.hard;
}

}  // namespace

std::int64_t rounded_amount(double minor, Purpose purpose, Coin coin) {
  const auto unit = static_cast<std::int64_t>(price_of(purpose, coin).unit_minor);
  const auto units = static_cast<std::int64_t>(minor / static_cast<double>(unit) + .5);
  return std::max<std::int64_t>(units, 1) * unit;
}

std::int64_t draw_amount(StreamRandom& rng, Purpose purpose, Coin coin, double factor) {
  const double deviation = kPrices[static_cast<std::size_t>(purpose)].deviation;
  const double times = numeric::exp(rng.gauss(0.0, deviation));
  const double median = price_of(purpose, coin).median_minor * factor;
  return rounded_amount(median * std::min(times, kMostMedians), purpose, coin);
}

}  // namespace financescr::datagen
