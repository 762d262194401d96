#include "engine/evaluation/estimate.hpp"

#include <algorithm>
#include <cmath>

#include "engine/numeric/elementary.hpp"

namespace financescr::evaluation {

std::optional<Estimate> proportion(double successes, std::int64_t trials) {
  if (trials <= 0) return std::nullopt;
  const auto n = static_cast<double>(trials);
  const double share = successes / n;
  const double z2 = kZ95 * kZ95;
  const double scale = 1.0 + z2 / n;
  const double centre = (share + z2 / (2.0 * n)) / scale;
  const double half = kZ95 * std::sqrt(share * (1.0 - share) / n + z2 / (4.0 * n * n)) / scale;
  // At 0 and 1 the bound is exactly the value; rounding must not move it inside.
  const double low = share <= 0.0 ? 0.0 : std::max(0.0, centre - half);
  const double high = share >= 1.0 ? 1.0 : std::min(1.0, centre + half);
  return Estimate{Micro::from_double(share), Micro::from_double(low), Micro::from_double(high)};
}

std::optional<Estimate> proportion(std::int64_t successes, std::int64_t trials) {
  return proportion(static_cast<double>(successes), trials);
}

Estimate logit_interval(double value, double deviation, std::int64_t trials) {
  if (value <= 0.0 || value >= 1.0 || deviation <= 0.0) {
    return *proportion(value * static_cast<double>(trials), trials);
  }
  const double centre = numeric::log(value / (1.0 - value));
  const double half = kZ95 * deviation / (value * (1.0 - value));
  return {Micro::from_double(value), Micro::from_double(numeric::logistic(centre - half)),
          Micro::from_double(numeric::logistic(centre + half))};
}

Estimate mean_interval(double mean, double deviation, std::int64_t count) {
  const double half = kZ95 * deviation / std::sqrt(static_cast<double>(count));
  return {Micro::from_double(mean), Micro::from_double(mean - half),
          Micro::from_double(mean + half)};
}

canonical::Json to_json(const std::optional<Estimate>& estimate) {
  if (!estimate) return {};
  return canonical::Json::object(
      {{"value", estimate->value}, {"low", estimate->low}, {"high", estimate->high}});
}

}  // namespace financescr::evaluation
