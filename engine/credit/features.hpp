// Features: the frozen list of numbers that the PD model weighs. Their order never changes; a new
// one is appended under a new model version.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "engine/credit/application.hpp"
#include "engine/credit/derivations.hpp"

namespace financescr::credit {

enum class Feature : std::uint8_t {
  kUtilisation,         // 0 to 1
  kVolatility,          // 0 to 1
  kAmountToIncome,      // amount / max(monthly income, 1)
  kTermYearsFraction,   // term in months / 48
  kMissedAny,           // 1 if a payment was missed in 12 months
  kMissedMultiple,      // 1 if two or more were
  kMonthlySurplusGbp,   // income - outgoings, pounds
  kLnEmploymentMonths,  // ln(months in employment + 1)
  kUnemployed,          // 1 or 0
  kSelfEmployed,        // 1 or 0
  kOverdraftFraction,   // min(days overdrawn in 90, 30) / 30; -1 when not known
};

inline constexpr std::size_t kFeatureCount = 11;
inline constexpr Micro kMissingFeature = Micro::from_int(-1);

[[nodiscard]] std::string_view to_string(Feature feature);
[[nodiscard]] constexpr std::size_t index_of(Feature feature) {
  return static_cast<std::size_t>(feature);
}
[[nodiscard]] constexpr Feature feature_at(std::size_t index) {
  return static_cast<Feature>(index);
}

using FeatureVector = std::array<Micro, kFeatureCount>;

// Only the overdraft can be unknown; a surplus of -1 pound is a value.
[[nodiscard]] constexpr bool is_missing(Feature feature, Micro value) {
  return feature == Feature::kOverdraftFraction && value == kMissingFeature;
}

[[nodiscard]] FeatureVector compute_features(const Application& application,
                                             const Derivations& derivations);

}  // namespace financescr::credit
