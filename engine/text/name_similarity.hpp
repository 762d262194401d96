// Whole-name similarities of the frozen feature set (specification 1.6), on normalised words.
#pragma once

#include <string_view>
#include <vector>

namespace financescr::text {

// |A and B| / |A or B| over the sets of words; 0 when both are empty.
[[nodiscard]] double token_jaccard(const std::vector<std::string_view>& a,
                                   const std::vector<std::string_view>& b);

// 0.6 * Jaro-Winkler of the sorted words joined by spaces + 0.4 * the best Jaro-Winkler of any pair
// of words; 0 if either side has no word. Unrelated names score above 0.5, which is why it is a
// feature with a small weight and never a decision by itself.
[[nodiscard]] double name_similarity_jw(const std::vector<std::string_view>& a,
                                        const std::vector<std::string_view>& b);

}  // namespace financescr::text
