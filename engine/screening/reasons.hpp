// Reason codes of screening: a closed table. Each code has a text and one condition that emits it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/screening/features.hpp"

namespace financescr::screening {

enum class ReasonCode : std::uint8_t {
  kNameExact,           // every word of both names agrees fully
  kNameSimilarityHigh,  // both coverages at least 0.8
  kNamePartial,         // one coverage at least 0.8, the other below
  kNameSimilarityLow,   // neither
  kInitialsOnly,        // an initial stands for part of the name
  kAliasHit,
  kWeakAliasHit,
  kNumberConflict,
  kDobExact,
  kDobPartial,
  kDobDayMonthSwap,
  kDobConflict,
  kNationalityMatch,
  kNationalityConflict,
  kResidenceMatch,
  kResidenceConflict,
  kIdNumberMatch,
  kIdNumberConflict,
  kEntityTypeConflict,
  kListSanctions,
  kListPep,
  kListAdverseMedia,
  kNameNotMatchable,        // no word of the subject's name can be compared
  kNamePartlyNotMatchable,  // a part of it cannot: text::Matchable
  kIdKeyNotAtHand,          // an id number was given, but not the key to hash it with
};
inline constexpr std::size_t kReasonCodeCount = 25;

[[nodiscard]] std::string_view to_string(ReasonCode code);
// A sentence for people.
[[nodiscard]] std::string_view describe(ReasonCode code);

// What speaks for and against a match, in table order.
[[nodiscard]] std::vector<ReasonCode> reasons_of(const FeatureVector& features);

}  // namespace financescr::screening
