// Policy: every number that turns a probability of default into a decision and a price. It is
// data with an owner; docs/CREDIT.md says why each built-in value is what it is.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/canonical/json.hpp"
#include "engine/core/money.hpp"
#include "engine/core/result.hpp"
#include "engine/credit/reasons.hpp"

namespace financescr::credit {

// What a wrong decision costs, in units of the margin lost on one good customer.
struct DecisionCosts {
  Micro default_loss;   // an approved loan defaults
  Micro lost_good;      // a good customer is declined
  Micro manual_review;  // one case in the refer queue

  bool operator==(const DecisionCosts&) const = default;
};

struct PdThresholds {
  Micro approve;  // approve below
  Micro refer;    // refer from `approve` to below this; decline from here on

  bool operator==(const PdThresholds&) const = default;
};

// The thresholds with the least expected cost: approving costs default_loss * pd, declining costs
// lost_good * (1 - pd), a review costs manual_review. So approve below manual_review / default_loss
// and decline from 1 - manual_review / lost_good. Where a review is never the cheapest, both are
// the point where approving and declining cost the same. Requires: costs positive.
[[nodiscard]] PdThresholds thresholds_from_costs(const DecisionCosts& costs);

struct AffordabilityRules {
  Micro stress_rate_pp;         // percentage points added to the nominal annual rate
  Micro income_haircut;         // share of the declared income not counted, 0 to 1
  Money min_disposable;         // a month, after stress
  Micro max_payment_to_income;  // instalment / income
  Micro max_debt_to_income;     // (outgoings + instalment) / income

  bool operator==(const AffordabilityRules&) const = default;
};

struct PriceBand {
  Micro pd_below;     // the band ends before this PD
  Micro apr_percent;  // effective annual rate, percent

  bool operator==(const PriceBand&) const = default;
};

struct Guardrails {
  std::int32_t max_missed_payments_12m = 0;
  std::int32_t max_days_overdraft_90d = 0;
  Money min_amount;
  Money max_amount;
  std::int32_t min_term_months = 0;
  std::int32_t max_term_months = 0;

  bool operator==(const Guardrails&) const = default;
};

struct Policy {
  std::string version;
  PdThresholds thresholds;
  // How the thresholds were found; absent in a policy that states thresholds only. The thresholds
  // decide, the costs do not.
  std::optional<DecisionCosts> costs;
  AffordabilityRules affordability;
  std::vector<PriceBand> pricing;  // pd_below ascending, the last one 1
  Guardrails guardrails;
  std::uint32_t max_reasons = kMaxReasons;  // 1 to kMaxReasons

  // pd_threshold_approve, pd_threshold_refer and affordability are required ("Credit policy missing
  // key: X"); anything else that is absent has the built-in value, except costs.
  // Returns: nothing when at least one error was appended to `errors`.
  [[nodiscard]] static std::optional<Policy> read(const canonical::Json& value,
                                                  const std::string& pointer, Errors& errors);
  [[nodiscard]] canonical::Json to_json() const;
  bool operator==(const Policy&) const = default;
};

inline constexpr std::size_t kMaxPriceBands = 64;
inline constexpr Micro kMaxAprPercent = Micro::from_int(200);

// The first band that ends above `pd`, or the last one. Requires: at least one band.
[[nodiscard]] const PriceBand& price_band(const Policy& policy, Micro pd);

// What the policy says decisions cost; the built-in costs where it says nothing.
[[nodiscard]] DecisionCosts costs_of(const Policy& policy);

// Version "credit/v1".
[[nodiscard]] const Policy& builtin_policy();

}  // namespace financescr::credit
