#include "engine/screening/features.hpp"

namespace financescr::screening {

std::string_view to_string(Feature feature) {
  static constexpr std::array<std::string_view, kFeatureCount> kNames{"name_jw",
                                                                      "name_token_jaccard",
                                                                      "name_length_ratio",
                                                                      "dob_exact",
                                                                      "dob_year_match",
                                                                      "nationality_overlap",
                                                                      "residence_overlap",
                                                                      "id_number_match",
                                                                      "list_sanctions",
                                                                      "list_pep",
                                                                      "list_adverse_media",
                                                                      "alias_hit",
                                                                      "weak_alias_hit",
                                                                      "query_coverage",
                                                                      "candidate_coverage",
                                                                      "name_evidence",
                                                                      "initials_share",
                                                                      "dob_partial",
                                                                      "dob_day_month_swap",
                                                                      "dob_conflict",
                                                                      "entity_type_match",
                                                                      "name_order_conflict",
                                                                      "name_rarity",
                                                                      "number_conflict"};
  return kNames[index_of(feature)];
}

}  // namespace financescr::screening
