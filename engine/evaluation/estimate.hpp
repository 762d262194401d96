// Estimates: a measured share or figure with a 95 % interval.
//
// In: counts. Out: Micro, rounded half to even. Never: a random number; every interval is a closed
// formula, so the same counts give the same bytes.
//
// Sources: Wilson (1927) "Probable inference", JASA 22, for proportions; F1 is 2J / (1 + J) of the
// proportion J = tp / (tp + fp + fn), so its interval is Wilson's for J carried through the same
// rising function; logit intervals for areas under curves as Boyd, Eng and Page (2013) "Area under
// the precision-recall curve", ECML PKDD, recommend them.
#pragma once

#include <cstdint>
#include <optional>

#include "engine/canonical/json.hpp"
#include "engine/core/micro.hpp"

namespace financescr::evaluation {

// The normal deviate that 95 % of the mass lies within.
inline constexpr double kZ95 = 1.959963984540054;

struct Estimate {
  Micro value;
  Micro low;
  Micro high;

  bool operator==(const Estimate&) const = default;
};

// successes / trials with Wilson's interval. `successes` may be fractional: an expectation over
// ties. Returns: nothing without trials. Requires: 0 <= successes <= trials.
[[nodiscard]] std::optional<Estimate> proportion(double successes, std::int64_t trials);
[[nodiscard]] std::optional<Estimate> proportion(std::int64_t successes, std::int64_t trials);

// value +- z * deviation on the logit scale, so that the interval stays within 0 to 1. Where the
// value is 0 or 1 or nothing varies, Wilson's interval with `trials` stands in.
// Requires: 0 <= value <= 1, deviation >= 0, trials > 0.
[[nodiscard]] Estimate logit_interval(double value, double deviation, std::int64_t trials);

// The mean of values with the normal interval of a mean. Requires: count > 0, deviation >= 0.
[[nodiscard]] Estimate mean_interval(double mean, double deviation, std::int64_t count);

// {"value","low","high"}, or null.
[[nodiscard]] canonical::Json to_json(const std::optional<Estimate>& estimate);

}  // namespace financescr::evaluation
