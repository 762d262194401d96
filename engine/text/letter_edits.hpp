// Letter edits: words that differ by a slip of the pen. A letter replaced, left out, put in or
// exchanged with its neighbour is one edit, whatever it does to the sound.
//
// The index finds such words without comparing all: a listed word is filed under its parts, two or
// three of equal length, with their place and the length of the word. An edit touches one part (or
// exchanges two letters at the border of two), so a part of the listed word stands whole in the
// other, near its place, where edit_probes() looks for it. Words of three and four letters are
// filed under themselves with a letter left out.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace financescr::text {

// From this many letters on, a word may have two edits.
inline constexpr std::size_t kTwoEditsFrom = 9;

enum class EditRule : std::uint8_t {
  kNone,
  kSupported,  // one edit in short words, which counts only beside another word that agrees
  kOne,
  kTwo,  // up to two
};

// What words of these lengths may differ by: nothing below three letters, one edit if the longer
// has five, two if the shorter has nine.
[[nodiscard]] EditRule edit_rule(std::size_t a_letters, std::size_t b_letters);

// Edits between two words (optimal string alignment); most + 1 if there are more than `most`.
// Digits are never edited. Requires: most <= 2.
[[nodiscard]] int letter_edits(std::string_view a, std::string_view b, int most);

// How alike two words are that differ by few edits.
struct EditMatch {
  std::int32_t similarity_permille = 0;  // 0: they differ by more than their lengths allow
  bool needs_support = false;
};
// Nothing for words with the same letters. Symmetric.
[[nodiscard]] EditMatch edit_match(std::string_view a, std::string_view b);

// Whether the letters are all that was written: false for an abjad's word without its vowels, in
// which a letter is too much of the word.
[[nodiscard]] bool is_compared_by_letters(std::string_view letters, std::string_view phones);

// Keys of a listed word, ascending and distinct.
[[nodiscard]] std::vector<std::uint32_t> edit_keys(std::string_view letters);
// Keys of which every word within the edits allowed has one. Ascending and distinct.
[[nodiscard]] std::vector<std::uint32_t> edit_probes(std::string_view letters);

}  // namespace financescr::text
