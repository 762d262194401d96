// Arabic and Hebrew script: consonants with few vowels. Between two letters that no written vowel
// parts stands an unwritten one.
#include <algorithm>
#include <iterator>
#include <vector>

#include "engine/text/transliterate.hpp"

namespace financescr::text {
namespace scripts {
namespace {

constexpr char32_t kBeh = 0x0628;
constexpr char32_t kDal = 0x062F;
constexpr char32_t kAin = 0x0639;
constexpr char32_t kLam = 0x0644;
constexpr char32_t kHeh = 0x0647;
constexpr char32_t kWaw = 0x0648;
constexpr std::u32string_view kArticle = U"\u0627\u0644";

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

// Amr, whose last letter only tells it from Umar and is not heard.
constexpr std::u32string_view kAmr = U"\u0639\u0645\u0631\u0648";

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

std::string_view article_before(char32_t c) { return is_sun_letter(c) ? "A<" : "Al"; }
// As a word of its own it keeps its vowel, so that it is not lost in the word behind it.
std::string_view article_word_before(char32_t c) { return is_sun_letter(c) ? "a< " : "Al "; }

// Letters that people type for the one that ends the name of God.
bool is_heh(char32_t c) {
  return c == kHeh || c == 0x0629 || c == 0x06BE || c == 0x06C1 || c == 0x06C3 || c == 0x06D5;
}

bool is_alef(char32_t c) { return c == 0x0627 || c == 0x0671 || c == 0x0623 || c == 0x0622; }

// A word as its letters, with the marks that stand on each.
class MarkedWord {
 public:
  explicit MarkedWord(std::u32string_view run) : run_(run) {
    for (std::size_t i = 0; i < run.size(); ++i) {
      if (!is_letter(run[i])) continue;
      letters_ += run[i];
      places_.push_back(i);
    }
  }
  [[nodiscard]] std::u32string_view letters() const { return letters_; }
  // The letters from `first` up to `last`, and their marks.
  [[nodiscard]] std::u32string_view part(std::size_t first, std::size_t last) const {
    const std::size_t end = last < places_.size() ? places_[last] : run_.size();
    return run_.substr(places_[first], end - places_[first]);
  }

 private:
  std::u32string_view run_;
  std::u32string letters_;
  std::vector<std::size_t> places_;
};

// Where "Allah" stands in a word; npos if nowhere. After three letters its alef may be left out.
struct God {
  std::size_t at = std::u32string_view::npos;
  std::size_t size = 0;
};
God god_in(std::u32string_view letters) {
  constexpr std::size_t kLettersBeforeBareLam = 3;
  for (std::size_t i = 0; i + 3 <= letters.size(); ++i) {
    const bool with_alef = is_alef(letters[i]);
    const std::size_t lams = i + (with_alef ? 1 : 0);
    if (lams + 3 > letters.size() || letters[lams] != kLam || letters[lams + 1] != kLam ||
        !is_heh(letters[lams + 2])) {
      continue;
    }
    if (with_alef) return {i, 4};
    if (i >= kLettersBeforeBareLam && lams + 3 == letters.size()) return {i, 3};
  }
  return {};
}

// "Servant of", with which the article behind it is written as one word: Abdul.
bool is_abd(std::u32string_view letters) {
  return letters.size() == 3 && letters[0] == kAin && letters[1] == kBeh && letters[2] == kDal;
}

class ArabicReader {
 public:
  ArabicReader(const MarkedWord& word, std::string& out)
      : word_(word), letters_(word.letters()), out_(out) {}

  // Splits "and the", "servant of the" and the article from the word they are written to.
  void read() {
    if (letters_.empty()) return;
    const God god = god_in(letters_);
    if (god.at == std::u32string_view::npos) return read_from(0, letters_.size());
    const std::size_t after = god.at + god.size;
    if (god.at > 0) read_from(0, god.at);
    out_ += "Alla";
    out_ += after == letters_.size() ? '%' : 'h';
    if (after < letters_.size()) spell(after, letters_.size());
  }

  static bool begins_with_article(const MarkedWord& word) {
    const std::u32string_view letters = word.letters();
    return letters.size() >= kArticle.size() + kShortestStem && is_alef(letters[0]) &&
           letters[1] == kLam;
  }

 private:
  static constexpr std::size_t kShortestStem = 2;
  static constexpr std::size_t kShortestInnerStem = 3;

  void spell(std::size_t first, std::size_t last) { spell_arabic(word_.part(first, last), out_); }

  [[nodiscard]] bool article_at(std::size_t at, std::size_t last, std::size_t stem) const {
    return last >= at + kArticle.size() + stem && is_alef(letters_[at]) && letters_[at + 1] == kLam;
  }
  void article(std::size_t before) { out_ += article_before(letters_[before]); }

  void read_from(std::size_t first, std::size_t last) {
    const std::u32string_view rest = letters_.substr(first, last - first);
    if (is_abd(rest.substr(0, 3)) && article_at(first + 3, last, kShortestStem)) {
      spell(first, first + 3);
      article(first + 5);
      out_ += ' ';
      return spell(first + 5, last);
    }
    if (rest[0] == kWaw && article_at(first + 1, last, kShortestStem)) {
      out_ += "wa ";
      return read_from(first + 1, last);
    }
    if (rest[0] == kLam && rest.size() > 4 && rest[1] == kLam) {
      out_ += article_word_before(letters_[first + 2]);
      return spell(first + 2, last);
    }
    if (article_at(first, last, kShortestStem)) {
      out_ += article_word_before(letters_[first + kArticle.size()]);
      return spell(first + kArticle.size(), last);
    }
    read_stem(first, last);
  }

  // "Nur al-Din" in one word: the lam of the article sounds like what follows.
  void read_stem(std::size_t first, std::size_t last) {
    if (letters_.substr(first, last - first) == kAmr) return spell(first, last - 1);
    for (std::size_t at = first + kShortestStem; at < last; ++at) {
      const std::size_t stem = at + kArticle.size();
      if (!article_at(at, last, kShortestInnerStem) || !is_sun_letter(letters_[stem])) continue;
      spell(first, at);
      article(stem);
      return spell(stem, last);
    }
    spell(first, last);
  }

  const MarkedWord& word_;
  std::u32string_view letters_;
  std::string& out_;
};

constexpr char32_t kNonJoiner = 0x200C;

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

static bool continues_abd(std::u32string_view previous, std::u32string_view run) {
  const MarkedWord word(run);
  return is_abd(MarkedWord(previous).letters()) && ArabicReader::begins_with_article(word);
}

static bool is_god_alone(std::u32string_view run) {
  const MarkedWord word(run);
  const God god = god_in(word.letters());
  return god.at == 0 && god.size == word.letters().size();
}

// A non-joiner parts two words of a compound; a lone letter behind it is an ending.
void read_arabic(std::u32string_view run, std::string& out) {
  for (std::size_t start = 0; start < run.size();) {
    const std::size_t end = std::min(run.find(kNonJoiner, start), run.size());
    const MarkedWord word(run.substr(start, end - start));
    const bool joined = word.letters().size() < 2 || is_god_alone(run.substr(start, end - start));
    if (!joined && !out.empty() && out.back() != ' ') out += ' ';
    ArabicReader(word, out).read();
    start = end + 1;
  }
}

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

}  // namespace scripts

bool joins_previous(std::u32string_view previous, std::u32string_view run) {
  return scripts::is_god_alone(run) || scripts::continues_abd(previous, run);
}

}  // namespace financescr::text
