// The scripts whose letters are transliterated, by the way they are read.
#pragma once

#include <cstdint>

namespace financescr::text {

enum class Script : std::uint8_t {
  kAlphabet,  // letter by letter: Cyrillic, Armenian, Georgian, Ethiopic, Thaana ...
  kGreek,
  kArabic,
  kHebrew,  // and Syriac
  kIndic,   // the scripts laid out like Devanagari
  kThai,    // and Lao
  kHangul,
  kKana,
  kHan,
};

}  // namespace financescr::text
