// Number words: "44", "forty-four", "44th", "XLIV" and "cuarenta y cuatro" are one number.
//
// Digits, Roman numerals up to 39 and the cardinals and ordinals of English and of the languages in
// which lists are published become the digits of their value. A word that is a name as well ("Ten",
// "Segundo", "Xi", a last "V") is a number only where the caller says so.
//
// Source: compiled by hand for this project from the grammars of English, Spanish, Portuguese,
// French, German, Italian, Russian and Turkish.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace financescr::text {

// Which words are taken for numbers.
enum class Numerals : std::uint8_t {
  kSure,  // those that are hardly ever names
  kAll,   // and those that may be names
};

struct NumberRun {
  std::size_t words = 0;  // 0: no number starts here
  std::string digits;     // without zeros in front
};

// The number that starts at words[first] and goes on as far as it may: "forty", "four". Requires:
// words of normalised text.
[[nodiscard]] NumberRun number_at(std::span<const std::string_view> words, std::size_t first,
                                  Numerals numerals);

// Whether the word is a number under kAll and none under kSure.
[[nodiscard]] bool may_be_number(std::string_view word);

}  // namespace financescr::text
