#include "engine/credit/decide.hpp"

namespace financescr::credit {
namespace {

constexpr Branch kFirstPdBranch = Branch::kPdBelowApprove;

void take_guardrails(const Application& application, const Guardrails& limits,
                     EnumSet<Branch>& branches) {
  const auto take = [&branches](bool condition, Branch branch) {
    if (condition) branches.add(branch);
  };
  take(application.missed_payments_12m > limits.max_missed_payments_12m, Branch::kMissedPayments);
  // Days that are not known take no branch; the answer shows the feature as missing.
  take(application.days_overdraft_90d.value_or(0) > limits.max_days_overdraft_90d,
       Branch::kOverdraftDays);
  take(application.amount.minor < limits.min_amount.minor, Branch::kAmountBelowMinimum);
  take(application.amount.minor > limits.max_amount.minor, Branch::kAmountAboveMaximum);
  take(application.term_months < limits.min_term_months, Branch::kTermBelowMinimum);
  take(application.term_months > limits.max_term_months, Branch::kTermAboveMaximum);
}

void take_affordability(const Affordability& affordability, EnumSet<Branch>& branches) {
  if (!affordability.disposable_passed) branches.add(Branch::kDisposableTooLow);
  if (!affordability.payment_to_income_passed) branches.add(Branch::kPaymentToIncomeTooHigh);
  if (!affordability.debt_to_income_passed) branches.add(Branch::kDebtToIncomeTooHigh);
}

Branch pd_branch(Micro pd, const PdThresholds& thresholds) {
  if (pd < thresholds.approve) return Branch::kPdBelowApprove;
  return pd < thresholds.refer ? Branch::kPdRefer : Branch::kPdDecline;
}

// Whether a branch before those of the PD was taken.
bool has_rule(EnumSet<Branch> branches) {
  return (branches.bits & ((1U << static_cast<std::uint32_t>(kFirstPdBranch)) - 1U)) != 0;
}

Decision decision_of(EnumSet<Branch> branches) {
  if (has_rule(branches) || branches.has(Branch::kPdDecline)) return Decision::kDecline;
  return branches.has(Branch::kPdRefer) ? Decision::kRefer : Decision::kApprove;
}

// Branches first, then the families of features, and these only if the PD stood in the way: a
// reason must be one of the factors that decided.
void give_reasons(const Underwriter& underwriter, Outcome& outcome) {
  if (outcome.decision == Decision::kApprove) return;
  const std::size_t limit = underwriter.policy.max_reasons;
  for (std::size_t i = 0; i < kBranchCount; ++i) {
    const auto branch = static_cast<Branch>(i);
    if (!outcome.branches.has(branch)) continue;
    if (const auto code = reason_of(branch)) outcome.reasons.add({*code, std::nullopt}, limit);
  }
  if (outcome.branches.has(Branch::kPdBelowApprove)) return;
  const FamilyExcess excess =
      family_excess(underwriter.model, outcome.features, outcome.prediction);
  add_families(excess, limit, outcome.reasons);
  if (outcome.reasons.empty()) {
    // Only where thresholds are so strict that the reference applicant is not approved either.
    outcome.reasons.add(least_favourable(excess, families_of(underwriter.model)), limit);
    outcome.warnings.add(Warning::kNoAdverseFamily);
  }
}

}  // namespace

std::optional<ReasonCode> reason_of(Branch branch) {
  switch (branch) {
    case Branch::kMissedPayments:
      return ReasonCode::kDelinquentObligations;
    case Branch::kOverdraftDays:
      return ReasonCode::kOverdraftUse;
    case Branch::kAmountBelowMinimum:
    case Branch::kAmountAboveMaximum:
      return ReasonCode::kAmountOutsideRange;
    case Branch::kTermBelowMinimum:
    case Branch::kTermAboveMaximum:
      return ReasonCode::kTermOutsideRange;
    case Branch::kDisposableTooLow:
    case Branch::kDebtToIncomeTooHigh:
      return ReasonCode::kExcessiveObligations;
    case Branch::kPaymentToIncomeTooHigh:
      return ReasonCode::kIncomeInsufficient;
    case Branch::kPdBelowApprove:
    case Branch::kPdRefer:
    case Branch::kPdDecline:
      return std::nullopt;
  }
  return std::nullopt;
}

bool is_declined_by_rule(const Outcome& outcome) { return has_rule(outcome.branches); }

Outcome assess(const Application& application, const Underwriter& underwriter) {
  const Policy& policy = underwriter.policy;
  Outcome out;
  out.derivations = derive(application);
  if (out.derivations.utilisation.raw_fields_unusable) {
    out.warnings.add(Warning::kRevolvingFieldsNotUsed);
  }
  if (out.derivations.volatility.raw_fields_unusable) {
    out.warnings.add(Warning::kBalanceFieldsNotUsed);
  }
  out.features = compute_features(application, out.derivations);
  out.prediction = predict(underwriter.model, out.features);
  out.band = price_band(policy, out.prediction.pd);

  const double rate = monthly_rate(out.band.apr_percent);
  out.instalments = instalments_of({application.amount, application.term_months}, rate);
  out.affordability =
      assess_affordability(application, policy.affordability, out.instalments.regular, rate);

  take_guardrails(application, policy.guardrails, out.branches);
  take_affordability(out.affordability, out.branches);
  out.branches.add(pd_branch(out.prediction.pd, policy.thresholds));
  out.decision = decision_of(out.branches);
  if (out.decision != Decision::kDecline) {
    out.apr_percent = Micro::from_double(
        effective_annual_rate(application.amount, out.instalments, rate) * 100.0);
  }
  give_reasons(underwriter, out);
  return out;
}

}  // namespace financescr::credit
