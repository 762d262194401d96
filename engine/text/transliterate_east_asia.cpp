// Hangul by its arithmetic, kana by syllables, Han by its commonest Mandarin reading.
#include <algorithm>
#include <array>
#include <iterator>

#include "engine/text/character_table.hpp"
#include "engine/text/transliterate.hpp"

namespace financescr::text::scripts {
namespace {

// Hangul (Unicode, section 3.12): a syllable is a leading consonant, a vowel and perhaps a tail.
constexpr char32_t kFirstSyllable = 0xAC00;
constexpr char32_t kLastSyllable = 0xD7A3;
constexpr char32_t kFirstLead = 0x1100;
constexpr char32_t kFirstVowel = 0x1161;
constexpr char32_t kFirstTail = 0x11A7;  // one before the first
constexpr char32_t kVowels = 21;
constexpr char32_t kTails = 28;

constexpr std::string_view kLeads[] = {"G", "K", "n", "+", "t", "R", "m", "B", "p", "$",
                                       "$", "",  "J", "J", "?", "K", "t", "P", "h"};
constexpr std::string_view kVowelSounds[] = {"a",  "^",  "ya", "yae", "O",  "e",  "yO",
                                             "ye", "o",  "wa", "wae", "oe", "yo", "u",
                                             "wO", "we", "wi", "yu",  "=",  "ui", "i"};
constexpr std::string_view kTailSounds[] = {"",  "K",  "K", "K", "n", "n", "n", "t", "L", "K",
                                            "m", "L",  "L", "L", "P", "L", "m", "P", "P", "t",
                                            "t", "ng", "t", "t", "K", "t", "P", "t"};
static_assert(std::size(kVowelSounds) == kVowels && std::size(kTailSounds) == kTails);

// Surnames that are mostly spelt otherwise than they sound, and the commonest others, by syllable.
struct Surname {
  char32_t syllable;
  std::string_view spelling;  // empty: as it sounds
};
constexpr Surname kHangulSurnames[] = {
    {U'강', ""},     {U'고', ""},    {U'곽', ""}, {U'권', ""}, {U'김', ""}, {U'남', ""},
    {U'노', ""},     {U'류', ""},    {U'리', ""}, {U'림', ""}, {U'문', ""}, {U'민', ""},
    {U'박', "pak"},  {U'배', ""},    {U'백', ""}, {U'서', ""}, {U'성', ""}, {U'손', ""},
    {U'송', ""},     {U'신', ""},    {U'심', ""}, {U'안', ""}, {U'양', ""}, {U'엄', ""},
    {U'오', ""},     {U'우', "woo"}, {U'원', ""}, {U'유', ""}, {U'윤', ""}, {U'이', "lee"},
    {U'임', "lim"},  {U'장', ""},    {U'전', ""}, {U'정', ""}, {U'조', ""}, {U'차', ""},
    {U'최', "choi"}, {U'한', ""},    {U'허', ""}, {U'현', ""}, {U'홍', ""}, {U'황', ""},
};

const Surname* hangul_surname(char32_t syllable) {
  const auto* it = std::lower_bound(
      std::begin(kHangulSurnames), std::end(kHangulSurnames), syllable,
      [](const Surname& surname, char32_t value) { return surname.syllable < value; });
  return it != std::end(kHangulSurnames) && it->syllable == syllable ? it : nullptr;
}

void spell_syllable(char32_t syllable, std::string& out) {
  const char32_t index = syllable - kFirstSyllable;
  out += kLeads[index / (kVowels * kTails)];
  out += kVowelSounds[index / kTails % kVowels];
  out += kTailSounds[index % kTails];
}

// Syllables that were written as separate jamo are put together; what is left over stays.
std::u32string compose_jamo(std::u32string_view run) {
  std::u32string out;
  for (std::size_t i = 0; i < run.size(); ++i) {
    const bool lead = run[i] >= kFirstLead && run[i] < kFirstLead + std::size(kLeads);
    const bool vowel =
        i + 1 < run.size() && run[i + 1] >= kFirstVowel && run[i + 1] < kFirstVowel + kVowels;
    if (lead && vowel) {
      out += kFirstSyllable + ((run[i] - kFirstLead) * kVowels + run[i + 1] - kFirstVowel) * kTails;
      ++i;
    } else {
      out += run[i];
    }
    const char32_t last = out.back();
    const bool open =
        last >= kFirstSyllable && last <= kLastSyllable && (last - kFirstSyllable) % kTails == 0;
    if (open && i + 1 < run.size() && run[i + 1] > kFirstTail && run[i + 1] < kFirstTail + kTails) {
      out.back() += run[++i] - kFirstTail;
    }
  }
  return out;
}

// Kana.
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
      return "F";
    case 'j':
      return "J";
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
    out += '?';
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
  if (mora.vowel != '\0') out += open_vowel(mora);
  if (mora.long_vowel) out += '-';
}

// Han.
struct HanSurname {
  char32_t character;
  std::string_view reading;
};
// Surnames that are read otherwise than the character elsewhere.
constexpr HanSurname kHanSurnames[] = {{U'仇', "qiu"},  {U'任', "ren"}, {U'单', "shan"},
                                       {U'區', "ou"},   {U'区', "ou"},  {U'單', "shan"},
                                       {U'曾', "zeng"}, {U'查', "zha"}, {U'翟', "zhai"},
                                       {U'解', "xie"},  {U'覃', "qin"}};
constexpr std::u32string_view kDoubleSurnames[] = {U"欧阳", U"歐陽", U"司马", U"司馬", U"诸葛",
                                                   U"諸葛", U"上官", U"司徒", U"东方", U"東方",
                                                   U"慕容", U"皇甫", U"令狐", U"夏侯"};
constexpr char32_t kIterationMark = 0x3005;
constexpr std::size_t kLongestPerson = 4;

struct HanPhrase {
  std::u32string_view characters;
  std::string_view words;
};
// What companies call themselves, longest first.
constexpr HanPhrase kHanForms[] = {{U"股份有限公司", "gufen youxian gongsi"},
                                   {U"有限责任公司", "youxian zeren gongsi"},
                                   {U"有限責任公司", "youxian zeren gongsi"},
                                   {U"有限公司", "youxian gongsi"},
                                   {U"株式会社", "kabushiki kaisha"},
                                   {U"株式會社", "kabushiki kaisha"},
                                   {U"有限会社", "yugen kaisha"},
                                   {U"集团", "group"},
                                   {U"集團", "group"},
                                   {U"公司", "company"},
                                   {U"会社", "company"},
                                   {U"會社", "company"},
                                   {U"银行", "bank"},
                                   {U"銀行", "bank"},
                                   {U"科技", "technology"},
                                   {U"技术", "technology"},
                                   {U"技術", "technology"},
                                   {U"贸易", "trading"},
                                   {U"貿易", "trading"},
                                   {U"国际", "international"},
                                   {U"國際", "international"},
                                   {U"发展", "development"},
                                   {U"發展", "development"},
                                   {U"电子", "electronics"},
                                   {U"電子", "electronics"},
                                   {U"工业", "industry"},
                                   {U"工業", "industry"},
                                   {U"投资", "investment"},
                                   {U"投資", "investment"}};

void add_word(std::string_view word, std::string& out) {
  if (!out.empty() && out.back() != ' ') out += ' ';
  out += word;
}

std::string_view han_reading(char32_t c) {
  if (c < kFirstHan || c > kLastHan) return {};
  return kHanSyllables[kHanReadings[c - kFirstHan]];
}

void spell_person(std::u32string_view run, std::string& out) {
  std::size_t surname = 1;
  for (const auto& pair : kDoubleSurnames) {
    if (run.size() > pair.size() && run.starts_with(pair)) surname = pair.size();
  }
  std::string word;
  for (std::size_t i = 0; i < run.size(); ++i) {
    if (i == surname) {
      add_word(word, out);
      word.clear();
    }
    const auto* special = std::find_if(std::begin(kHanSurnames), std::end(kHanSurnames),
                                       [&](const HanSurname& s) { return s.character == run[i]; });
    word += i == 0 && special != std::end(kHanSurnames) ? special->reading : han_reading(run[i]);
  }
  add_word(word, out);
}

const HanPhrase* form_at(std::u32string_view run) {
  for (const HanPhrase& form : kHanForms) {
    if (run.starts_with(form.characters)) return &form;
  }
  return nullptr;
}

bool has_form(std::u32string_view run) {
  for (std::size_t i = 0; i < run.size(); ++i) {
    if (form_at(run.substr(i)) != nullptr) return true;
  }
  return false;
}

// Two characters a word, as most Chinese words are.
void spell_words(std::u32string_view run, std::string& out) {
  for (std::size_t i = 0; i < run.size();) {
    if (const HanPhrase* form = form_at(run.substr(i))) {
      add_word(form->words, out);
      i += form->characters.size();
      continue;
    }
    std::string word(han_reading(run[i++]));
    if (i < run.size() && form_at(run.substr(i)) == nullptr) word += han_reading(run[i++]);
    add_word(word, out);
  }
}

}  // namespace

