// Writes character_table.cpp and han_table.cpp: what each code point beyond ASCII becomes when a
// name is normalised.
//
// Source: Unicode character data as in Debian's ICU (script, general category, NFKC, NFD, decimal
// digits) and CLDR's transforms (Latin-ASCII, Any-Latin, Han-Latin), with the overrides listed
// below and the spellings of letter_spellings.hpp.
#include <unicode/normalizer2.h>
#include <unicode/translit.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>
#include <unicode/uvernum.h>

#include <cstdio>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "engine/text/character_table.hpp"
#include "engine/text/generate/letter_spellings.hpp"

namespace {

using financescr::text::CodePointRange;
using financescr::text::Script;

// Letters that CLDR leaves alone or writes otherwise than people do in passports.
const std::map<UChar32, std::string> kOverrides = {
    {0x018F, "a"},
    {0x0259, "a"},  // Azerbaijani schwa: Aliyev, Mammadov
    {0x014A, "ng"},
    {0x014B, "ng"},  // eng
};

std::unique_ptr<icu::Transliterator> transform(const char* id) {
  UErrorCode status = U_ZERO_ERROR;
  std::unique_ptr<icu::Transliterator> made(
      icu::Transliterator::createInstance(id, UTRANS_FORWARD, status));
  if (U_FAILURE(status)) {
    std::fprintf(stderr, "ICU: %s: %s\n", id, u_errorName(status));
    std::exit(1);
  }
  return made;
}

std::string apply(const icu::Transliterator& transform, UChar32 c) {
  icu::UnicodeString text(c);
  transform.transliterate(text);
  std::string out;
  text.toUTF8String(out);
  return out;
}

bool is_ascii_word(const std::string& text) {
  if (text.empty()) return false;
  for (const char c : text) {
    const bool digit = c >= '0' && c <= '9';
    if (!digit && !(c >= 'a' && c <= 'z')) return false;
  }
  return true;
}

std::string fold(const icu::Transliterator& latin, UChar32 c) {
  if (const auto it = kOverrides.find(c); it != kOverrides.end()) return it->second;
  if (u_charType(c) == U_DECIMAL_DIGIT_NUMBER) {
    return std::string(1, static_cast<char>('0' + u_charDigitValue(c)));
  }
  const std::string out = apply(latin, c);
  return is_ascii_word(out) && out.size() <= 4 ? out : std::string();
}

UScriptCode script_of(UChar32 c) {
  UErrorCode status = U_ZERO_ERROR;
  // The length mark of kana and the iteration mark of Han are common to several scripts.
  if (c == 0x30FC) return USCRIPT_KATAKANA;
  return uscript_getScript(c, &status);
}

std::optional<Script> reading_of(UScriptCode script) {
  switch (script) {
    case USCRIPT_CYRILLIC:
    case USCRIPT_ARMENIAN:
    case USCRIPT_GEORGIAN:
    case USCRIPT_ETHIOPIC:
    case USCRIPT_THAANA:
      return Script::kAlphabet;
    case USCRIPT_GREEK:
      return Script::kGreek;
    case USCRIPT_ARABIC:
      return Script::kArabic;
    case USCRIPT_HEBREW:
    case USCRIPT_SYRIAC:
      return Script::kHebrew;
    case USCRIPT_DEVANAGARI:
    case USCRIPT_BENGALI:
    case USCRIPT_GURMUKHI:
    case USCRIPT_GUJARATI:
    case USCRIPT_ORIYA:
    case USCRIPT_TAMIL:
    case USCRIPT_TELUGU:
    case USCRIPT_KANNADA:
    case USCRIPT_MALAYALAM:
      return Script::kIndic;
    case USCRIPT_THAI:
    case USCRIPT_LAO:
      return Script::kThai;
    case USCRIPT_HANGUL:
      return Script::kHangul;
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
      return Script::kKana;
    case USCRIPT_HAN:
      return Script::kHan;
    default:
      return std::nullopt;
  }
}

const char* enumerator(Script script) {
  switch (script) {
    case Script::kAlphabet:
      return "kAlphabet";
    case Script::kGreek:
      return "kGreek";
    case Script::kArabic:
      return "kArabic";
    case Script::kHebrew:
      return "kHebrew";
    case Script::kIndic:
      return "kIndic";
    case Script::kThai:
      return "kThai";
    case Script::kHangul:
      return "kHangul";
    case Script::kKana:
      return "kKana";
    case Script::kHan:
      return "kHan";
  }
  return "";
}

// The letters of letter_spellings.hpp.
std::map<UChar32, std::string> given_spellings() {
  std::map<UChar32, std::string> out;
  for (const char* line : financescr::text::generate::kLetterSpellings) {
    std::istringstream words(line);
    std::string letter;
    std::string spelling;
    while (words >> letter >> spelling) {
      out[icu::UnicodeString::fromUTF8(letter).char32At(0)] = spelling;
    }
  }
  return out;
}

// All that is known about the letters of the scripts that are transliterated.
class Letters {
 public:
  // Whether `c` belongs to such a script and can be transliterated.
  bool add(UChar32 c) {
    const auto script = reading_of(script_of(c));
    if (!script) return false;
    if (*script == Script::kHan && !is_iteration_mark(c)) {
      if (c < 0x3400 || c > 0x9FFF || reading(c) == 0) return false;
    } else if (*script != Script::kHangul && *script != Script::kHan) {
      const std::string spelling = spell(c);
      if (spelling.empty()) return false;
      spellings_[c] = spelling;
    } else if (*script == Script::kHangul && !is_hangul(c)) {
      return false;
    }
    scripts_[c] = *script;
    return true;
  }

