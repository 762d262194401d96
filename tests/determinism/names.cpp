#include "tests/determinism/names.hpp"

#include <string_view>
#include <utility>
#include <vector>

#include "tests/determinism/request_text.hpp"

namespace financescr::corpus {
namespace {

using namespace std::string_view_literals;

struct Range {
  char32_t first;
  char32_t last;
};

// Latin-1, Extended-A, -B, IPA, Extended Additional, -C, -D, fullwidth.
constexpr Range kLatin[] = {{0x00C0, 0x024F}, {0x0250, 0x02AF}, {0x1E00, 0x1EFF}, {0x2C60, 0x2C7F},
                            {0xA720, 0xA7CA}, {0xFB00, 0xFB06}, {0xFF21, 0xFF3A}, {0xFF41, 0xFF5A}};
constexpr Range kMarks = {0x0300, 0x036F};
constexpr Range kOtherScripts[] = {
    {0x0400, 0x04FF},    // Cyrillic
    {0x0391, 0x03C9},    // Greek
    {0x0561, 0x0586},    // Armenian
    {0x05D0, 0x05EA},    // Hebrew
    {0x05B0, 0x05F4},    // Hebrew with points
    {0x0621, 0x064A},    // Arabic
    {0x0621, 0x06D5},    // Arabic with vowel marks, Persian and Urdu letters
    {0xFB50, 0xFDFB},    // Arabic presentation forms
    {0xFE80, 0xFEFC},    // more of them
    {0x0710, 0x074A},    // Syriac
    {0x0780, 0x07B0},    // Thaana
    {0x0901, 0x0963},    // Devanagari
    {0x0981, 0x09E3},    // Bengali
    {0x0A01, 0x0D7F},    // from Gurmukhi to Malayalam
    {0x0E01, 0x0E4E},    // Thai
    {0x0E81, 0x0EDD},    // Lao
    {0x10D0, 0x10F0},    // Georgian
    {0x1100, 0x11C2},    // Hangul jamo
    {0x1200, 0x135A},    // Ethiopic
    {0x13A0, 0x13F4},    // Cherokee
    {0x1780, 0x17B3},    // Khmer
    {0x1F00, 0x1FFC},    // Greek with accents
    {0x3041, 0x3096},    // Hiragana
    {0x30A1, 0x30FC},    // Katakana
    {0xFF66, 0xFF9F},    // Katakana, half width
    {0x3400, 0x4DBF},    // Han, extension A
    {0x4E00, 0x9FA5},    // Han
    {0xAC00, 0xD7A3},    // Hangul
    {0x20000, 0x2A6D6},  // Han outside the first plane
};

constexpr std::string_view kNamesInTheirScript[] = {"Владимир Путин",
                                                    "Володимир Зеленський",
                                                    "Аляксандр Лукашэнка",
                                                    "Александар Вучић",
                                                    "ООО «Вагнер»",
                                                    "Αλέξης Τσίπρας",
                                                    "معمر القذافي",
                                                    "عبدالرحمن بن محمد",
                                                    "محمد حسین",
                                                    "بنیامین נתניהו",
                                                    "בנימין נתניהו",
                                                    "סונול בע\"מ",
                                                    "ალექსანდრე",
                                                    "Սերժ Սարգսյան",
                                                    "김정은",
                                                    "やまだ たろう",
                                                    "サトウ イチロー",
                                                    "习近平",
                                                    "玉沙集团有限公司",
                                                    "नरेन्द्र मोदी",
                                                    "শেখ হাসিনা",
                                                    "ทักษิณ ชินวัตร",
                                                    "መለስ ዜናዊ",
                                                    "株式会社サクラ",
                                                    "ウラジーミル・プーチン",
                                                    "普京",
                                                    "奥巴马",
                                                    "李 伟",
                                                    "王小明先生",
                                                    "김정은님",
                                                    "عبد الله حزب الله",
                                                    "ﷲ نصراﷲ",
                                                    "عبدالرزاق السلام",
                                                    "محمدعلی سیدحسن",
                                                    "محمد\u200cعلی",
                                                    "المهندس اسلامی",
                                                    "Иванов И.О.",
                                                    "ИвановАО",
                                                    "ОАО «Химич»"};

constexpr std::string_view kBefore[] = {"Präsident ", "Presidente ", "Президент ", "Dr. med. ",
                                        "M/V ",       "c/o ",        "The Hon. ",  "elnök "};
constexpr std::string_view kBehind[] = {" (Authorised Signatory)",
                                        ", Managing Director & CEO",
                                        " born 11 April 1968 in Minsk",
                                        " b. 1968-04-11",
                                        " passport AB 1234567",
                                        ", Moscow, Russia",
                                        " and Anna Schmidt",
                                        " & Anna Schmidt",
                                        " and/or Anna Schmidt",
                                        " a.k.a. Schmidt",
                                        " Brigade Forty-Four",
                                        " Brigade 44",
                                        " Fund V",
                                        " Fund IV",
                                        " 7th",
                                        " Seventh",
                                        " GRP INDS",
                                        " Open Joint Stock Company",
                                        " SHPG & TRDG COMP",
                                        "様",
                                        "先生"};
constexpr std::string_view kGiven[] = {"Md",  "Mohd", "Abd. ", "Fco. ",    "Wm. ",  "Bill",
                                       "Ted", "Pepe", "Sasha", "Vladimir", "Maria", "Jos. "};

constexpr std::string_view kTitles[] = {"Dr ",   "MR. ",    "Mrs ", "Prof. ",
                                        "Hajji", "Sheikh ", "Sir ", "the late "};
constexpr std::string_view kTails[] = {" Jr", " III", " (deceased)", " Ltd", " & Sons", " PhD"};
constexpr std::string_view kHostile[] = {
    "-"sv,
    " "sv,
    "'\"; DROP TABLE watchlist; --"sv,
    "../../../etc/passwd"sv,
    "{\"name\":\"nested\"}"sv,
    "%s%n%x"sv,
    "NaN"sv,
    "null"sv,
    "0"sv,
    "1234567890"sv,
    "a"sv,
    "A. B. C. D."sv,
    "O'"sv,
    "al"sv,
    "bin ibn abu de la van der"sv,
    "\xe2\x80\xae"
    "elppA\xe2\x80\xac"sv,                                 // right-to-left override
    "Jo\xe2\x80\x8bhn S\xc2\xadmith"sv,                    // zero-width space, soft hyphen
    "\xef\xbb\xbfMaria\xc2\xa0Garcia"sv,                   // byte order mark, no-break space
    "\xf0\x9f\x91\xa8\xe2\x80\x8d\xf0\x9f\x91\xa9 Kim"sv,  // emoji joined
    "Z\xcc\xb7\xcc\x88\xcc\x84\xcc\x81\xcc\xa3oe"sv,       // marks upon marks
    "\xcc\x81\xcc\x88"sv,                                  // nothing but marks
    "null\0byte"sv,
    "back\\slash \"quoted\" \x7f"sv,
    "Stra\xc3\x9f"
    "e \xc4\xb0stanbul \xc4\xb1\xc7\x84\xef\xac\x83"sv,  // letters that change length
    "\xef\xbf\xbd\xef\xbf\xbf"sv,                        // replacement, no character
};

std::vector<std::string> words_of(const std::string& name) {
  std::vector<std::string> words(1);
  for (const char c : name) {
    if (c == ' ') {
      words.emplace_back();
    } else {
      words.back() += c;
    }
  }
  return words;
}

std::string joined(const std::vector<std::string>& words, std::string_view between) {
  std::string out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i != 0) out += between;
    out += words[i];
  }
  return out;
}

