// Model: the weights that turn features into the log-odds that subject and list entry are one.
//
// log-odds = intercept + sum of contributions, all in Micro, so the sum is exact. A feature's
// contribution is `missing` when the feature is missing, else at_zero + slope * feature.
#pragma once

#include <array>
#include <string>

#include "engine/canonical/json.hpp"
#include "engine/core/micro.hpp"
#include "engine/core/result.hpp"
#include "engine/screening/features.hpp"

namespace financescr::screening {

struct FeatureWeight {
  Micro at_zero;
  Micro slope;
  Micro missing;

  [[nodiscard]] Micro contribution(Micro feature) const {
    return feature == kMissing ? missing : at_zero + multiply(slope, feature);
  }
  // The largest contribution of a feature that is known to lie in [0, highest].
  [[nodiscard]] Micro largest(Micro highest) const {
    return slope.value > 0 ? at_zero + multiply(slope, highest) : at_zero;
  }
};

struct Model {
  std::string name;
  std::string version;
  Micro intercept;
  std::array<FeatureWeight, kFeatureCount> weights;

  [[nodiscard]] const FeatureWeight& weight(Feature feature) const {
    return weights[index_of(feature)];
  }

  // Errors: every fault with its pointer. A feature that the file does not name weighs nothing.
  [[nodiscard]] static Model read(const canonical::Json& json, Errors& errors);
  [[nodiscard]] canonical::Json to_json() const;
};

// The model that ships: docs/SCREENING.md says where its weights come from.
[[nodiscard]] const Model& builtin_model();

// 1 / (1 + exp(-log_odds)) in Micro.
[[nodiscard]] Micro probability_of(Micro log_odds);

}  // namespace financescr::screening