  // Whether `c` is written as other code points that are transliterated.
  bool decompose(UChar32 c) {
    icu::UnicodeString normal = nfkc_->normalize(icu::UnicodeString(c), status_);
    if (normal == icu::UnicodeString(c)) return false;
    std::vector<UChar32> points;
    bool any = false;
    for (std::int32_t i = 0; i < normal.length(); i = normal.moveIndex32(i, 1)) {
      const UChar32 p = normal.char32At(i);
      points.push_back(p);
      any = any || reading_of(script_of(p)).has_value() || is_voicing_mark(p);
    }
    if (!any) return false;
    decompositions_[c] = points;
    return true;
  }

  void compose(UChar32 c) {
    icu::UnicodeString parts;
    if (!nfc_->getRawDecomposition(c, parts) || parts.countChar32() != 2) return;
    const UChar32 letter = parts.char32At(0);
    const UChar32 mark = parts.char32At(parts.moveIndex32(0, 1));
    if (scripts_.count(letter) != 0 && spellings_.count(c) != 0) {
      compositions_[{letter, mark}] = c;
    }
  }

  std::uint16_t reading(UChar32 c) {
    std::string pinyin = apply(*han_, c);
    if (!is_ascii_word(pinyin) || pinyin.size() > 6) return 0;
    const auto [it, inserted] =
        syllables_.try_emplace(pinyin, static_cast<std::uint16_t>(syllables_.size() + 1));
    static_cast<void>(inserted);
    return it->second;
  }

  void write(std::FILE* out) const {
    std::fprintf(out, "const ScriptRange kScripts[] = {\n");
    std::size_t ranges = 0;
    for (auto it = scripts_.begin(); it != scripts_.end();) {
      auto last = it;
      auto next = std::next(it);
      while (next != scripts_.end() && next->first == last->first + 1 &&
             next->second == it->second) {
        last = next++;
      }
      std::fprintf(out, "    {0x%04X, 0x%04X, Script::%s},\n", unsigned(it->first),
                   unsigned(last->first), enumerator(it->second));
      ++ranges;
      it = next;
    }
    std::fprintf(out, "};\nconst std::size_t kScriptsCount = %zu;\n\n", ranges);
    std::fprintf(out, "const LetterSpelling kSpellings[] = {\n");
    std::size_t n = 0;
    for (const auto& [c, spelling] : spellings_) {
      std::fprintf(out, "%s{0x%04X, \"%s\"},%s", n % 5 == 0 ? "    " : " ", unsigned(c),
                   spelling.c_str(), n % 5 == 4 || n + 1 == spellings_.size() ? "\n" : "");
      ++n;
    }
    std::fprintf(out, "};\nconst std::size_t kSpellingsCount = %zu;\n\n", spellings_.size());
    write_decompositions(out);
    std::fprintf(out, "const Composition kCompositions[] = {\n");
    for (const auto& [parts, c] : compositions_) {
      std::fprintf(out, "    {0x%04X, 0x%04X, 0x%04X},\n", unsigned(parts.first),
                   unsigned(parts.second), unsigned(c));
    }
    std::fprintf(out, "};\nconst std::size_t kCompositionsCount = %zu;\n\n", compositions_.size());
  }

