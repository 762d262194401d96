// What a word of a name is, and so how much it tells: "Zawahiri" tells much, "al" and "Ltd" little.
#pragma once

#include <cstdint>
#include <string_view>

namespace financescr::text {

enum class WordClass : std::uint8_t {
  kName,
  kInitial,    // one letter
  kParticle,   // al, bin, de, von, of, and
  kHonorific,  // dr, sheikh, haji
  kLegalForm,  // ltd, gmbh, ooo
  kGeneric,    // company, trading
  kNumber,     // has a digit
};

// Words that say little about who is meant.
[[nodiscard]] constexpr bool is_filler(WordClass word_class) {
  switch (word_class) {
    case WordClass::kParticle:
    case WordClass::kHonorific:
    case WordClass::kLegalForm:
    case WordClass::kGeneric:
      return true;
    case WordClass::kName:
    case WordClass::kInitial:
    case WordClass::kNumber:
      return false;
  }
  return false;
}

// Words that are searched for: those that can find a name by themselves. The others only support.
[[nodiscard]] constexpr bool is_searched(WordClass word_class) {
  return word_class == WordClass::kName || word_class == WordClass::kNumber ||
         word_class == WordClass::kGeneric;
}

// Requires: a word of normalised text.
[[nodiscard]] WordClass word_class(std::string_view word);

// How much a word counts when the words of two names are weighed, in per mille of a full name word.
// Grows with length up to eight letters.
[[nodiscard]] std::int32_t word_weight_permille(std::string_view word);
// The same when its class is known.
[[nodiscard]] std::int32_t word_weight_permille(std::string_view word, WordClass word_class);

// Whether a title is what families are called as well: "Haji", "Sheikh", "Muhandis".
[[nodiscard]] bool is_family_title(std::string_view word);

// Whether the word is a generic company word in English.
[[nodiscard]] bool is_generic_in_english(std::string_view word);

// Whether letters written apart ("l l c") are a legal form when joined.
[[nodiscard]] bool is_legal_form(std::string_view word);

}  // namespace financescr::text
