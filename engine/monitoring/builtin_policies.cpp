// The policies that the engine brings. docs/MONITORING.md says why their values are what they are.
#include <array>

#include "engine/monitoring/policy.hpp"

namespace financescr::monitoring {
namespace {

constexpr Currency kEur{{'E', 'U', 'R'}};
constexpr Currency kUsd{{'U', 'S', 'D'}};
constexpr Currency kXaf{{'X', 'A', 'F'}};

// For the euro, sterling and the US dollar one amount, for the CFA franc of central Africa another.
LimitTable amounts(std::int64_t hard_currency, std::int64_t xaf) {
  const Micro amount = Micro::from_int(hard_currency);
  return {std::nullopt,
          {{kEur, amount}, {kGbp, amount}, {kUsd, amount}, {kXaf, Micro::from_int(xaf)}}};
}

LimitTable of_any_currency(std::int64_t amount) { return {Micro::from_int(amount), {}}; }

std::vector<Country> countries(std::string_view codes) {
  std::vector<Country> all;
  for (std::size_t at = 0; at + 2 <= codes.size(); at += 3) {
    if (const auto country = Country::parse(codes.substr(at, 2))) all.push_back(*country);
  }
  return all;
}

// Rules that our own policy leaves off: on histories they cost alerts and find next to nothing that
// others miss (docs/MONITORING.md).
constexpr std::array<std::string_view, 1> kLeftOff = {"new_ip_address"};

void set_on(Policy& policy, std::span<const std::string_view> names, bool is_on) {
  for (const std::string_view name : names) {
    if (const auto rule = find_rule(name)) policy.rules[*rule].is_on = is_on;
  }
}

Policy make_default() {
  Policy policy;
  policy.version = "monitoring/v1";
  // FATF, "High-Risk Jurisdictions subject to a Call for Action".
  policy.high_risk_countries = countries("IR KP MM");
  const auto set = [&policy](Limit limit, LimitTable table) {
    policy.limits[place_of(limit)] = std::move(table);
  };
  set(Limit::kMaximum, amounts(10'000, 500'000));
  set(Limit::kStructuringFrom, amounts(9'500, 490'000));
  set(Limit::kRoundUnit, amounts(1'000, 100'000));
  set(Limit::kCashReportOver, {std::nullopt, {{kUsd, Micro::from_int(10'000)}}});
  set(Limit::kCashReportFrom,
      {std::nullopt, {{kEur, Micro::from_int(10'000)}, {kXaf, Micro::from_int(5'000'000)}}});
  set(Limit::kAgentFloat, amounts(5'000, 500'000));
  set(Limit::kMerchantCollection, amounts(50'000, 5'000'000));
  set(Limit::kAnonymousPayment, amounts(1'000, 100'000));
  set(Limit::kDormantFrom, amounts(1'000, 250'000));
  set(Limit::kPassThroughFrom, amounts(1'000, 250'000));
  set(Limit::kNetworkFrom, amounts(5'000, 1'000'000));
  set(Limit::kLoanTransferBelow, amounts(9'500, 490'000));
  for (std::size_t i = 0; i < kRuleCount; ++i) {
    const Rule& rule = rule_table()[i];
    RuleSettings& settings = policy.rules[i];
    settings.severity = rule.severity;
    settings.category = rule.category;
    for (std::size_t p = 0; p < rule.parameters.size(); ++p) {
      settings.parameters[p] = rule.parameters[p].standard;
    }
  }
  set_on(policy, kLeftOff, false);
  return policy;
}

void set_parameter(Policy& policy, std::string_view rule_name, std::size_t place,
                   std::int64_t value) {
  if (const auto rule = find_rule(rule_name)) policy.rules[*rule].parameters[place] = value;
}

// Of the rules of the reference, those that its first version had.
constexpr std::array<std::string_view, 10> kMvpRules = {
    "large_amount",        "structuring",        "round_number",
    "unusual_hours",       "rapid_transactions", "high_velocity_volume",
    "new_ip_address",      "circular_transfer",  "new_counterparty_transfer",
    "rapid_pair_transfers"};
// And those that are ours alone.
constexpr std::array<std::string_view, 7> kOurRules = {
    "high_risk_country", "dormant_account_wakes", "pass_through", "series_below_limit",
    "transfer_cycle",    "many_to_one",           "one_to_many"};

// What both versions of the reference have.
Policy make_reference(std::int64_t maximum, std::int64_t structuring_from) {
  Policy policy = make_default();
  policy.rule_score = RuleScore::kMeanPlusCount;
  policy.high_risk_countries.clear();
  set_on(policy, kLeftOff, true);
  policy.limits.fill({});
  const auto set = [&policy](Limit limit, std::int64_t amount) {
    policy.limits[place_of(limit)] = of_any_currency(amount);
  };
  set(Limit::kMaximum, maximum);
  set(Limit::kStructuringFrom, structuring_from);
  set(Limit::kRoundUnit, 1'000);
  set(Limit::kCashReportFrom, 5'000'000);
  set(Limit::kAgentFloat, 50'000);
  set(Limit::kMerchantCollection, 5'000'000);
  set(Limit::kAnonymousPayment, 100'000);
  set(Limit::kLoanTransferBelow, 9'000);
  set_on(policy, kOurRules, false);
  set_parameter(policy, "cross_account_structuring", 3, 0);
  return policy;
}

Policy make_mvp() {
  Policy policy = make_reference(10'000, 9'500);
  policy.version = "reference-mvp";
  policy.zone_minutes.reset();
  policy.levels.critical.reset();
  policy.screening.is_on = false;
  for (RuleSettings& rule : policy.rules) rule.is_on = false;
  set_on(policy, kMvpRules, true);
  set_parameter(policy, "circular_transfer", 0, 0);
  return policy;
}

Policy make_head() {
  constexpr std::int64_t kRapidCount = 20;
  Policy policy = make_reference(500'000, 490'000);
  policy.version = "reference-head";
  policy.zone_minutes = 60;
  set_parameter(policy, "rapid_transactions", 0, kRapidCount);
  set_parameter(policy, "circular_transfer", 0, 1);
  return policy;
}

}  // namespace

std::span<const BuiltinPolicy> builtin_policies() {
  static const std::array<BuiltinPolicy, 3> kPolicies = {{{"default", make_default()},
                                                          {"reference-mvp", make_mvp()},
                                                          {"reference-head", make_head()}}};
  return kPolicies;
}

}  // namespace financescr::monitoring
