// What one code point means in a name: a Latin letter or digit with its ASCII form, an apostrophe,
// something to ignore, a letter of a script that cannot be matched yet, or a separator.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace financescr::text {

enum class CharacterKind : std::uint8_t {
  kWord,         // `folded` holds one to four of [a-z0-9]
  kApostrophe,   // joins or separates, depending on what stands before it
  kIgnored,      // combining mark or format character: as if it were not there
  kOtherLetter,  // a letter with no Latin form in our tables
  kSeparator,
};

struct Character {
  CharacterKind kind = CharacterKind::kSeparator;
  std::string_view folded;
};

// The code point that starts at `position`, which moves behind it. An ill-formed byte yields
// U+FFFD and moves by one. Requires: position < text.size().
[[nodiscard]] char32_t next_code_point(std::string_view text, std::size_t& position);

[[nodiscard]] Character classify(char32_t code_point);

}  // namespace financescr::text
