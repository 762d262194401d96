// The credit decision: features -> probability of default -> price -> affordability -> policy ->
// APPROVE, REFER or DECLINE, with the reasons.
//
// In: one application, a policy, a model, and the date the decision is made for. Out: the outcome,
// a pure value of these. Never: a clock, a file, a random number, a customer's name.
//
// A guardrail or affordability branch declines whatever the PD says; otherwise the PD decides:
// below pd_threshold_approve APPROVE, from pd_threshold_refer DECLINE, between them REFER.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "engine/canonical/json.hpp"
#include "engine/core/date.hpp"
#include "engine/credit/affordability.hpp"
#include "engine/credit/application.hpp"
#include "engine/credit/derivations.hpp"
#include "engine/credit/features.hpp"
#include "engine/credit/instalments.hpp"
#include "engine/credit/model.hpp"
#include "engine/credit/policy.hpp"
#include "engine/credit/reasons.hpp"

namespace financescr::credit {

enum class Decision : std::uint8_t { kApprove, kRefer, kDecline };

// The policy branches, in the order in which they are taken. Exactly one of the last three is.
enum class Branch : std::uint8_t {
  kMissedPayments,
  kOverdraftDays,
  kAmountBelowMinimum,
  kAmountAboveMaximum,
  kTermBelowMinimum,
  kTermAboveMaximum,
  kDisposableTooLow,
  kPaymentToIncomeTooHigh,
  kDebtToIncomeTooHigh,
  kPdBelowApprove,
  kPdRefer,
  kPdDecline,
};
inline constexpr std::size_t kBranchCount = 12;

enum class Warning : std::uint8_t {
  kRevolvingFieldsNotUsed,  // given, but not a valid pair: the provided utilisation was used
  kBalanceFieldsNotUsed,    // likewise the provided volatility
  kNoAdverseFamily,         // no family is above the reference; the least favourable one is named
};
inline constexpr std::size_t kWarningCount = 3;

[[nodiscard]] std::string_view to_string(Decision decision);
[[nodiscard]] std::string_view to_string(Branch branch);
[[nodiscard]] std::string_view to_string(Warning warning);
// A sentence that says what the warning means.
[[nodiscard]] std::string_view describe(Warning warning);

// The reason that a policy branch gives; nothing for the branches of the PD.
[[nodiscard]] std::optional<ReasonCode> reason_of(Branch branch);

// A set of up to 32 enumerators, visited in their order.
template <typename Enum>
struct EnumSet {
  std::uint32_t bits = 0;

  constexpr void add(Enum value) { bits |= 1U << static_cast<std::uint32_t>(value); }
  [[nodiscard]] constexpr bool has(Enum value) const {
    return (bits >> static_cast<std::uint32_t>(value) & 1U) != 0;
  }
  bool operator==(const EnumSet&) const = default;
};

struct Underwriter {
  Policy policy;
  Model model;
};

struct Outcome {
  Decision decision = Decision::kDecline;
  Prediction prediction;
  FeatureVector features{};
  Derivations derivations;
  PriceBand band;
  Instalments instalments;
  std::optional<Micro> apr_percent;  // of the rounded instalments; none on a decline
  Affordability affordability;
  EnumSet<Branch> branches;
  ReasonList reasons;  // empty on an approval, at least one on a decline
  EnumSet<Warning> warnings;
};

// Decides without allocating; what bulk scoring uses.
// Requires: an application as read_application gives it, and a policy with at least one price band.
[[nodiscard]] Outcome assess(const Application& application, const Underwriter& underwriter);

// Whether a guardrail or affordability declined, whatever the PD says.
[[nodiscard]] bool is_declined_by_rule(const Outcome& outcome);

// The outcome object of a decision. `as_of` is echoed.
[[nodiscard]] canonical::Json to_json(const Outcome& outcome, std::optional<Date> as_of,
                                      const Underwriter& underwriter);

}  // namespace financescr::credit
