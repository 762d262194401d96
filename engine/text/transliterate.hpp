// Transliteration: a run of letters of one script to words as spelling.hpp spells them.
//
// Pure functions of the run: no language is guessed beyond what the letters themselves show. The
// result may hold spaces, where a script tells words apart by other means (the Arabic article, the
// surname of a Han or Hangul name).
#pragma once

#include <string>
#include <string_view>

#include "engine/text/script.hpp"

namespace financescr::text {

// The spelling of one letter on its own; empty if it has none.
[[nodiscard]] std::string_view letter_spelling(char32_t letter);

// Requires: `run` holds letters of `script`, marks and, in Hebrew and Arabic, apostrophes and
// quotes between letters. Appends nothing if no letter can be read on its own (a lone soft sign).
void transliterate(Script script, std::u32string_view run, std::string& out);

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
void read_han(std::u32string_view run, std::string& out);
}  // namespace scripts

}  // namespace financescr::text
