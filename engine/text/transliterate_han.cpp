// Han: the commonest Mandarin reading of each character, in words.
#include <algorithm>
#include <iterator>

#include "engine/text/character_table.hpp"
#include "engine/text/transliterate.hpp"

namespace financescr::text::scripts {
namespace {

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
                                   {U"合同会社", "godo kaisha"},
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

constexpr std::u32string_view kShareAlone = U"株";  // what the sign for 株式会社 comes apart into

void add_word(std::string_view word, std::string& out) {
  if (!out.empty() && out.back() != ' ') out += ' ';
  out += word;
}

std::string_view han_reading(char32_t c) {
  if (c < kFirstHan || c > kLastHan) return {};
  return kHanSyllables[kHanReadings[c - kFirstHan]];
}

// Of a name of four characters two are the surname: most are Japanese, some a married woman's.
std::size_t surname_of(std::u32string_view run) {
  for (const auto& pair : kDoubleSurnames) {
    if (run.size() > pair.size() && run.starts_with(pair)) return pair.size();
  }
  return run.size() == kLongestPerson ? 2 : 1;
}

std::string_view surname_reading(char32_t c) {
  const auto* special = std::find_if(std::begin(kHanSurnames), std::end(kHanSurnames),
                                     [&](const HanSurname& s) { return s.character == c; });
  return special != std::end(kHanSurnames) ? special->reading : han_reading(c);
}

void spell_person(std::u32string_view run, std::size_t surname, std::string& out) {
  std::string word;
  for (std::size_t i = 0; i < run.size(); ++i) {
    if (i == surname) {
      add_word(word, out);
      word.clear();
    }
    word += i == 0 && surname == 1 ? surname_reading(run[i]) : han_reading(run[i]);
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

struct Respelling {
  std::string_view pinyin;
  std::string_view wade_giles;
};

// Whole syllables that are spelt otherwise than their parts.
constexpr Respelling kWadeGilesSyllables[] = {
    {"chi", "chih"}, {"ci", "tzu"},   {"er", "erh"},   {"ge", "ko"},  {"gui", "kuei"},
    {"he", "ho"},    {"ke", "ko"},    {"kui", "kuei"}, {"ri", "jih"}, {"shi", "shih"},
    {"si", "ssu"},   {"yan", "yen"},  {"ye", "yeh"},   {"yi", "i"},   {"yong", "yung"},
    {"you", "yu"},   {"yue", "yueh"}, {"zhi", "chih"}, {"zi", "tzu"}};
// Longest first.
constexpr Respelling kWadeGilesLeads[] = {{"zh", "ch"}, {"ch", "ch"}, {"sh", "sh"}, {"b", "p"},
                                          {"d", "t"},   {"g", "k"},   {"j", "ch"},  {"q", "ch"},
                                          {"x", "hs"},  {"z", "ts"},  {"c", "ts"},  {"r", "j"}};
constexpr Respelling kWadeGilesEnds[] = {
    {"ong", "ung"}, {"ian", "ien"}, {"ie", "ieh"}, {"ue", "ueh"}};

std::string wade_giles(std::string_view pinyin) {
  for (const Respelling& syllable : kWadeGilesSyllables) {
    if (syllable.pinyin == pinyin) return std::string(syllable.wade_giles);
  }
  std::string out;
  for (const Respelling& lead : kWadeGilesLeads) {
    if (!pinyin.starts_with(lead.pinyin)) continue;
    out = lead.wade_giles;
    pinyin.remove_prefix(lead.pinyin.size());
    break;
  }
  for (const Respelling& end : kWadeGilesEnds) {
    if (!pinyin.ends_with(end.pinyin)) continue;
    out += pinyin.substr(0, pinyin.size() - end.pinyin.size());
    out += end.wade_giles;
    return out;
  }
  // "luo" is "lo", "guo" is "kuo".
  const bool back = out == "k" || pinyin.starts_with('k') || pinyin.starts_with('h') || out == "sh";
  if (pinyin.ends_with("uo") && !back) {
    out += pinyin.substr(0, pinyin.size() - 2);
    out += 'o';
    return out;
  }
  out += pinyin;
  return out;
}

}  // namespace

void add_han(char32_t c, std::u32string& out) {
  if (c != kIterationMark) {
    out += c;
  } else if (!out.empty()) {
    out += out.back();
  }
}

std::string_view pinyin(char32_t c) { return han_reading(c); }

std::size_t han_surname(std::u32string_view run) { return surname_of(run); }

bool has_company_word(std::u32string_view run) { return has_form(run); }

void read_han_wade_giles(std::u32string_view run, std::size_t surname, std::string& out) {
  if (surname == 0) surname = surname_of(run);
  std::string word;
  for (std::size_t i = 0; i < run.size(); ++i) {
    if (i == surname) {
      add_word(word, out);
      word.clear();
    }
    word += wade_giles(i == 0 && surname == 1 ? surname_reading(run[i]) : han_reading(run[i]));
  }
  add_word(word, out);
}

void read_han(std::u32string_view run, std::size_t surname, std::string& out) {
  std::u32string characters;
  for (const char32_t c : run) {
    if (c == kIterationMark && !characters.empty()) {
      characters += characters.back();
    } else if (!han_reading(c).empty()) {
      characters += c;
    }
  }
  std::string words;
  if (characters == kShareAlone) {
    words = "kabushiki";
  } else if (characters.size() >= 2 && characters.size() <= kLongestPerson &&
             !has_form(characters)) {
    spell_person(characters, surname == 0 ? surname_of(characters) : surname, words);
  } else {
    spell_words(characters, words);
  }
  out += words;
}

}  // namespace financescr::text::scripts
