// How alike two words of a name sound and look, in per mille.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "engine/core/limits.hpp"
#include "engine/text/phonetic.hpp"

namespace financescr::text {

// One word made ready to be compared with many.
class TokenPattern {
 public:
  // Requires: phones as phones_of() makes them, at most kMostPhones; they outlive the pattern.
  explicit TokenPattern(std::string_view phones);

  // See token_similarity_permille().
  [[nodiscard]] std::int32_t similarity_permille(std::string_view other, std::int32_t least) const;

 private:
  static constexpr std::size_t kMostPhones = limits::kMaxTokenBytes * 2;

  std::string_view phones_;
  std::array<std::int16_t, kMostPhones> gaps_;
  std::array<std::int16_t, kPhoneCount>
      cheapest_;  // of a phone against any of the pattern, or none
  int cheapest_gap_ = 0;
  bool has_digit_ = false;
};

// 1000 for equal phones; otherwise 1000 * (1 - cost / length), where cost is the cheapest edit
// (optimal string alignment) of one phone sequence into the other and length the longer one, at
// least four. Substitutions within a sound group (q/k, v/w, o/u ...), vowels and h cost less than a
// whole edit. Words with digits are alike only when equal. Symmetric.
// A similarity below `least` is returned as 0, and found out sooner.
// Requires: phones as phones_of() makes them. O(|a| * |b|).
[[nodiscard]] std::int32_t token_similarity_permille(std::string_view a_phones,
                                                     std::string_view b_phones,
                                                     std::int32_t least = 0);

// The same with a plain table instead of rolling rows, for tests.
namespace reference {
[[nodiscard]] std::int32_t token_similarity_permille(std::string_view a_phones,
                                                     std::string_view b_phones);
}

}  // namespace financescr::text
