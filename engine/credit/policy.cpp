#include "engine/credit/policy.hpp"

#include "engine/credit/fixed_point.hpp"

namespace financescr::credit {
namespace {

// a / b. Both come from policies, so they are small enough for 64 bits (a at most 1e6).
Micro quotient(Micro a, Micro b) { return {divide_half_even(a.value * Micro::kScale, b.value)}; }

constexpr Money pounds(std::int64_t whole) { return {whole * 100, kGbp}; }

}  // namespace

PdThresholds thresholds_from_costs(const DecisionCosts& costs) {
  const Micro approve = quotient(costs.manual_review, costs.default_loss);
  const Micro refer = kMicroOne - quotient(costs.manual_review, costs.lost_good);
  if (approve < refer) return {approve, refer};
  const Micro indifferent = quotient(costs.lost_good, costs.lost_good + costs.default_loss);
  return {indifferent, indifferent};
}

const PriceBand& price_band(const Policy& policy, Micro pd) {
  for (const PriceBand& band : policy.pricing) {
    if (pd < band.pd_below) return band;
  }
  return policy.pricing.back();
}

const Policy& builtin_policy() {
  static const Policy policy = [] {
    constexpr DecisionCosts kCosts{{4'000'000}, {1'000'000}, {600'000}};
    return Policy{
        .version = "credit/v1",
        .thresholds = thresholds_from_costs(kCosts),
        .costs = kCosts,
        .affordability = {.stress_rate_pp = Micro::from_int(3),
                          .income_haircut = {100'000},
                          .min_disposable = pounds(100),
                          .max_payment_to_income = {250'000},
                          .max_debt_to_income = {850'000}},
        .pricing = {{{30'000}, {9'900'000}},
                    {{60'000}, {11'900'000}},
                    {{100'000}, {14'900'000}},
                    {{150'000}, {18'900'000}},
                    {{250'000}, {25'900'000}},
                    {{400'000}, {37'900'000}},
                    {kMicroOne, {52'900'000}}},
        .guardrails = {.max_missed_payments_12m = 2,
                       .max_days_overdraft_90d = 30,
                       .min_amount = pounds(300),
                       .max_amount = pounds(15'000),
                       .min_term_months = 12,
                       .max_term_months = 48},
        .max_reasons = kMaxReasons,
    };
  }();
  return policy;
}

DecisionCosts costs_of(const Policy& policy) {
  return policy.costs.value_or(*builtin_policy().costs);
}

}  // namespace financescr::credit
