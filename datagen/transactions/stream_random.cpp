#include "datagen/transactions/stream_random.hpp"

#include <cmath>

#include "engine/numeric/elementary.hpp"

namespace financescr::datagen {

std::size_t StreamRandom::weighted(std::span<const double> weights) {
  double left = 0.0;
  for (const double weight : weights) left += weight;
  left *= random();
  std::size_t last = 0;  // with any weight
  for (std::size_t i = 0; i < weights.size(); ++i) {
    if (weights[i] <= 0.0) continue;
    last = i;
    if (left < weights[i]) break;
    left -= weights[i];
  }
  return last;
}

// Box and Muller 1958.
double StreamRandom::gauss(double mean, double deviation) {
  constexpr double kTwoPi = 6.283185307179586;
  const double angle = random() * kTwoPi;
  const double radius = std::sqrt(-2.0 * numeric::log(1.0 - random()));
  return mean + numeric::cos(angle) * radius * deviation;
}

}  // namespace financescr::datagen
