// What one code point means in a name: a Latin letter or digit with its ASCII form, a letter that
// is transliterated with its neighbours, an apostrophe, something to ignore, a letter of a script
// that cannot be matched yet, something that nobody can read, or a separator.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "engine/text/script.hpp"

namespace financescr::text {

enum class CharacterKind : std::uint8_t {
  kWord,            // `folded` holds one to four of [a-z0-9]
  kTransliterated,  // a letter or vowel sign of `script`
  kApostrophe,      // joins or separates, depending on what stands before it
  kIgnored,         // combining mark or format character: as if it were not there
  kOtherLetter,     // a letter with no Latin form in our tables
  kUnreadable,      // a control, private, unassigned or replaced code point: separates words
  kReordering,      // a bidirectional override: people see the letters in another order
  kSeparator,
};

struct Character {
  CharacterKind kind = CharacterKind::kSeparator;
  std::string_view folded;
  Script script = Script::kAlphabet;
};

// The code point that starts at `position`, which moves behind it. An ill-formed byte yields
// U+FFFD and moves by one. Requires: position < text.size().
[[nodiscard]] char32_t next_code_point(std::string_view text, std::size_t& position);

// Requires: a code point as code_points() gives them.
[[nodiscard]] Character classify(char32_t code_point);

// The code points of `text` with ligatures, half-width and presentation forms of transliterated
// scripts taken apart (NFKC) and their letters and marks put together (NFC), and letters in circles
// and squares without these: every way of encoding a name gives the same.
[[nodiscard]] std::u32string code_points(std::string_view text);

}  // namespace financescr::text