  void write_han(std::FILE* out) {
    std::vector<std::uint16_t> readings;
    for (UChar32 c = 0x3400; c <= 0x9FFF; ++c) readings.push_back(reading(c));
    std::vector<std::string> by_number(syllables_.size() + 1);
    for (const auto& [text, number] : syllables_) by_number[number] = text;
    std::fprintf(out, "const char kHanSyllables[][7] = {\n");
    for (std::size_t i = 0; i < by_number.size(); ++i) {
      std::fprintf(out, "%s\"%s\",%s", i % 9 == 0 ? "    " : " ", by_number[i].c_str(),
                   i % 9 == 8 || i + 1 == by_number.size() ? "\n" : "");
    }
    std::fprintf(out, "};\n\nconst std::uint16_t kHanReadings[kLastHan - kFirstHan + 1] = {\n");
    for (std::size_t i = 0; i < readings.size(); ++i) {
      std::fprintf(out, "%s%u,%s", i % 18 == 0 ? "    " : " ", unsigned(readings[i]),
                   i % 18 == 17 || i + 1 == readings.size() ? "\n" : "");
    }
    std::fprintf(out, "};\n\n");
  }

 private:
  static bool is_voicing_mark(UChar32 c) { return c == 0x3099 || c == 0x309A; }
  static bool is_iteration_mark(UChar32 c) { return c == 0x3005; }
  static bool is_hangul(UChar32 c) {
    return (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0x1100 && c <= 0x1112) ||
           (c >= 0x1161 && c <= 0x1175) || (c >= 0x11A8 && c <= 0x11C2);
  }

  std::string spell(UChar32 c) const {
    const UChar32 small = u_tolower(c);
    if (const auto it = given_.find(small); it != given_.end()) return it->second;
    icu::UnicodeString parts = nfd_->normalize(icu::UnicodeString(small), status_);
    const UChar32 base = parts.char32At(0);
    if (base != small) {
      if (const auto it = given_.find(base); it != given_.end()) return it->second;
    }
    const std::string spelling = apply(*any_, c);
    return is_ascii_word(spelling) && spelling.size() <= 5 ? spelling : std::string();
  }

  void write_decompositions(std::FILE* out) const {
    std::vector<UChar32> pool;
    std::fprintf(out, "const Decomposition kDecompositions[] = {\n");
    std::size_t n = 0;
    for (const auto& [c, points] : decompositions_) {
      std::fprintf(out, "%s{0x%04X, %zu, %zu},%s", n % 4 == 0 ? "    " : " ", unsigned(c),
                   pool.size(), points.size(),
                   n % 4 == 3 || n + 1 == decompositions_.size() ? "\n" : "");
      pool.insert(pool.end(), points.begin(), points.end());
      ++n;
    }
    std::fprintf(out, "};\nconst std::size_t kDecompositionsCount = %zu;\n\n",
                 decompositions_.size());
    std::fprintf(out, "const char32_t kDecomposed[] = {\n");
    for (std::size_t i = 0; i < pool.size(); ++i) {
      std::fprintf(out, "%s0x%04X,%s", i % 10 == 0 ? "    " : " ", unsigned(pool[i]),
                   i % 10 == 9 || i + 1 == pool.size() ? "\n" : "");
    }
    std::fprintf(out, "};\n\n");
  }

  mutable UErrorCode status_ = U_ZERO_ERROR;
  const icu::Normalizer2* nfkc_ = icu::Normalizer2::getNFKCInstance(status_);
  const icu::Normalizer2* nfd_ = icu::Normalizer2::getNFDInstance(status_);
  const icu::Normalizer2* nfc_ = icu::Normalizer2::getNFCInstance(status_);
  std::unique_ptr<icu::Transliterator> any_ =
      transform("Any-Latin; NFKD; [:M:] Remove; Latin-ASCII; Lower; [^a-z0-9] Remove");
  std::unique_ptr<icu::Transliterator> han_ = transform("Han-Latin; NFD; [:M:] Remove; Lower");
  std::map<UChar32, std::string> given_ = given_spellings();
  std::map<UChar32, Script> scripts_;
  std::map<UChar32, std::string> spellings_;
  std::map<UChar32, std::vector<UChar32>> decompositions_;
  std::map<std::pair<UChar32, UChar32>, UChar32> compositions_;
  std::map<std::string, std::uint16_t> syllables_;
};

void add(std::vector<CodePointRange>& ranges, UChar32 c) {
  const auto point = static_cast<char32_t>(c);
  if (!ranges.empty() && ranges.back().last + 1 == point) {
    ranges.back().last = point;
  } else {
    ranges.push_back({point, point});
  }
}

void write_ranges(std::FILE* out, const char* name, const std::vector<CodePointRange>& ranges) {
  std::fprintf(out, "const CodePointRange %s[] = {\n", name);
  for (std::size_t i = 0; i < ranges.size(); ++i) {
    std::fprintf(out, "%s{0x%04X, 0x%04X},%s", i % 5 == 0 ? "    " : " ",
                 static_cast<unsigned>(ranges[i].first), static_cast<unsigned>(ranges[i].last),
                 i % 5 == 4 || i + 1 == ranges.size() ? "\n" : "");
  }
  std::fprintf(out, "};\nconst std::size_t %sCount = %zu;\n\n", name, ranges.size());
}

// What stands for something that is not there.
constexpr UChar32 kObjectReplacement = 0xFFFC;
constexpr UChar32 kReplacement = 0xFFFD;

// Symbols that people read as letters, though Unicode calls them none: letters in parentheses,
// flags, Braille.
bool is_letter_symbol(UChar32 c) {
  return (c >= 0x249C && c <= 0x24B5) || (c >= 0x1F110 && c <= 0x1F129) ||
         (c >= 0x1F1E6 && c <= 0x1F1FF) || (c >= 0x2800 && c <= 0x28FF);
}

struct Tables {
  std::vector<std::pair<UChar32, std::string>> folds;
  std::vector<CodePointRange> ignored;
  std::vector<CodePointRange> other_letters;
  std::vector<CodePointRange> unreadable;
  Letters letters;

