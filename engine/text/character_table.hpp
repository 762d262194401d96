// The generated character data behind characters.hpp. Regenerate character_table.cpp and
// han_table.cpp with the target generate_character_table; never edit them by hand.
#pragma once

#include <cstddef>
#include <cstdint>

#include "engine/text/script.hpp"

namespace financescr::text {

struct CharacterFold {
  char32_t code_point;
  char folded[5];  // one to four of [a-z0-9], NUL-terminated
};

struct CodePointRange {
  char32_t first;
  char32_t last;
};

struct ScriptRange {
  char32_t first;
  char32_t last;
  Script script;
};

struct LetterSpelling {
  char32_t code_point;
  char spelling[8];  // spelling.hpp, NUL-terminated
};

// A code point that stands for others: ligatures, half-width and presentation forms.
struct Decomposition {
  char32_t code_point;
  std::uint16_t first;  // in kDecomposed
  std::uint16_t count;
};

// A letter and a mark that are one letter together.
struct Composition {
  char32_t letter;
  char32_t mark;
  char32_t composed;
};

extern const CharacterFold kFolds[];  // sorted by code point, as all of these
extern const std::size_t kFoldsCount;
extern const CodePointRange kIgnored[];  // marks and format characters
extern const std::size_t kIgnoredCount;
extern const CodePointRange kOtherLetters[];  // letters of scripts without a table yet
extern const std::size_t kOtherLettersCount;
extern const CodePointRange kUnreadable[];  // controls, private use, unassigned, U+FFFC, U+FFFD
extern const std::size_t kUnreadableCount;
extern const ScriptRange kScripts[];  // letters and vowel signs that are transliterated
extern const std::size_t kScriptsCount;
extern const LetterSpelling kSpellings[];
extern const std::size_t kSpellingsCount;
extern const Decomposition kDecompositions[];
extern const std::size_t kDecompositionsCount;
extern const char32_t kDecomposed[];
extern const Composition kCompositions[];
extern const std::size_t kCompositionsCount;

// The commonest Mandarin reading without tones, by code point; index 0 is "no reading".
inline constexpr char32_t kFirstHan = 0x3400;
inline constexpr char32_t kLastHan = 0x9FFF;
extern const char kHanSyllables[][7];
extern const std::uint16_t kHanReadings[kLastHan - kFirstHan + 1];

}  // namespace financescr::text
