// The scripts laid out like Devanagari (a block of 128 each, letters at the same places), and Thai
// and Lao: consonants with an inherent vowel that the spelling leaves open, as it is often silent.
#include "engine/text/transliterate.hpp"

namespace financescr::text::scripts {
namespace {

// Places within a block.
constexpr char32_t kAnusvara = 0x02;
constexpr char32_t kFirstConsonant = 0x15;
constexpr char32_t kLastConsonant = 0x39;
constexpr char32_t kVirama = 0x4D;
constexpr char32_t kFirstNuktaConsonant = 0x58;
constexpr char32_t kLastNuktaConsonant = 0x5F;
// Tamil writes voiced and voiceless stops alike.
constexpr char32_t kFirstTamil = 0x0B80;
constexpr char32_t kLastTamil = 0x0BFF;

char32_t place(char32_t c) { return c & 0x7FU; }

bool is_consonant(char32_t c) {
  const char32_t p = place(c);
  return (p >= kFirstConsonant && p <= kLastConsonant) ||
         (p >= kFirstNuktaConsonant && p <= kLastNuktaConsonant) || p == 0x70 || p == 0x71;
}

bool is_vowel_sign(char32_t c) {
  const char32_t p = place(c);
  return (p >= 0x3E && p <= 0x4C) || p == 0x55 || p == 0x56 || p == 0x57 || p == 0x62 || p == 0x63;
}

// The consonant alone, the way names are written: ICU's letters have an inherent a and lose their
// diacritics.
std::string_view consonant(char32_t c) {
  if (c >= kFirstTamil && c <= kLastTamil) {
    switch (place(c)) {
      case 0x15:
        return "G";
      case 0x1A:
        return ":";
      case 0x1F:
      case 0x24:
        return "+";
      case 0x2A:
        return "P";
      default:
        break;
    }
  }
  switch (place(c)) {
    case 0x19:
      return "ng";
    case 0x1A:
    case 0x1B:
      return "ch";
    case 0x2F:
    case 0x5F:
      return "y";
    case 0x35:
      return "V";
    case 0x2C:
      return "B";
    case 0x36:
    case 0x37:
      return "S";
    case 0x5B:
      return "z";
    default: {
      const std::string_view spelling = letter_spelling(c);
      return spelling.ends_with('a') ? spelling.substr(0, spelling.size() - 1) : spelling;
    }
  }
}

bool is_nukta(char32_t c) { return place(c) == 0x3C; }
bool in_blocks(char32_t c) { return c >= 0x0900 && c < 0x0D80; }

// Thai and Lao.
constexpr char32_t thai_place(char32_t c) { return c & 0x7FU; }
bool is_thai_consonant(char32_t c) { return thai_place(c) <= 0x2E || c == 0x0EDC || c == 0x0EDD; }
bool is_leading_vowel(char32_t c) {
  const char32_t p = thai_place(c);
  return p >= 0x40 && p <= 0x44;
}
constexpr char32_t kThaiSilencer = 0x4C;

}  // namespace

void read_indic(std::u32string_view run, std::string& out) {
  bool open_syllable = false;   // a consonant has not yet got its vowel
  bool conjunct = false;        // the next consonant follows without a vowel
  bool after_conjunct = false;  // the last consonant did
  const auto close = [&](bool with_inherent) {
    if (open_syllable && with_inherent) out += '@';
    open_syllable = false;
  };
  for (std::size_t i = 0; i < run.size(); ++i) {
    const char32_t c = run[i];
    if (!in_blocks(c) || is_nukta(c)) continue;
    if (place(c) == kVirama) {
      close(false);
      conjunct = true;
    } else if (place(c) <= kAnusvara) {
      close(true);
      if (!letter_spelling(c).empty()) out += 'N';
    } else if (is_consonant(c)) {
      close(true);
      after_conjunct = conjunct;
      conjunct = false;
      out += consonant(c);
      open_syllable = true;
    } else if (is_vowel_sign(c)) {
      close(false);
      out += letter_spelling(c);
    } else {
      close(true);
      out += letter_spelling(c);
    }
  }
  // At the end the inherent vowel is mostly silent, except where it eases a conjunct.
  if (open_syllable) out += after_conjunct ? '@' : '.';
}

void read_thai(std::u32string_view run, std::string& out) {
  std::string_view leading;  // a vowel that waits for its consonant
  bool after_consonant = false;
  std::size_t last_consonant = 0;
  for (std::size_t i = 0; i < run.size(); ++i) {
    const char32_t c = run[i];
    const std::string_view spelling = letter_spelling(c);
    if (thai_place(c) == kThaiSilencer && after_consonant) {
      out.resize(last_consonant);
      after_consonant = false;
    } else if (is_leading_vowel(c)) {
      leading = spelling;
    } else if (spelling == "*") {
      const bool carrier = out.empty() || !leading.empty();
      out += carrier ? leading : std::string_view("o");
      leading = {};
      after_consonant = false;
    } else if (!spelling.empty() && is_thai_consonant(c)) {
      last_consonant = out.size();
      if (after_consonant) out += '@';
      out += spelling;
      out += leading;
      after_consonant = leading.empty();
      leading = {};
    } else if (!spelling.empty()) {
      out += spelling;
      after_consonant = false;
    }
  }
  out += leading;
}

}  // namespace financescr::text::scripts