  void add_code_point(UChar32 c, const icu::Transliterator& latin_ascii) {
    const auto category = u_charType(c);
    if (category == U_CONTROL_CHAR || category == U_PRIVATE_USE_CHAR || category == U_UNASSIGNED ||
        category == U_SURROGATE || c == kObjectReplacement || c == kReplacement) {
      add(unreadable, c);
      return;
    }
    if (is_letter_symbol(c)) {
      add(other_letters, c);
      return;
    }
    const bool mark =
        category == U_NON_SPACING_MARK || category == U_ENCLOSING_MARK || category == U_FORMAT_CHAR;
    const bool letter = u_isalpha(c) || category == U_COMBINING_SPACING_MARK;
    const auto script = script_of(c);
    const bool latin = script == USCRIPT_LATIN;
    const bool compatibility = script == USCRIPT_COMMON;
    const bool digit = category == U_DECIMAL_DIGIT_NUMBER;
    const std::string folded = latin || compatibility || digit ? fold(latin_ascii, c) : "";
    if (!mark && !folded.empty() && (letter || digit)) {
      folds.emplace_back(c, folded);
    } else if (letters.decompose(c)) {
      return;
    } else if ((letter || mark) && letters.add(c)) {
      letters.compose(c);
    } else if (mark) {
      add(ignored, c);
    } else if (letter && (category != U_MODIFIER_LETTER || (!latin && !compatibility))) {
      add(other_letters, c);
    }
  }
};

std::FILE* open(const std::string& path) {
  std::FILE* out = std::fopen(path.c_str(), "w");
  if (out == nullptr) {
    std::perror(path.c_str());
    std::exit(1);
  }
  std::fprintf(
      out,
      "// Generated by engine/text/generate/character_table_generator.cpp from ICU %s "
      "(Unicode %s).\n// clang-format off\n#include \"engine/text/character_table.hpp\"\n\n"
      "namespace financescr::text {\n\n",
      U_ICU_VERSION, U_UNICODE_VERSION);
  return out;
}

int close(std::FILE* out) {
  std::fprintf(out, "}  // namespace financescr::text\n");
  return std::fclose(out);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: character_table_generator FOLDER\n");
    return 2;
  }
  const std::string folder = argv[1];
  const auto latin_ascii = transform("NFKD; [:M:] Remove; Latin-ASCII; Lower; [^a-z0-9] Remove");
  Tables tables;
  for (UChar32 c = 0x80; c <= 0x10FFFF; ++c) tables.add_code_point(c, *latin_ascii);
  std::FILE* out = open(folder + "/character_table.cpp");
  std::fprintf(out, "const CharacterFold kFolds[] = {\n");
  const auto& folds = tables.folds;
  for (std::size_t i = 0; i < folds.size(); ++i) {
    std::fprintf(out, "%s{0x%04X, \"%s\"},%s", i % 5 == 0 ? "    " : " ",
                 static_cast<unsigned>(folds[i].first), folds[i].second.c_str(),
                 i % 5 == 4 || i + 1 == folds.size() ? "\n" : "");
  }
  std::fprintf(out, "};\nconst std::size_t kFoldsCount = %zu;\n\n", folds.size());
  write_ranges(out, "kIgnored", tables.ignored);
  write_ranges(out, "kOtherLetters", tables.other_letters);
  write_ranges(out, "kUnreadable", tables.unreadable);
  tables.letters.write(out);
  if (close(out) != 0) return 1;
  out = open(folder + "/han_table.cpp");
  tables.letters.write_han(out);
  return close(out);
}
