// Reasons: why a loan is not simply approved, in words that an applicant can be given.
//
// The table is closed. Its wording is that of Form C-1 of Regulation B (12 CFR 1002, appendix C)
// where the form has an item, and a specific statement under "other, specify" where it has none.
// One to four reasons are given; the commentary to 1002.9(b)(2) holds a longer list for unhelpful.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "engine/core/micro.hpp"

namespace financescr::credit {

// Alphabetical, so that the order of the enumeration is the order of the codes.
enum class ReasonCode : std::uint8_t {
  kAmountOutsideRange,
  kBalanceVolatility,
  kDelinquentObligations,
  kExcessiveObligations,
  kIncomeInsufficient,
  kIrregularEmployment,
  kLengthOfEmployment,
  kNotEmployed,
  kOverdraftUse,
  kRevolvingUtilisation,
  kTermOutsideRange,
  kTermRequested,
};

inline constexpr std::size_t kReasonCodeCount = 12;
inline constexpr std::size_t kMaxReasons = 4;

struct ReasonText {
  ReasonCode code;
  std::string_view name;     // the code as it is written
  std::string_view text;     // one sentence for the applicant
  std::string_view form_c1;  // the item of Form C-1
  bool model_family;         // may stand for features of the PD model
};

[[nodiscard]] const ReasonText& describe(ReasonCode code);
[[nodiscard]] std::span<const ReasonText, kReasonCodeCount> reason_table();
[[nodiscard]] constexpr std::size_t index_of(ReasonCode code) {
  return static_cast<std::size_t>(code);
}

struct Reason {
  ReasonCode code = ReasonCode::kAmountOutsideRange;
  // How much the family raises the log-odds above the reference applicant's; absent where a policy
  // branch, and no feature, is the reason.
  std::optional<Micro> contribution;

  bool operator==(const Reason&) const = default;
};

// At most kMaxReasons, each code once.
class ReasonList {
 public:
  // Does nothing when the list holds `limit` reasons or the code already.
  void add(Reason reason, std::size_t limit);

  [[nodiscard]] std::span<const Reason> items() const { return {items_.data(), count_}; }
  [[nodiscard]] bool empty() const { return count_ == 0; }
  bool operator==(const ReasonList&) const = default;

 private:
  std::array<Reason, kMaxReasons> items_{};
  std::size_t count_ = 0;
};

// Log-odds above the reference applicant's, summed by family; indexed by ReasonCode. Families that
// no feature belongs to hold 0.
using FamilyExcess = std::array<Micro, kReasonCodeCount>;

// Appends the families that raise the log-odds, largest first, ties by code.
void add_families(const FamilyExcess& excess, std::size_t limit, ReasonList& reasons);

// The family with the largest excess, which may be zero or negative; ties by code.
// Requires: `used` holds at least one family.
[[nodiscard]] Reason least_favourable(const FamilyExcess& excess,
                                      const std::array<bool, kReasonCodeCount>& used);

}  // namespace financescr::credit
