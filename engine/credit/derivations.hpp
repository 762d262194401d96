// Derivations: the two ratios that raw account figures give, and where each came from.
//
//   utilisation = clip(revolving_balance / max(revolving_limit, 1), 0, 1)
//   volatility  = clip(balance_std / max(balance_mean, 1), 0, 1)
//
// Raw fields, when present and valid, take precedence over a provided ratio (data pack contract).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "engine/credit/application.hpp"

namespace financescr::credit {

enum class Origin : std::uint8_t { kDerived, kProvided };

[[nodiscard]] std::string_view to_string(Origin origin);

struct DerivedRatio {
  Micro value;
  Origin origin = Origin::kProvided;
  bool raw_fields_unusable = false;  // some were given, but not a valid pair
};

struct Derivations {
  DerivedRatio utilisation;
  DerivedRatio volatility;
};

// Returns: nothing unless both raw fields are present and the limit is not negative. A negative
// balance is a customer in credit and clips to 0.
[[nodiscard]] std::optional<Micro> derive_utilisation(const Application& application);

// Returns: nothing unless both raw fields are present and the deviation is not negative. A negative
// mean is an account in overdraft.
[[nodiscard]] std::optional<Micro> derive_volatility(const Application& application);

// Requires: each ratio is provided or derivable, as read_application makes sure; one that is
// neither counts as 1, the riskiest value.
[[nodiscard]] Derivations derive(const Application& application);

}  // namespace financescr::credit