// Slips within the letters. The names of the pack are ASCII, so bytes are letters here.
std::string letter_slip(std::string name, Draws& draws) {
  if (name.size() < 2) return name + "a";
  const std::size_t at = draws.below(name.size() - 1);
  switch (draws.below(6)) {
    case 0:
      std::swap(name[at], name[at + 1]);
      return name;
    case 1:
      return name.erase(at, 1);
    case 2:
      return name.insert(at, 1, name[at]);
    case 3:
      name[at] = static_cast<char>('a' + draws.between(0, 25));
      return name;
    case 4:
      return name.insert(at, 1, static_cast<char>('a' + draws.between(0, 25)));
    default:
      for (char& c : name) {
        if (c >= 'a' && c <= 'z' && draws.percent(50)) c = static_cast<char>(c - 'a' + 'A');
      }
      return name;
  }
}

std::string word_slip(const std::string& name, Draws& draws) {
  auto words = words_of(name);
  const std::size_t at = draws.below(words.size());
  switch (draws.below(7)) {
    case 0:
      draws.shuffle(words);
      return joined(words, " ");
    case 1:
      return joined(words, draws.percent(50) ? "-" : "");
    case 2:
      if (words.size() > 1) words.erase(words.begin() + static_cast<std::ptrdiff_t>(at));
      return joined(words, " ");
    case 3:
      words[at] = words[at].substr(0, 1) + (draws.percent(50) ? "." : "");
      return joined(words, " ");
    case 4:
      return std::string(draws.pick(kTitles)) + name;
    case 5:
      return name + std::string(draws.pick(kTails));
    default:
      words.insert(words.begin() + static_cast<std::ptrdiff_t>(at), words[at]);
      return joined(words, "  ");
  }
}