void read_hangul(std::u32string_view run, std::string& out) {
  const std::u32string syllables = compose_jamo(run);
  const bool all = std::all_of(syllables.begin(), syllables.end(), [](char32_t c) {
    return c >= kFirstSyllable && c <= kLastSyllable;
  });
  const Surname* surname = all && syllables.size() == 3 ? hangul_surname(syllables[0]) : nullptr;
  for (std::size_t i = 0; i < syllables.size(); ++i) {
    const char32_t c = syllables[i];
    if (i > 0 && surname != nullptr) out += ' ';
    if (i == 0 && surname != nullptr && !surname->spelling.empty()) {
      out += surname->spelling;
    } else if (c >= kFirstSyllable && c <= kLastSyllable) {
      spell_syllable(c, out);
    } else if (c >= kFirstLead && c < kFirstLead + std::size(kLeads)) {
      out += kLeads[c - kFirstLead];
    } else if (c >= kFirstVowel && c < kFirstVowel + kVowels) {
      out += kVowelSounds[c - kFirstVowel];
    } else if (c > kFirstTail && c < kFirstTail + kTails) {
      out += kTailSounds[c - kFirstTail];
    }
  }
}

void read_kana(std::u32string_view run, std::string& out) {
  Mora mora;
  const auto flush = [&] {
    spell_mora(mora, out);
    mora = {};
  };
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
        break;
      case KanaKind::kSyllable: {
        const bool lengthens = (spelling == "u" && (mora.vowel == 'o' || mora.vowel == 'u')) ||
                               (spelling == "o" && mora.vowel == 'o');
        if (lengthens && !mora.long_vowel) {
          mora.long_vowel = true;
        } else {
          flush();
          mora = mora_of(spelling);
        }
        break;
      }
    }
  }
  flush();
}

void read_han(std::u32string_view run, std::string& out) {
  std::u32string characters;
  for (const char32_t c : run) {
    if (c == kIterationMark && !characters.empty()) {
      characters += characters.back();
    } else if (!han_reading(c).empty()) {
      characters += c;
    }
  }
  std::string words;
  if (characters.size() >= 2 && characters.size() <= kLongestPerson && !has_form(characters)) {
    spell_person(characters, words);
  } else {
    spell_words(characters, words);
  }
  out += words;
}

}  // namespace financescr::text::scripts
