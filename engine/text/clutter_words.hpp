// Clutter words: what people write into a name field that is no part of a name: titles, offices,
// words that introduce a birth, a document or another name, months, places.
//
// A word is looked up in its normalised form with what stands inside it taken out: "a.k.a." is
// "aka".
//
// Source: compiled by hand for this project from the forms of address and the offices of English,
// Spanish, Portuguese, French, German, Italian, Hungarian, Turkish, Polish, Russian, Arabic,
// Persian, Malay, Chinese, Japanese and Korean, and from the largest cities of the world.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace financescr::text {

enum class ClutterWord : std::uint8_t {
  kNone,
  kTitle,          // "Mr", "Präsident": before or behind a name
  kRole,           // "Director": an office by itself
  kRoleWord,       // "Managing": part of an office
  kLink,           // "of", "and": inside an office or a birth
  kBirthLabel,     // "born", "DOB"
  kBirthLink,      // "am", "le": between the label and the date
  kDocumentLabel,  // "passport"
  kNumberLabel,    // "No."
  kAlias,          // "a.k.a.": another name follows
  kCare,           // "attn"
};

[[nodiscard]] ClutterWord clutter_word(std::string_view word);

// 1 to 12; 0 if the word is no month.
[[nodiscard]] std::uint8_t month_of(std::string_view word);

// Words with single blanks between them.
[[nodiscard]] bool is_place(std::string_view words);

// How many bytes at the end of a word in Han, kana or Hangul are a form of address or an office
// ("先生", "さん", "님"), or at its beginning; 0 if none or if too little would be left.
[[nodiscard]] std::size_t address_at_end(std::string_view word);
[[nodiscard]] std::size_t address_at_start(std::string_view word);
// Whether the word is nothing else.
[[nodiscard]] bool is_address(std::string_view word);

}  // namespace financescr::text
