// The slow textbook twins: what the fast metrics are tested against, and the reference system's own
// formulas as its specification states them (kept so that its published vectors can be checked).
#pragma once

#include <string_view>

namespace financescr::text::reference {

[[nodiscard]] double jaro(std::string_view a, std::string_view b);

// min(1, Jaccard of the word sets + 0.15 if the last words are equal + 0.05 if one name starts with
// the other's first word); 0 for names without words.
[[nodiscard]] double retrieval_score(std::string_view subject, std::string_view candidate);

}  // namespace financescr::text::reference
