// Heard words: the words of a name as they are compared, each with what it sounds like and what
// kind of word it is. Several words may be one ("forty four", "joint stock company", "L. L. C."),
// and what says the same of a company sounds the same in every language and however it is
// shortened.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "engine/text/company_abbreviations.hpp"
#include "engine/text/number_words.hpp"
#include "engine/text/word_class.hpp"

namespace financescr::text {

// How words are taken that may be read in two ways. The plain reading of a name takes each for what
// it nearly always is.
struct NameStyle {
  Numerals numerals = Numerals::kSure;
  Abbreviations abbreviations = Abbreviations::kSure;
  // Company words of other languages and titles are names ("Eslami", "Muhandis").
  bool words_are_names = false;
  // Two letters at the end, written apart, are initials and no legal form ("Petrov S. A.").
  bool letters_are_initials = false;

  bool operator==(const NameStyle&) const = default;
};

struct HeardWord {
  std::string letters;  // plain form
  std::string phones;
  WordClass word_class = WordClass::kName;
  std::size_t at = 0;              // where it begins in the spelling
  std::size_t source_letters = 0;  // of the words that it was made from
  bool is_whole = true;            // all letters of these words are compared
  bool is_joined = false;          // made from several words
};

// Requires: normalised text or its spelling. At most limits::kMaxNameTokens words.
[[nodiscard]] std::vector<HeardWord> heard_words(std::string_view spelling, const NameStyle& style);

// Whether a company word of another language or a title is a surname too: Eslami is "islamic".
[[nodiscard]] bool is_surname_too(std::string_view letters);

// Whether a word says that the name is that of a company: a legal form, or a generic word.
[[nodiscard]] bool is_company_word(std::string_view letters, WordClass word_class);

}  // namespace financescr::text
