// Normalisation: any spelling of a name to lower-case ASCII words with single spaces between them.
//
// Letters of other scripts are transliterated (transliterate.hpp). Latin letters with diacritics
// fold to their base letters (NFKD and CLDR's Latin-ASCII), an apostrophe inside a word vanishes
// ("Sa'id" is "said") except behind a lone first letter ("O'Neill" is "o neill"), and everything
// else separates words. Letters of scripts without a table are counted, and so are code points that
// nobody can read and letters that stand alone, so that a caller never mistakes such a name for one
// that was compared.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "engine/text/han_readings.hpp"

namespace financescr::text {

// A word that is one letter, digit or syllable of the name.
struct LoneLetter {
  std::size_t at = 0;     // where it begins in `spelling`
  bool is_upper = false;  // a capital of a script that has both cases
  bool is_lower = false;
  bool is_syllable = false;  // Han and Hangul, which many write apart
};

// A word of two or three letters of a script with both cases.
struct ShortWord {
  std::size_t at = 0;  // where it begins in `spelling`
  std::size_t letters = 0;
  bool is_small = false;  // none of them is a capital
};

struct NormalisedText {
  std::string text;
  std::string spelling;               // the same words as spelling.hpp spells them
  std::size_t matched_letters = 0;    // letters and digits that `text` stands for
  std::size_t unmatched_letters = 0;  // letters with no Latin form in our tables
  // Control, private, unassigned and replaced code points, bidirectional overrides and other marks
  // that show a word in another order (display_order.hpp), words that mix scripts
  // (lookalikes.hpp); not white space at either end.
  std::size_t unreadable = 0;
  std::vector<LoneLetter> lone_letters;  // in their order
  std::vector<ShortWord> short_words;    // the same
  bool has_capital = false;              // some letter is a capital
};

// `han` says how names in Han characters are read.
[[nodiscard]] NormalisedText normalise_counted(std::string_view name, const HanChoice& han = {});
[[nodiscard]] std::string normalise(std::string_view name);

// The words of normalised text or of its spelling; views into it.
[[nodiscard]] std::vector<std::string_view> split_words(std::string_view normalised);

}  // namespace financescr::text
