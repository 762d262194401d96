// Respelled: the same text with its words parted or joined otherwise, or with digits read as the
// letters that they stand for. Each function returns nothing where that changes nothing.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace financescr::text {

// A blank before each capital that follows a small letter, and before the last capital of a row
// that goes on small: "SarahWalker", "SiemensAG", "OOORosoboron", "IvanovI.I."; not in "GmbH".
[[nodiscard]] std::optional<std::string> with_words_cut(std::string_view raw);

struct JoinedLetters {
  std::string text;
  std::size_t longest = 0;  // letters of the longest run that was joined
  bool all_dotted = true;   // nothing but dots or dashes stood in the runs
  bool one_case = true;     // all of their letters are capitals, or all are small
};

// Runs of single letters that are all parted in the same way, joined: "N.I.O.C.", "A-B-C Company",
// "H N K Petrochem". Only letters of scripts with capitals.
[[nodiscard]] std::optional<JoinedLetters> with_letters_joined(std::string_view raw);

// Words of two or three capitals without a vowel in a name that has small letters, parted: "JC
// Juncker".
[[nodiscard]] std::optional<std::string> with_letters_parted(std::string_view raw);

// Digits inside words of letters as the letters they look like: "S3rgei", "B0ut", "I9or". `one` is
// what 1 is read as.
[[nodiscard]] std::optional<std::string> with_digits_as_letters(std::string_view raw, char one);

struct Bracketed {
  std::string without;  // the text without what stands in brackets
  std::string inside;
};

// What stands in the only pair of brackets of the text.
[[nodiscard]] std::optional<Bracketed> bracketed(std::string_view raw);

}  // namespace financescr::text
