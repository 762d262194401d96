// Features: an event and its past as numbers, for models. One table, for training and for serving.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "engine/canonical/json.hpp"
#include "engine/monitoring/sight.hpp"

namespace financescr::monitoring {

enum class FeatureSet : std::uint8_t {
  kMvp,   // the 22 of the reference's first version, in its order
  kHead,  // the 38 of its second
  kOurs,  // those of the second, and what they leave out
};
[[nodiscard]] std::string_view to_string(FeatureSet set);
[[nodiscard]] std::optional<FeatureSet> feature_set_of(std::string_view name);

struct Feature {
  std::string_view name;
  std::string_view why;  // what it is, in words
  Micro (*value)(const Sight& sight);
};

// In order.
[[nodiscard]] std::span<const Feature> features_of(FeatureSet set);

// Money in major units of the event's currency; other currencies are counted and never added.
[[nodiscard]] std::vector<Micro> feature_values(FeatureSet set, const Sight& sight);
// By name. Requires: one value for each feature of the set.
[[nodiscard]] canonical::Json features_json(FeatureSet set, std::span<const Micro> values);

}  // namespace financescr::monitoring
