// Kana: syllables, with the sounds opened that Japanese puts for those of other languages.
#include <cstdint>

#include "engine/text/transliterate.hpp"

namespace financescr::text::scripts {
namespace {

constexpr char32_t kLengthMark = 0x30FC;
bool is_vowel(char c) { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u'; }

char32_t to_hiragana(char32_t c) { return c >= 0x30A1 && c <= 0x30F6 ? c - 0x60 : c; }

enum class KanaKind : std::uint8_t { kSyllable, kSmallVowel, kSmallY, kSmallTsu, kNasal };

KanaKind kana_kind(char32_t c) {
  switch (to_hiragana(c)) {
    case 0x3041:
    case 0x3043:
    case 0x3045:
    case 0x3047:
    case 0x3049:
    case 0x308E:
      return KanaKind::kSmallVowel;
    case 0x3083:
    case 0x3085:
    case 0x3087:
      return KanaKind::kSmallY;
    case 0x3063:
      return KanaKind::kSmallTsu;
    case 0x3093:
      return KanaKind::kNasal;
    default:
      return KanaKind::kSyllable;
  }
}

// One mora as it sounds, before its sounds are opened.
struct Mora {
  std::string consonant;
  char vowel = '\0';
  bool long_vowel = false;
};

Mora mora_of(std::string_view spelling) {
  Mora mora;
  if (!spelling.empty() && is_vowel(spelling.back())) {
    mora.vowel = spelling.back();
    spelling.remove_suffix(1);
  }
  mora.consonant = spelling;
  return mora;
}

// "ki" and small "ya" are "kya"; "shi" and small "ya" are "sha".
void add_small_y(Mora& mora, char vowel) {
  const bool palatal = mora.consonant == "sh" || mora.consonant == "ch" || mora.consonant == "j";
  if (!palatal) mora.consonant += 'y';
  mora.vowel = vowel;
}

// "fu" and small "a" are "fa", "u" and small "i" are "wi".
void add_small_vowel(Mora& mora, char vowel) {
  if (mora.consonant.empty() && mora.vowel == 'u') mora.consonant = "w";
  mora.vowel = vowel;
}

std::string_view open_consonant(char c) {
  switch (c) {
    case 'r':
      return "R";
    case 'b':
      return "B";
    case 'v':
      return "V";
    case 'f':
      return ")";
    case 'h':
      return "H";
    case 'j':
      return "{";
    case 'z':
      return "}";
    case 'k':
      return "K";
    case 'g':
      return "G";
    default:
      return {};
  }
}

// The vowels that foreign words get after a consonant, and that are hardly heard.
char open_vowel(const Mora& mora) {
  if (mora.consonant.empty() || mora.long_vowel) return mora.vowel;
  if (mora.vowel == 'u') return 'U';
  const char last = mora.consonant.back();
  if (mora.vowel == 'o' && (last == 't' || last == 'd')) return '&';
  if (mora.vowel == 'i' && (mora.consonant == "sh" || mora.consonant == "ch" || last == 'j')) {
    return '!';
  }
  return mora.vowel;
}

void spell_mora(const Mora& mora, std::string& out) {
  if (mora.consonant == "sh") {
    out += 'S';
  } else if (mora.consonant == "s") {
    out += '$';
  } else if (mora.consonant == "ch") {
    out += 'T';
  } else {
    for (const char c : mora.consonant) {
      const std::string_view open = open_consonant(c);
      if (open.empty()) {
        out += c;
      } else {
        out += open;
      }
    }
  }
  // "U" alone at the beginning may be the v of Vladimir.
  if (mora.vowel == 'u' && mora.consonant.empty() && !mora.long_vowel && out.empty()) {
    out += '(';
  } else if (mora.vowel != '\0') {
    out += open_vowel(mora);
  }
  if (mora.long_vowel) out += '-';
}

}  // namespace

void read_kana(std::u32string_view run, std::string& out) {
  Mora mora;
  const auto flush = [&] {
    spell_mora(mora, out);
    mora = {};
  };
  bool after_nasal = false;
  for (const char32_t c : run) {
    if (c == kLengthMark) {
      mora.long_vowel = true;
      continue;
    }
    const std::string_view spelling = letter_spelling(c);
    if (spelling.empty()) continue;
    const char vowel = spelling.back();
    switch (kana_kind(c)) {
      case KanaKind::kSmallY:
        add_small_y(mora, vowel);
        break;
      case KanaKind::kSmallVowel:
        add_small_vowel(mora, vowel);
        break;
      case KanaKind::kSmallTsu:
        break;
      case KanaKind::kNasal:
        flush();
        out += 'N';
        after_nasal = true;
        break;
      case KanaKind::kSyllable: {
        const bool lengthens = (spelling == "u" && (mora.vowel == 'o' || mora.vowel == 'u')) ||
                               (spelling == "o" && mora.vowel == 'o');
        if (lengthens && !mora.long_vowel) {
          mora.long_vowel = true;
        } else {
          flush();
          mora = mora_of(spelling);
          // "Zimmermann", "Anna": it only doubles the next sound.
          if (after_nasal && (spelling[0] == 'm' || spelling[0] == 'n')) {
            out.back() = spelling[0] == 'm' ? 'M' : ']';
          }
          after_nasal = false;
        }
        break;
      }
    }
  }
  flush();
}

}  // namespace financescr::text::scripts
