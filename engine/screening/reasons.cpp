#include "engine/screening/reasons.hpp"

#include <array>

namespace financescr::screening {
namespace {

struct Entry {
  std::string_view code;
  std::string_view text;
};

constexpr std::array<Entry, kReasonCodeCount> kTable{{
    {"NAME_EXACT", "All words of both names agree"},
    {"NAME_SIMILARITY_HIGH", "The names are alike"},
    {"NAME_PARTIAL", "One name is contained in the other"},
    {"NAME_SIMILARITY_LOW", "The names are alike only in part"},
    {"INITIALS_ONLY", "Part of the name agrees only by its initial"},
    {"ALIAS_HIT", "The name that agrees is an alias"},
    {"WEAK_ALIAS_HIT", "The list itself calls the alias weak"},
    {"NUMBER_CONFLICT", "The numbers in the names differ"},
    {"DOB_EXACT", "The dates of birth are the same"},
    {"DOB_PARTIAL", "The dates of birth agree as far as they are known"},
    {"DOB_DAY_MONTH_SWAP", "The dates of birth agree once day and month are exchanged"},
    {"DOB_CONFLICT", "The dates of birth differ"},
    {"NATIONALITY_MATCH", "The nationality is one that the list names"},
    {"NATIONALITY_CONFLICT", "The nationality is none that the list names"},
    {"RESIDENCE_MATCH", "The country of residence is one that the list names"},
    {"RESIDENCE_CONFLICT", "The country of residence is none that the list names"},
    {"ID_NUMBER_MATCH", "The identity number is on the list"},
    {"ID_NUMBER_CONFLICT", "The identity number is none that the list names"},
    {"ENTITY_TYPE_CONFLICT", "One is a person, the other something else"},
    {"LIST_SANCTIONS", "The entry is on a sanctions list"},
    {"LIST_PEP", "The entry is a politically exposed person"},
    {"LIST_ADVERSE_MEDIA", "The entry is known from adverse media"},
    {"NAME_NOT_MATCHABLE",
     "The name could not be compared (its script, unreadable characters, letters that stand alone, "
     "or no name in it), so a person must look"},
    {"NAME_PARTLY_NOT_MATCHABLE",
     "Part of the name could not be compared (its script, unreadable characters, letters that "
     "stand alone, or too many or too common words), so a person must look"},
    {"ID_KEY_NOT_AT_HAND", "The identity number could not be compared: its key is not at hand"},
}};

constexpr Micro kHigh{800'000};

}  // namespace

std::string_view to_string(ReasonCode code) { return kTable[static_cast<std::size_t>(code)].code; }

std::string_view describe(ReasonCode code) { return kTable[static_cast<std::size_t>(code)].text; }

std::vector<ReasonCode> reasons_of(const FeatureVector& features) {
  const auto value = [&features](Feature feature) { return features[index_of(feature)]; };
  const auto is_one = [&value](Feature feature) { return value(feature) == kMicroOne; };
  const auto is_zero = [&value](Feature feature) { return value(feature) == kMicroZero; };
  std::vector<ReasonCode> codes;
  const auto add = [&codes](bool condition, ReasonCode code) {
    if (condition) codes.push_back(code);
  };
  const bool query_high = value(Feature::kQueryCoverage) >= kHigh;
  const bool candidate_high = value(Feature::kCandidateCoverage) >= kHigh;
  const bool exact = is_one(Feature::kQueryCoverage) && is_one(Feature::kCandidateCoverage);
  add(exact, ReasonCode::kNameExact);
  add(!exact && query_high && candidate_high, ReasonCode::kNameSimilarityHigh);
  add(query_high != candidate_high, ReasonCode::kNamePartial);
  add(!query_high && !candidate_high, ReasonCode::kNameSimilarityLow);
  add(value(Feature::kInitialsShare) > kMicroZero, ReasonCode::kInitialsOnly);
  add(is_one(Feature::kAliasHit), ReasonCode::kAliasHit);
  add(is_one(Feature::kWeakAliasHit), ReasonCode::kWeakAliasHit);
  add(value(Feature::kNumberConflict) > kMicroZero, ReasonCode::kNumberConflict);
  add(is_one(Feature::kDobExact), ReasonCode::kDobExact);
  add(value(Feature::kDobPartial) > kMicroZero, ReasonCode::kDobPartial);
  add(is_one(Feature::kDobDayMonthSwap), ReasonCode::kDobDayMonthSwap);
  add(value(Feature::kDobConflict) > kMicroZero, ReasonCode::kDobConflict);
  add(is_one(Feature::kNationalityOverlap), ReasonCode::kNationalityMatch);
  add(is_zero(Feature::kNationalityOverlap), ReasonCode::kNationalityConflict);
  add(is_one(Feature::kResidenceOverlap), ReasonCode::kResidenceMatch);
  add(is_zero(Feature::kResidenceOverlap), ReasonCode::kResidenceConflict);
  add(is_one(Feature::kIdNumberMatch), ReasonCode::kIdNumberMatch);
  add(is_zero(Feature::kIdNumberMatch), ReasonCode::kIdNumberConflict);
  add(is_zero(Feature::kEntityTypeMatch), ReasonCode::kEntityTypeConflict);
  add(is_one(Feature::kListSanctions), ReasonCode::kListSanctions);
  add(is_one(Feature::kListPep), ReasonCode::kListPep);
  add(is_one(Feature::kListAdverseMedia), ReasonCode::kListAdverseMedia);
  return codes;
}

}  // namespace financescr::screening
