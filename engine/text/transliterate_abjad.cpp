// Arabic and Hebrew script: consonants with few vowels. Between two letters that no written vowel
// parts stands an unwritten one.
#include <algorithm>
#include <iterator>

#include "engine/text/transliterate.hpp"

namespace financescr::text::scripts {
namespace {

constexpr char32_t kBeh = 0x0628;
constexpr char32_t kDal = 0x062F;
constexpr char32_t kAin = 0x0639;
constexpr char32_t kLam = 0x0644;
constexpr char32_t kHeh = 0x0647;
constexpr char32_t kWaw = 0x0648;
constexpr std::u32string_view kArticle = U"\u0627\u0644";
constexpr std::u32string_view kGod = U"\u0627\u0644\u0644\u0647";  // Allah
constexpr std::u32string_view kGodAfterArticle = U"\u0644\u0647";  // what the article leaves of it

// The vowel that a mark of Arabic or Hebrew writes, '\0' for none; a tanwin is not read in names.
char vowel_mark(char32_t c) {
  switch (c) {
    case 0x064E:
    case 0x0670:
      return 'a';
    case 0x064F:
      return 'u';
    case 0x0650:
      return 'i';
    default:
      return '\0';
  }
}

constexpr char32_t kSukun = 0x0652;

// Puts spelled letters after one another, with unwritten vowels between consonants.
class AbjadWord {
 public:
  explicit AbjadWord(std::string& out) : out_(out) {}

  void consonant(std::string_view spelling) {
    if (after_consonant_) out_ += '_';
    out_ += spelling;
    after_consonant_ = true;
  }
  void vowel(std::string_view spelling) {
    out_ += spelling;
    after_consonant_ = false;
  }
  // A carrier may follow a vowel that is not written: "Muammar", "Said".
  void carrier(std::string_view spelling) {
    if (after_consonant_) out_ += '_';
    out_ += spelling;
    after_consonant_ = false;
  }
  void no_vowel() { after_consonant_ = false; }

  void letter(std::string_view spelling) {
    if (spelling.empty() || spelling == "_") return;
    if (spelling == "A") return carrier(spelling);
    const std::string_view vowels = "aeiou|E";
    if (spelling.size() == 1 && vowels.find(spelling[0]) != std::string_view::npos) {
      return vowel(spelling);
    }
    consonant(spelling);
  }

 private:
  std::string& out_;
  bool after_consonant_ = false;
};

bool is_letter(char32_t c) { return !letter_spelling(c).empty(); }

bool ends_here(std::u32string_view run, std::size_t i) {
  return std::none_of(run.begin() + static_cast<std::ptrdiff_t>(i) + 1, run.end(), is_letter);
}

void spell_arabic(std::u32string_view run, std::string& out) {
  AbjadWord word(out);
  for (std::size_t i = 0; i < run.size(); ++i) {
    const char32_t c = run[i];
    if (const char vowel = vowel_mark(c); vowel != '\0') {
      word.vowel(std::string_view(&vowel, 1));
    } else if (c == kSukun) {
      word.no_vowel();
    } else if (c == kHeh && i > 0 && ends_here(run, i)) {
      word.consonant("%");
    } else {
      word.letter(letter_spelling(c));
    }
  }
}

// The letters that the article takes the sound of: "ash-Shams", "ud-Din".
bool is_sun_letter(char32_t c) {
  constexpr std::u32string_view kSunLetters =
      U"\u062A\u062B\u062F\u0630\u0631\u0632\u0633\u0634\u0635\u0636\u0637\u0638\u0644\u0646";
  return kSunLetters.find(c) != std::u32string_view::npos;
}

std::string_view article_before(char32_t c) { return is_sun_letter(c) ? "A< " : "Al "; }

// Splits "and the", "servant of the" and the article from the word they are written to.
void read_arabic_word(std::u32string_view run, std::string& out) {
  constexpr std::size_t kShortestStem = 2;
  const auto article_at = [&](std::size_t at) {
    return run.size() >= at + kArticle.size() + kShortestStem &&
           run.substr(at, kArticle.size()) == kArticle;
  };
  if (run.size() > 4 && run[0] == kAin && run[1] == kBeh && run[2] == kDal && article_at(3)) {
    spell_arabic(run.substr(0, 3), out);
    out += ' ';
    return read_arabic_word(run.substr(3), out);
  }
  if (run[0] == kWaw && article_at(1)) {
    out += "wa ";
    return read_arabic_word(run.substr(1), out);
  }
  if (run[0] == kLam && run.size() > 4 && run[1] == kLam) {
    out += article_before(run[2]);
    return spell_arabic(run.substr(2), out);
  }
  if (article_at(0) && run != kGod && run.substr(kArticle.size()) != kGodAfterArticle) {
    out += article_before(run[kArticle.size()]);
    return spell_arabic(run.substr(kArticle.size()), out);
  }
  spell_arabic(run, out);
}

bool is_apostrophe_or_quote(char32_t c) {
  return c == '\'' || c == '"' || c == 0x05F3 || c == 0x05F4 || c == 0x2019 || c == 0x201D;
}

// A letter that a geresh turns into a sound of another language.
std::string_view with_geresh(char32_t letter) {
  switch (letter) {
    case 0x05D2:
      return "J";
    case 0x05D6:
      return "zh";
    case 0x05E5:
    case 0x05E6:
      return "ch";
    case 0x05EA:
      return "th";
    case 0x05D3:
      return "th";
    default:
      return {};
  }
}

constexpr char32_t kHebrewHe = 0x05D4;
constexpr char32_t kHebrewVav = 0x05D5;
constexpr char32_t kHebrewYod = 0x05D9;

// "In surety limited": the legal form of companies.
bool is_limited(std::u32string_view run) {
  return run.size() == 4 && run[0] == 0x05D1 && run[1] == 0x05E2 &&
         is_apostrophe_or_quote(run[2]) && (run[3] == 0x05DE || run[3] == 0x05DD);
}

bool is_hebrew_point(char32_t c) { return c >= 0x05B0 && c <= 0x05BB; }

}  // namespace

void read_arabic(std::u32string_view run, std::string& out) { read_arabic_word(run, out); }

void read_hebrew(std::u32string_view run, std::string& out) {
  if (is_limited(run)) {
    out += "ltd";
    return;
  }
  AbjadWord word(out);
  for (std::size_t i = 0; i < run.size(); ++i) {
    const char32_t c = run[i];
    const char32_t next = i + 1 < run.size() ? run[i + 1] : 0;
    if (is_hebrew_point(c)) {
      word.vowel(letter_spelling(c));
    } else if (is_apostrophe_or_quote(next) && !with_geresh(c).empty()) {
      word.consonant(with_geresh(c));
    } else if ((c == kHebrewVav || c == kHebrewYod) && next == c) {
      word.consonant(letter_spelling(c));
      ++i;
    } else if (c == kHebrewHe && i > 0 && ends_here(run, i)) {
      word.consonant("%");
    } else {
      word.letter(letter_spelling(c));
    }
  }
}

}  // namespace financescr::text::scripts
