// The generated character data behind characters.hpp. Regenerate character_table.cpp with the
// target generate_character_table; never edit it by hand.
#pragma once

#include <cstddef>

namespace financescr::text {

struct CharacterFold {
  char32_t code_point;
  char folded[5];  // one to four of [a-z0-9], NUL-terminated
};

struct CodePointRange {
  char32_t first;
  char32_t last;
};

extern const CharacterFold kFolds[];  // sorted by code point
extern const std::size_t kFoldsCount;
extern const CodePointRange kIgnored[];  // marks and format characters
extern const std::size_t kIgnoredCount;
extern const CodePointRange kOtherLetters[];  // letters of scripts without a table yet
extern const std::size_t kOtherLettersCount;

}  // namespace financescr::text
