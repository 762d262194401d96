#include "engine/text/transliterate.hpp"

#include <algorithm>

#include "engine/text/character_table.hpp"

namespace financescr::text {
namespace {

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos;
       at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
}

struct Digraph {
  std::string_view letters;
  std::string_view sound;
};

// As the letters of the table spell them; in this order.
constexpr Digraph kGreekDigraphs[] = {{"oy", "ou"}, {"ay", "av"},   {"ey", "ev"}, {"Iy", "iv"},
                                      {"GG", "ng"}, {"Gks", "nks"}, {"GX", "nX"}, {"ntz", "]{"},
                                      {"tz", "{"},  {"mp", "MB"},   {"nt", "]+"}, {"Gk", "]["}};
constexpr Digraph kGreekInitials[] = {{"MB", "b"}, {"]+", "d"}, {"][", "g"}};

}  // namespace

std::string_view letter_spelling(char32_t letter) {
  const auto* end = kSpellings + kSpellingsCount;
  const auto* it = std::lower_bound(
      kSpellings, end, letter,
      [](const LetterSpelling& entry, char32_t value) { return entry.code_point < value; });
  if (it == end || it->code_point != letter) return {};
  return it->spelling;
}

namespace scripts {

void read_alphabet(std::u32string_view run, std::string& out) {
  for (const char32_t letter : run) out += letter_spelling(letter);
}

void read_greek(std::u32string_view run, std::string& out) {
  std::string word;
  read_alphabet(run, word);
  for (const Digraph& digraph : kGreekDigraphs) replace_all(word, digraph.letters, digraph.sound);
  for (const Digraph& digraph : kGreekInitials) {
    if (word.starts_with(digraph.letters)) word.replace(0, digraph.letters.size(), digraph.sound);
  }
  out += word;
}

}  // namespace scripts

void transliterate(Script script, std::u32string_view run, std::string& out) {
  switch (script) {
    case Script::kAlphabet:
      return scripts::read_alphabet(run, out);
    case Script::kGreek:
      return scripts::read_greek(run, out);
    case Script::kArabic:
      return scripts::read_arabic(run, out);
    case Script::kHebrew:
      return scripts::read_hebrew(run, out);
    case Script::kIndic:
      return scripts::read_indic(run, out);
    case Script::kThai:
      return scripts::read_thai(run, out);
    case Script::kHangul:
      return scripts::read_hangul(run, out);
    case Script::kKana:
      return scripts::read_kana(run, out);
    case Script::kHan:
      return scripts::read_han(run, 0, out);
  }
}

void transliterate_han(std::u32string_view run, std::size_t surname, const HanChoice& choice,
                       std::string& out) {
  switch (choice.reading) {
    case HanReading::kMandarin:
      return scripts::read_han(run, surname, out);
    case HanReading::kForeign:
      return scripts::read_han_foreign(run, out);
    case HanReading::kJapanese:
      return scripts::read_han_japanese(run, surname, choice.variant, out);
    case HanReading::kKorean:
      return scripts::read_han_korean(run, surname, out);
    case HanReading::kCantonese:
      return scripts::read_han_cantonese(run, surname, out);
    case HanReading::kWadeGiles:
      return scripts::read_han_wade_giles(run, surname, out);
  }
}

}  // namespace financescr::text
