// The one question worth asking: the missing field whose answer could change the decision most, and
// what each answer would lead to.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "engine/pack/watchlist.hpp"
#include "engine/screening/model.hpp"
#include "engine/screening/ranking.hpp"
#include "engine/screening/subject.hpp"

namespace financescr::screening {

enum class FollowUpField : std::uint8_t { kDob, kNationality, kResidenceCountry, kIdNumber };

[[nodiscard]] std::string_view to_string(FollowUpField field);
// The question as an analyst would put it.
[[nodiscard]] std::string_view question_of(FollowUpField field);

struct FollowUp {
  FollowUpField field;
  Micro probability_if_same;       // the answer is what the list says of the best match
  Micro probability_if_different;  // the answer is on none of the retrieved entries
};

// Looks at fields that the subject lacks and the best match has. Nothing if no answer would carry
// the decision over the threshold. Ties go to the field that stands first in FollowUpField.
[[nodiscard]] std::optional<FollowUp> find_follow_up(const pack::Watchlist& watchlist,
                                                     const Subject& subject, const Model& model,
                                                     Micro threshold,
                                                     const std::vector<RankedMatch>& ranked);

}  // namespace financescr::screening
