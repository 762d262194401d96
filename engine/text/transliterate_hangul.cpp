// Hangul by its arithmetic: a syllable is taken apart into its sounds.
#include <algorithm>
#include <iterator>

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

constexpr std::string_view kLeads[] = {"[", "K", "n", "+", "t", "R", "m", "B", "p", "$",
                                       "$", "",  "J", "J", "?", "K", "t", "P", "H"};
constexpr std::string_view kVowelSounds[] = {"a",  "^",  "ya", "yae", "O",  "e",  "yO",
                                             "ye", "o",  "wa", "wae", "oe", "yo", "u",
                                             "wO", "we", "W!", "yu",  "=",  "ui", "i"};
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
    {U'강', ""},   {U'고', ""},   {U'곽', ""},      {U'권', ""},    {U'김', ""},     {U'나', ""},
    {U'남', ""},   {U'노', ">o"}, {U'동', ""},      {U'류', ">yu"}, {U'리', ">i"},   {U'림', ">im"},
    {U'맹', ""},   {U'명', ""},   {U'문', ""},      {U'민', ""},    {U'박', "Pa-K"}, {U'반', ""},
    {U'방', ""},   {U'배', ""},   {U'백', ""},      {U'변', ""},    {U'서', "$O-"},  {U'석', ""},
    {U'선', ""},   {U'설', ""},   {U'성', ""},      {U'손', ""},    {U'송', ""},     {U'신', ""},
    {U'심', ""},   {U'안', ""},   {U'양', ">yang"}, {U'엄', ""},    {U'여', ""},     {U'염', ""},
    {U'예', ""},   {U'오', ""},   {U'우', "Wu"},    {U'원', ""},    {U'유', ">yu"},  {U'윤', ""},
    {U'이', ">i"}, {U'인', ""},   {U'임', ">im"},   {U'장', ""},    {U'전', ""},     {U'정', ""},
    {U'조', ""},   {U'지', ""},   {U'진', ""},      {U'차', ""},    {U'최', "choi"}, {U'추', ""},
    {U'탁', ""},   {U'팽', ""},   {U'표', ""},      {U'한', ""},    {U'함', ""},     {U'허', "HO-"},
    {U'현', ""},   {U'형', ""},   {U'홍', ""},      {U'황', ""},
};

const Surname* hangul_surname(char32_t syllable) {
  const auto* it = std::lower_bound(
      std::begin(kHangulSurnames), std::end(kHangulSurnames), syllable,
      [](const Surname& surname, char32_t value) { return surname.syllable < value; });
  return it != std::end(kHangulSurnames) && it->syllable == syllable ? it : nullptr;
}

constexpr char32_t kSilentLead = 11;
constexpr char32_t kU = 13;
constexpr char32_t kEu = 18;

void spell_syllable(char32_t syllable, bool korean, std::string& out) {
  const char32_t index = syllable - kFirstSyllable;
  const char32_t lead = index / (kVowels * kTails);
  const char32_t vowel = index / kTails % kVowels;
  out += kLeads[lead];
  if (korean && vowel == kEu) {
    out += '/';
  } else if (korean && lead == kSilentLead && vowel == kU) {
    out += "Wu";
  } else {
    out += kVowelSounds[vowel];
  }
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

constexpr std::u32string_view kStockCompany = U"주식회사";

constexpr std::u32string_view kDoubleSurnames[] = {U"남궁", U"독고", U"사공",
                                                   U"선우", U"제갈", U"황보"};

// How many syllables of a person's name are the surname; 0 if it is no person's name.
std::size_t surname_syllables(const std::u32string& syllables) {
  if (syllables.size() == 3 && hangul_surname(syllables[0]) != nullptr) return 1;
  const bool is_double =
      syllables.size() >= 3 && syllables.size() <= 4 &&
      std::any_of(std::begin(kDoubleSurnames), std::end(kDoubleSurnames),
                  [&](std::u32string_view surname) { return syllables.starts_with(surname); });
  return is_double ? 2 : 0;
}

// The surname of a person is a word, and the given name another; anything else stays one word.
void spell_words(const std::u32string& syllables, std::string& out) {
  const bool all = std::all_of(syllables.begin(), syllables.end(), [](char32_t c) {
    return c >= kFirstSyllable && c <= kLastSyllable;
  });
  const std::size_t surname_size = all ? surname_syllables(syllables) : 0;
  const Surname* surname = surname_size == 1 ? hangul_surname(syllables[0]) : nullptr;
  for (std::size_t i = 0; i < syllables.size(); ++i) {
    const char32_t c = syllables[i];
    if (i == surname_size && surname_size > 0) out += ' ';
    if (i == 0 && surname != nullptr && !surname->spelling.empty()) {
      out += surname->spelling;
    } else if (c >= kFirstSyllable && c <= kLastSyllable) {
      spell_syllable(c, surname_size > 0, out);
    } else if (c >= kFirstLead && c < kFirstLead + std::size(kLeads)) {
      out += kLeads[c - kFirstLead];
    } else if (c >= kFirstVowel && c < kFirstVowel + kVowels) {
      out += kVowelSounds[c - kFirstVowel];
    } else if (c > kFirstTail && c < kFirstTail + kTails) {
      out += kTailSounds[c - kFirstTail];
    }
  }
}

}  // namespace

void read_hangul(std::u32string_view run, std::string& out) {
  const std::u32string syllables = compose_jamo(run);
  const std::size_t form = syllables.find(kStockCompany);
  if (form == std::u32string::npos) return spell_words(syllables, out);
  spell_words(syllables.substr(0, form), out);
  if (form > 0) out += ' ';
  out += "jusik hoesa";
  const std::u32string rest = syllables.substr(form + kStockCompany.size());
  if (!rest.empty()) out += ' ';
  spell_words(rest, out);
}

}  // namespace financescr::text::scripts
