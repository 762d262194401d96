// The outcome object: names of decisions, branches and warnings, and how an outcome is written.
#include <algorithm>
#include <array>

#include "engine/credit/decide.hpp"

namespace financescr::credit {
namespace {

using canonical::Json;

Json number_or_null(std::optional<Micro> value) { return value ? Json(*value) : Json(); }

Json test_json(Json value, Json limit, bool passed) {
  return Json::object(
      {{"limit", std::move(limit)}, {"passed", passed}, {"value", std::move(value)}});
}

Json affordability_json(const Affordability& figures, const AffordabilityRules& rules) {
  return Json::object({
      {"debt_to_income", test_json(number_or_null(figures.debt_to_income), rules.max_debt_to_income,
                                   figures.debt_to_income_passed)},
      {"disposable_gbp", test_json(figures.disposable.major(), rules.min_disposable.major(),
                                   figures.disposable_passed)},
      {"passed", figures.passed()},
      {"payment_to_income",
       test_json(number_or_null(figures.payment_to_income), rules.max_payment_to_income,
                 figures.payment_to_income_passed)},
      {"stressed_income_gbp", figures.stressed_income.major()},
      {"stressed_payment_gbp", figures.stressed_payment.major()},
  });
}

Json reasons_json(const ReasonList& reasons) {
  Json rows = Json::array();
  for (const Reason& reason : reasons.items()) {
    const ReasonText& row = describe(reason.code);
    rows.push_back(Json::object({{"code", row.name},
                                 {"contribution", number_or_null(reason.contribution)},
                                 {"text", row.text}}));
  }
  return rows;
}

// The features' places by their names, which is the order of keys.
std::array<std::size_t, kFeatureCount> places_by_name() {
  std::array<std::size_t, kFeatureCount> places{};
  for (std::size_t i = 0; i < kFeatureCount; ++i) places[i] = i;
  std::stable_sort(places.begin(), places.end(), [](std::size_t a, std::size_t b) {
    return to_string(feature_at(a)) < to_string(feature_at(b));
  });
  return places;
}

Json by_feature(const std::array<Micro, kFeatureCount>& values) {
  static const auto kPlaces = places_by_name();
  std::vector<Json::Member> members;
  members.reserve(kFeatureCount + 1);
  for (const std::size_t i : kPlaces) members.emplace_back(to_string(feature_at(i)), values[i]);
  return Json::object(std::move(members));
}

Json branches_json(EnumSet<Branch> branches) {
  Json rows = Json::array();
  for (std::size_t i = 0; i < kBranchCount; ++i) {
    const auto branch = static_cast<Branch>(i);
    if (branches.has(branch)) rows.push_back(to_string(branch));
  }
  return rows;
}

Json warnings_json(EnumSet<Warning> warnings) {
  Json rows = Json::array();
  for (std::size_t i = 0; i < kWarningCount; ++i) {
    const auto warning = static_cast<Warning>(i);
    if (!warnings.has(warning)) continue;
    rows.push_back(Json::object({{"code", to_string(warning)}, {"text", describe(warning)}}));
  }
  return rows;
}

}  // namespace

std::string_view to_string(Decision decision) {
  switch (decision) {
    case Decision::kApprove:
      return "APPROVE";
    case Decision::kRefer:
      return "REFER";
    case Decision::kDecline:
      return "DECLINE";
  }
  return "DECLINE";
}

std::string_view to_string(Branch branch) {
  switch (branch) {
    case Branch::kMissedPayments:
      return "GUARDRAIL_MISSED_PAYMENTS";
    case Branch::kOverdraftDays:
      return "GUARDRAIL_OVERDRAFT_DAYS";
    case Branch::kAmountBelowMinimum:
      return "GUARDRAIL_AMOUNT_BELOW_MINIMUM";
    case Branch::kAmountAboveMaximum:
      return "GUARDRAIL_AMOUNT_ABOVE_MAXIMUM";
    case Branch::kTermBelowMinimum:
      return "GUARDRAIL_TERM_BELOW_MINIMUM";
    case Branch::kTermAboveMaximum:
      return "GUARDRAIL_TERM_ABOVE_MAXIMUM";
    case Branch::kDisposableTooLow:
      return "AFFORDABILITY_DISPOSABLE";
    case Branch::kPaymentToIncomeTooHigh:
      return "AFFORDABILITY_PAYMENT_TO_INCOME";
    case Branch::kDebtToIncomeTooHigh:
      return "AFFORDABILITY_DEBT_TO_INCOME";
    case Branch::kPdBelowApprove:
      return "PD_APPROVE";
    case Branch::kPdRefer:
      return "PD_REFER";
    case Branch::kPdDecline:
      return "PD_DECLINE";
  }
  return "";
}

std::string_view to_string(Warning warning) {
  switch (warning) {
    case Warning::kRevolvingFieldsNotUsed:
      return "REVOLVING_FIELDS_NOT_USED";
    case Warning::kBalanceFieldsNotUsed:
      return "BALANCE_FIELDS_NOT_USED";
    case Warning::kNoAdverseFamily:
      return "NO_ADVERSE_FAMILY";
  }
  return "";
}

std::string_view describe(Warning warning) {
  switch (warning) {
    case Warning::kRevolvingFieldsNotUsed:
      return "revolving_balance_gbp and revolving_limit_gbp are not both present and valid, so the "
             "provided credit_utilisation was used";
    case Warning::kBalanceFieldsNotUsed:
      return "balance_mean_gbp and balance_std_gbp are not both present and valid, so the provided "
             "bank_balance_volatility was used";
    case Warning::kNoAdverseFamily:
      return "no factor is worse than the reference applicant's, so the least favourable is named; "
             "the policy would not approve the reference applicant";
  }
  return "";
}

Json to_json(const Outcome& outcome, std::optional<Date> as_of, const Underwriter& underwriter) {
  const Policy& policy = underwriter.policy;
  const Model& model = underwriter.model;
  const Derivations& derivations = outcome.derivations;
  Json contributions = by_feature(outcome.prediction.contributions);
  contributions.set("intercept", model.intercept);
  return Json::object({
      {"affordability", affordability_json(outcome.affordability, policy.affordability)},
      {"apr_percent", number_or_null(outcome.apr_percent)},
      {"as_of", as_of ? Json(as_of->to_string()) : Json()},
      {"branches", branches_json(outcome.branches)},
      {"contributions", std::move(contributions)},
      {"decision", to_string(outcome.decision)},
      {"derivations", Json::object({{"utilisation", to_string(derivations.utilisation.origin)},
                                    {"volatility", to_string(derivations.volatility.origin)}})},
      {"features", by_feature(outcome.features)},
      {"last_payment_gbp", outcome.instalments.last.major()},
      {"log_odds", outcome.prediction.log_odds},
      {"model", Json::object({{"name", model.name}, {"version", model.version}})},
      {"monthly_payment_gbp", outcome.instalments.regular.major()},
      {"pd_12m", outcome.prediction.pd},
      {"policy", Json::object({{"version", policy.version}})},
      {"pricing", Json::object({{"apr_percent", outcome.band.apr_percent},
                                {"pd_below", outcome.band.pd_below}})},
      {"reason_codes", reasons_json(outcome.reasons)},
      {"total_payable_gbp", outcome.instalments.total().major()},
      {"warnings", warnings_json(outcome.warnings)},
  });
}

}  // namespace financescr::credit
