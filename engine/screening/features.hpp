// The frozen feature set of screening. The order never changes; a new feature goes to the end and
// changes the decision version.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "engine/core/micro.hpp"

namespace financescr::screening {

enum class Feature : std::uint8_t {
  kNameJw,              // name_similarity_jw of the specification, 0 to 1
  kNameTokenJaccard,    // 0 to 1
  kNameLengthRatio,     // shorter over longer name, in letters, 0 to 1
  kDobExact,            // 1, 0; missing when either side has no date of birth, as all dob features
  kDobYearMatch,        // 1, 0
  kNationalityOverlap,  // 1, 0; missing when either side has none
  kResidenceOverlap,    // 1, 0; missing when either side has none
  kIdNumberMatch,       // 1, 0; missing when either side has none
  kListSanctions,       // 1, 0; missing outside a list
  kListPep,
  kListAdverseMedia,
  kAliasHit,       // 1 if the name that matched is not the primary one
  kWeakAliasHit,   // 1 if the list itself calls that name weak
  kQueryCoverage,  // alignment.hpp, 0 to 1
  kCandidateCoverage,
  kNameEvidence,
  kInitialsShare,
  kDobPartial,  // date_comparison.hpp
  kDobDayMonthSwap,
  kDobConflict,
  kEntityTypeMatch,    // 1 same kind, 0 another; missing when either is unknown
  kNameOrderConflict,  // 1 if the child of one name is the parent of the other, and the reverse
  kNameRarity,         // alignment.hpp, 0 to 1
  kNumberConflict,     // alignment.hpp, 0 to 1
};

inline constexpr std::size_t kFeatureCount = 24;
inline constexpr Micro kMissing{-Micro::kScale};

using FeatureVector = std::array<Micro, kFeatureCount>;

[[nodiscard]] std::string_view to_string(Feature feature);
[[nodiscard]] constexpr Feature feature_at(std::size_t i) { return static_cast<Feature>(i); }
[[nodiscard]] constexpr std::size_t index_of(Feature feature) {
  return static_cast<std::size_t>(feature);
}

}  // namespace financescr::screening
