#include "engine/credit/derivations.hpp"

#include <algorithm>

#include "engine/credit/fixed_point.hpp"

namespace financescr::credit {
namespace {

// clip(part / max(whole, 1), 0, 1)
Micro clipped_ratio(Money part, Money whole) {
  const Money divisor = whole.minor > kOnePound.minor ? whole : kOnePound;
  return std::clamp(ratio(part, divisor), kMicroZero, kMicroOne);
}

DerivedRatio choose(std::optional<Micro> derived, std::optional<Micro> provided, bool any_raw) {
  if (derived) return {*derived, Origin::kDerived, false};
  return {provided.value_or(kMicroOne), Origin::kProvided, any_raw};
}

}  // namespace

std::string_view to_string(Origin origin) {
  switch (origin) {
    case Origin::kDerived:
      return "derived";
    case Origin::kProvided:
      return "provided";
  }
  return "provided";
}

std::optional<Micro> derive_utilisation(const Application& application) {
  const auto& balance = application.revolving_balance;
  const auto& limit = application.revolving_limit;
  if (!balance || !limit || limit->minor < 0) return std::nullopt;
  return clipped_ratio(*balance, *limit);
}

std::optional<Micro> derive_volatility(const Application& application) {
  const auto& mean = application.balance_mean;
  const auto& deviation = application.balance_std;
  if (!mean || !deviation || deviation->minor < 0) return std::nullopt;
  return clipped_ratio(*deviation, *mean);
}

Derivations derive(const Application& application) {
  const bool any_revolving = application.revolving_balance || application.revolving_limit;
  const bool any_balance = application.balance_mean || application.balance_std;
  return {
      choose(derive_utilisation(application), application.credit_utilisation, any_revolving),
      choose(derive_volatility(application), application.bank_balance_volatility, any_balance),
  };
}

}  // namespace financescr::credit
