#include "engine/credit/reasons.hpp"

#include <algorithm>

namespace financescr::credit {
namespace {

constexpr std::string_view kOther = "Other, specify";

constexpr std::array<ReasonText, kReasonCodeCount> kTable = {{
    {ReasonCode::kAmountOutsideRange, "AMOUNT_OUTSIDE_RANGE",
     "The amount requested is outside the range we lend", kOther, false},
    {ReasonCode::kBalanceVolatility, "BALANCE_VOLATILITY",
     "The balance of the bank account varies too much", kOther, true},
    {ReasonCode::kDelinquentObligations, "DELINQUENT_OBLIGATIONS",
     "Delinquent past or present credit obligations with others",
     "Delinquent past or present credit obligations with others", true},
    {ReasonCode::kExcessiveObligations, "EXCESSIVE_OBLIGATIONS",
     "Excessive obligations in relation to income", "Excessive obligations in relation to income",
     true},
    {ReasonCode::kIncomeInsufficient, "INCOME_INSUFFICIENT",
     "Income insufficient for amount of credit requested",
     "Income insufficient for amount of credit requested", true},
    {ReasonCode::kIrregularEmployment, "IRREGULAR_EMPLOYMENT", "Temporary or irregular employment",
     "Temporary or irregular employment", true},
    {ReasonCode::kLengthOfEmployment, "LENGTH_OF_EMPLOYMENT", "Length of employment",
     "Length of employment", true},
    {ReasonCode::kNotEmployed, "NOT_EMPLOYED", "Not currently in employment",
     "Temporary or irregular employment", true},
    {ReasonCode::kOverdraftUse, "OVERDRAFT_USE",
     "The bank account was overdrawn on too many of the last 90 days", kOther, true},
    {ReasonCode::kRevolvingUtilisation, "REVOLVING_UTILISATION",
     "Proportion of revolving balances to credit limits is too high", kOther, true},
    {ReasonCode::kTermOutsideRange, "TERM_OUTSIDE_RANGE",
     "The repayment term requested is outside the range we lend for", kOther, false},
    {ReasonCode::kTermRequested, "TERM_REQUESTED", "Length of the repayment term requested", kOther,
     true},
}};

constexpr bool table_is_in_order() {
  for (std::size_t i = 0; i < kTable.size(); ++i) {
    if (index_of(kTable[i].code) != i) return false;
    if (i > 0 && !(kTable[i - 1].name < kTable[i].name)) return false;
  }
  return true;
}
static_assert(table_is_in_order(), "ties are broken by code, so code order is enumeration order");

}  // namespace

const ReasonText& describe(ReasonCode code) { return kTable[index_of(code)]; }

std::span<const ReasonText, kReasonCodeCount> reason_table() { return kTable; }

void ReasonList::add(Reason reason, std::size_t limit) {
  if (count_ >= std::min(limit, kMaxReasons)) return;
  for (const Reason& known : items()) {
    if (known.code == reason.code) return;
  }
  items_[count_++] = reason;
}

void add_families(const FamilyExcess& excess, std::size_t limit, ReasonList& reasons) {
  FamilyExcess left = excess;
  for (std::size_t i = 0; i < kReasonCodeCount; ++i) {
    // max_element gives the first of equals, which is the lowest code.
    const auto largest = std::max_element(left.begin(), left.end());
    if (*largest <= kMicroZero) return;
    const auto code = static_cast<ReasonCode>(largest - left.begin());
    reasons.add({code, *largest}, limit);
    if (reasons.items().size() >= limit) return;
    *largest = kMicroZero;
  }
}

Reason least_favourable(const FamilyExcess& excess,
                        const std::array<bool, kReasonCodeCount>& used) {
  std::size_t best = kReasonCodeCount;
  for (std::size_t i = 0; i < kReasonCodeCount; ++i) {
    if (used[i] && (best == kReasonCodeCount || excess[i] > excess[best])) best = i;
  }
  if (best == kReasonCodeCount) best = 0;
  return {static_cast<ReasonCode>(best), excess[best]};
}

}  // namespace financescr::credit