char32_t latin_letter(std::uint64_t number) {
  std::uint64_t total = 0;
  for (const Range& range : kLatin) total += range.last - range.first + 1;
  std::uint64_t at = number % total;
  for (const Range& range : kLatin) {
    const std::uint64_t size = range.last - range.first + 1;
    if (at < size) return range.first + static_cast<char32_t>(at);
    at -= size;
  }
  return kLatin[0].first;
}

char32_t letter_of(const Range& range, Draws& draws) {
  return range.first + static_cast<char32_t>(draws.below(range.last - range.first + 1));
}

}  // namespace

std::string misspelt(const std::string& name, Draws& draws) {
  std::string out = name;
  const std::uint64_t slips = 1 + draws.below(3);
  for (std::uint64_t i = 0; i < slips; ++i) {
    out = draws.percent(60) ? letter_slip(std::move(out), draws) : word_slip(out, draws);
  }
  return out;
}

std::string with_diacritics(const std::string& name, std::uint64_t number, Draws& draws) {
  std::string out;
  for (const char c : name) {
    const bool is_letter = c != ' ' && c != '-' && c != '\'';
    if (is_letter && draws.percent(20)) {
      append_utf8(out, latin_letter(number++));
    } else {
      out += c;
      if (is_letter && draws.percent(10)) append_utf8(out, letter_of(kMarks, draws));
    }
  }
  return out;
}

std::string in_other_script(const std::string& name, Draws& draws) {
  std::string out;
  if (draws.percent(20)) {
    out = draws.pick(kNamesInTheirScript);
    if (draws.percent(25)) out += " " + name;
    return out;
  }
  const Range& script = draws.pick(kOtherScripts);
  const std::uint64_t words = 1 + draws.below(4);
  for (std::uint64_t w = 0; w < words; ++w) {
    if (w != 0) out += ' ';
    const std::uint64_t letters = 1 + draws.below(9);
    for (std::uint64_t i = 0; i < letters; ++i) append_utf8(out, letter_of(script, draws));
  }
  if (draws.percent(25)) out += " " + name;
  return out;
}

std::string as_in_a_field(const std::string& name, Draws& draws) {
  constexpr std::string_view kDigits[][2] = {{"o", "0"}, {"e", "3"}, {"i", "1"}, {"a", "4"},
                                             {"s", "5"}, {"t", "7"}, {"g", "9"}};
  auto words = words_of(name);
  switch (draws.below(9)) {
    case 0:
      return std::string(draws.pick(kBefore)) + name;
    case 1:
    case 2:
      return name + std::string(draws.pick(kBehind));
    case 3:
      return std::string(draws.pick(kBefore)) + name + std::string(draws.pick(kBehind));
    case 4:
      return std::string(draws.pick(kGiven)) + " " + words.back();
    case 5: {
      const std::string_view between = draws.percent(50) ? "." : draws.percent(50) ? " " : "-";
      std::string out;
      for (const char c : words.front().substr(0, 6)) (out += c) += between;
      for (std::size_t i = 1; i < words.size(); ++i) out += " " + words[i];
      return out;
    }
    case 6: {
      std::string out = name;
      for (std::size_t i = 2; i + 2 < out.size(); i += 1 + draws.below(5)) out.insert(i, 1, ' ');
      return out;
    }
    case 7: {
      std::string out = name;
      for (char& c : out) {
        for (const auto& [letter, digit] : kDigits) {
          if (c == letter.front() && draws.percent(40)) c = digit.front();
        }
      }
      return out;
    }
    default:
      return joined(words, "");
  }
}

std::string hostile(const std::string& name, Draws& draws) {
  switch (draws.below(6)) {
    case 0:
      return std::string(draws.below(1030), static_cast<char>('a' + draws.between(0, 25)));
    case 1: {
      std::string out;
      const std::uint64_t times = draws.below(40);
      for (std::uint64_t i = 0; i < times; ++i) out += name + " ";
      return out;
    }
    case 2: {
      std::string out;
      const std::uint64_t letters = draws.below(30);
      for (std::uint64_t i = 0; i < letters; ++i) {
        const auto c = static_cast<char32_t>(draws.below(0x110000));
        if (c < 0xD800 || c > 0xDFFF) append_utf8(out, c);
      }
      return out;
    }
    case 3:
      return name + std::string(draws.pick(kHostile));
    default:
      return std::string(draws.pick(kHostile));
  }
}

}  // namespace financescr::corpus
