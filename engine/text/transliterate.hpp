// Transliteration: a run of letters of one script to words as spelling.hpp spells them.
//
// Pure functions of the run: no language is guessed beyond what the letters themselves show. The
// result may hold spaces, where a script tells words apart by other means (the Arabic article, the
// surname of a Han or Hangul name).
#pragma once

#include <string>
#include <string_view>

#include "engine/text/han_readings.hpp"
#include "engine/text/script.hpp"

namespace financescr::text {

// The spelling of one letter on its own; empty if it has none.
[[nodiscard]] std::string_view letter_spelling(char32_t letter);

// Requires: `run` holds letters of `script`, marks and, in Hebrew and Arabic, apostrophes and
// quotes between letters. Appends nothing if no letter can be read on its own (a lone soft sign).
void transliterate(Script script, std::u32string_view run, std::string& out);

// A run of Han characters, read as `choice` says. `surname` is how many of them are the surname, 0
// if the name does not show it.
void transliterate_han(std::u32string_view run, std::size_t surname, const HanChoice& choice,
                       std::string& out);

// Whether a run of Arabic script belongs to the word before it, though a space stands between: the
// name of God ("Saif Allah" is Saifullah) and the article behind "servant of" (Abdul).
[[nodiscard]] bool joins_previous(std::u32string_view previous, std::u32string_view run);

// The parts of transliterate(), one a way of reading.
namespace scripts {
void read_alphabet(std::u32string_view run, std::string& out);
void read_greek(std::u32string_view run, std::string& out);
void read_arabic(std::u32string_view run, std::string& out);
void read_hebrew(std::u32string_view run, std::string& out);
void read_indic(std::u32string_view run, std::string& out);
void read_thai(std::u32string_view run, std::string& out);
void read_hangul(std::u32string_view run, std::string& out);
void read_kana(std::u32string_view run, std::string& out);
void read_han(std::u32string_view run, std::size_t surname, std::string& out);
void read_han_foreign(std::u32string_view run, std::string& out);
void read_han_japanese(std::u32string_view run, std::size_t surname, std::size_t variant,
                       std::string& out);
void read_han_korean(std::u32string_view run, std::size_t surname, std::string& out);
void read_han_cantonese(std::u32string_view run, std::size_t surname, std::string& out);
void read_han_wade_giles(std::u32string_view run, std::size_t surname, std::string& out);

// Adds a Han character; the iteration mark adds the last one again.
void add_han(char32_t c, std::u32string& out);
// The commonest Mandarin reading in pinyin, empty if the character has none.
[[nodiscard]] std::string_view pinyin(char32_t c);
// Whether it holds a word of companies, such as "bank" or "group".
[[nodiscard]] bool has_company_word(std::u32string_view run);
// How many characters of a Chinese or Korean person's name are the surname.
[[nodiscard]] std::size_t han_surname(std::u32string_view run);
}  // namespace scripts

}  // namespace financescr::text
