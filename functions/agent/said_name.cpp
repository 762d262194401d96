#include "functions/agent/said_name.hpp"

#include <algorithm>
#include <cstddef>
#include <iterator>

#include "engine/text/characters.hpp"
#include "engine/text/letter_case.hpp"
#include "engine/text/word_class.hpp"
#include "functions/agent/words.hpp"

namespace financescr::agent {
namespace {

using Words = std::vector<std::string_view>;

constexpr std::size_t kFewestSmall = 4;  // words in small letters that may be two names
constexpr std::size_t kFewestBeside = 2;

// Words between two names, and in none: English, German, Swedish, Polish, Turkish, Dutch.
constexpr std::string_view kJoins =
    "and|or|plus|versus|vs|und|oder|sowie|och|eller|oraz|lub|veya|alsook";
// Also names, or parts of one ("Ramón y Cajal", "Dan Brown", "Mohd Nor"): they join two names if
// there are two words on either side.
constexpr std::string_view kMayJoin =
    "e|y|i|et|ou|og|en|ja|ve|dan|atau|nor|con|avec|mit|with|sau|si|și|şi|dhe|és|es|ili|ali|И";
// The same of scripts in which no name is such a word unless it begins or ends with it.
constexpr std::string_view kJoinsBetween =
    "и|или|Или|ИЛИ|та|ТА|і|або|Або|АБО|й|και|ΚΑΙ|ή|و|أو|او|یا|ثم|和|与|與|及|或|跟|以及|と|や|及び|"
    "および|또는|및|와|과|그리고|और|या|एवं|तथा|व|এবং|ও|ਅਤੇ|અને|மற்றும்|และ|กับ|และกับ|և|եւ|და|או|וגם|እና";
// "And" and "or" of Han, which writes no blanks around them.
constexpr std::u32string_view kHanJoins = U"和与與及或跟";

// Words that say not, only, all or nobody, or how and when: English, German, French, Spanish,
// Portuguese, Italian, Polish, Turkish, Russian, Arabic.
constexpr std::string_view kNotOneName =
    "not|no|none|nobody|noone|no-one|never|nothing|neither|except|excepting|excluding|exclude|"
    "unless|ignore|ignoring|omit|skip|besides|minus|don't|dont|don’t|all|any|anybody|anyone|"
    "anything|both|each|either|every|everybody|everyone|everything|only|just|other|others|people|"
    "some|somebody|someone|something|whoever|please|immediately|tomorrow|urgently|asap|because|"
    "nicht|kein|keine|keinen|niemand|niemanden|alle|jeder|jeden|ausser|außer|nur|"
    "pas|aucun|aucune|sauf|tous|toutes|seulement|sans|"
    "nadie|ninguno|ninguna|todos|todas|excepto|salvo|ningún|solamente|"
    "ninguém|nenhum|exceto|nessuno|tutti|tutte|tranne|eccetto|"
    "nikt|nikogo|wszyscy|wszystkich|oprócz|hiç|hiçbiri|herkes|hariç|"
    "не|Не|НЕ|нет|Нет|НЕТ|никто|Никто|никого|Никого|НИКОГО|все|Все|ВСЕ|всех|Всех|ВСЕХ|кроме|Кроме|"
    "КРОМЕ|только|Только|лише|крім|لا|ليس|كل|جميع|إلا|الا|غير|سوى|همه|هیچ|نه";
// No name in Han begins with these.
constexpr std::string_view kHanNotOneName[] = {"不是", "不要", "没有", "沒有", "除了", "所有",
                                               "全部", "任何", "每个", "每個", "非"};

// What may end with a full stop inside a name, beside single letters, legal forms and forms of
// address.
constexpr std::string_view kAbbreviations =
    "corp|bros|intl|assoc|messrs|supt|dept|univ|comp|mssrs|co|cos|mfg|ind|dev|govt|nat|natl|st|ste|"
    "jr|sr|wm|chas|geo|thos|jos|md|mohd|moh|muh|abd|yu|ya|ye|ju|ja|je|zh|ch|sh|kh|th|ts|ph|dz|cz|"
    "rus|gen|col|lt|sgt|maj|adm|brig|cmdr|insp|fr|bp|abp|hon|no";

bool is_hyphen(char32_t c) { return c == '-' || c == 0x2010 || c == 0x2011; }

// Of Hebrew: it belongs to the letter before it.
bool is_geresh(char32_t c) { return c == 0x05F3 || c == 0x05F4; }

bool is_letter(char32_t c) {
  const text::Character character = text::classify(c);
  switch (character.kind) {
    case text::CharacterKind::kWord:
      return character.folded[0] > '9';
    case text::CharacterKind::kTransliterated:
    case text::CharacterKind::kOtherLetter:
      return true;
    case text::CharacterKind::kApostrophe:
    case text::CharacterKind::kIgnored:
    case text::CharacterKind::kUnreadable:
    case text::CharacterKind::kReordering:
    case text::CharacterKind::kSeparator:
      return false;
  }
  return false;
}

bool is_abbreviation(std::u32string_view part) {
  const auto letters = std::count_if(part.begin(), part.end(), is_letter);
  if (letters <= 1) return letters == 1;
  std::string ascii;
  for (const char32_t c : part) ascii += c < 0x80 ? static_cast<char>(c) : '?';
  const std::string lower = lower_case(ascii);
  if (is_one_of(lower, kAbbreviations)) return true;
  const text::WordClass of_word = text::word_class(lower);
  return of_word == text::WordClass::kHonorific || of_word == text::WordClass::kLegalForm;
}

// Whether a word is of letters, with nothing between them but what words have.
bool is_plain_word(std::string_view word, bool is_last) {
  const std::u32string points = text::code_points(word);
  if (std::none_of(points.begin(), points.end(), is_letter)) return false;
  std::size_t part = 0;  // where the letters before a full stop begin
  for (std::size_t i = 0; i < points.size(); ++i) {
    const char32_t c = points[i];
    const bool follows = i > 0 && is_letter(points[i - 1]);
    const bool goes_on = i + 1 < points.size() && is_letter(points[i + 1]);
    const text::CharacterKind kind = text::classify(c).kind;
    if (is_letter(c) || kind == text::CharacterKind::kIgnored ||
        kind == text::CharacterKind::kApostrophe || is_geresh(c)) {
      continue;
    }
    if (c == '.') {
      const bool ends = is_last && i + 1 == points.size();
      if (!ends && !is_abbreviation(std::u32string_view(points).substr(part, i - part))) {
        return false;
      }
    } else if (!is_hyphen(c) || i == 0 || i + 1 == points.size() || is_hyphen(points[i - 1]) ||
               !(follows || goes_on)) {
      return false;
    }
    part = i + 1;
  }
  return true;
}

bool has_han_join(std::string_view word) {
  const std::u32string points = text::code_points(word);
  for (std::size_t i = 2; i + 2 < points.size(); ++i) {
    if (kHanJoins.find(points[i]) != std::u32string_view::npos) return true;
  }
  return false;
}

std::size_t names_in(Words::const_iterator begin, Words::const_iterator end) {
  return static_cast<std::size_t>(std::count_if(begin, end, [](std::string_view word) {
    return text::word_class(lower_case(word)) != text::WordClass::kParticle;
  }));
}

bool joins_names(const Words& words, std::size_t i) {
  const std::string lower = lower_case(words[i]);
  if (is_one_of(lower, kJoins) || has_han_join(words[i])) return true;
  if (i == 0 || i + 1 == words.size()) return false;
  const auto at = words.begin() + static_cast<std::ptrdiff_t>(i);
  return is_one_of(lower, kJoinsBetween) ||
         (is_one_of(lower, kMayJoin) && names_in(words.begin(), at) >= kFewestBeside &&
          names_in(at + 1, words.end()) >= kFewestBeside);
}

bool is_not_one_name(std::string_view word) {
  return is_one_of(lower_case(word), kNotOneName) ||
         std::any_of(std::begin(kHanNotOneName), std::end(kHanNotOneName),
                     [&](std::string_view start) { return word.starts_with(start); });
}

// Beside those of text::case_of(): the letters with diacritics of Latin Extended-A, in which a
// capital stands before its small letter, and of Vietnamese.
bool is_capital(char32_t c) {
  if (text::case_of(c) == text::LetterCase::kUpper || c == 0x0178) return true;
  const bool odd = (c >= 0x0139 && c <= 0x0148) || (c >= 0x0179 && c <= 0x017E);
  if (odd) return c % 2 == 1;
  const bool even = (c >= 0x0100 && c <= 0x0177) || (c >= 0x01A0 && c <= 0x01AF) ||
                    (c >= 0x0218 && c <= 0x021B) || (c >= 0x1E00 && c <= 0x1EF9);
  return (even && c % 2 == 0) || (c >= 0x0531 && c <= 0x0556);
}

bool all_small(const Words& words) {
  bool any_small = false;
  for (const std::string_view word : words) {
    for (const char32_t c : text::code_points(word)) {
      if (is_capital(c)) return false;
      any_small = any_small || text::case_of(c) == text::LetterCase::kLower;
    }
  }
  return any_small;
}

bool is_space(char32_t c) {
  return c == 0x00A0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x205F ||
         c == 0x3000;
}

}  // namespace

std::optional<std::string> question_about_name(const Words& words) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string quoted = "\"" + std::string(words[i]) + "\"";
    if (joins_names(words, i)) {
      return "Is " + quoted + " a part of the name? I screen one name at a time.";
    }
    if (is_not_one_name(words[i])) {
      return "Is " + quoted +
             " a part of the name? I screen whom a message names, and nobody else.";
    }
    if (!is_plain_word(words[i], i + 1 == words.size())) {
      return "I do not know what " + quoted + " means in a name.";
    }
  }
  if (words.size() >= kFewestSmall && all_small(words)) {
    return "Are these words one name? All are in small letters.";
  }
  return std::nullopt;
}

std::string with_plain_spaces(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t begin = i;
    if (is_space(text::next_code_point(text, i))) {
      plain += ' ';
    } else {
      plain += text.substr(begin, i - begin);
    }
  }
  return plain;
}

}  // namespace financescr::agent
