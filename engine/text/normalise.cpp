#include "engine/text/normalise.hpp"

#include <algorithm>
#include <cstdint>

#include "engine/text/characters.hpp"
#include "engine/text/display_order.hpp"
#include "engine/text/letter_case.hpp"
#include "engine/text/lookalikes.hpp"
#include "engine/text/spelling.hpp"
#include "engine/text/transliterate.hpp"

namespace financescr::text {
namespace {

// O'Neill, D'Angelo, L'Ecuyer, N'Diaye: the apostrophe ends a word of its own.
bool is_elided_prefix(std::string_view word) {
  return word == "o" || word == "d" || word == "l" || word == "n" || word == "m";
}

std::string_view last_word(std::string_view text) {
  const std::size_t space = text.rfind(' ');
  return space == std::string_view::npos ? text : text.substr(space + 1);
}

// Scripts whose words are not joined to letters of another script beside them.
bool stands_alone(Script script) {
  switch (script) {
    case Script::kThai:
    case Script::kHangul:
    case Script::kKana:
    case Script::kHan:
      return true;
    case Script::kAlphabet:
    case Script::kGreek:
    case Script::kArabic:
    case Script::kHebrew:
    case Script::kIndic:
      return false;
  }
  return false;
}

// Hebrew writes sounds of other languages with an apostrophe and acronyms with a quote.
bool joins_in(Script script, char32_t c) {
  return script == Script::kHebrew &&
         (c == '\'' || c == '"' || c == 0x05F3 || c == 0x05F4 || c == 0x2019 || c == 0x201D);
}

// The lines and tabs around a name are no part of it.
std::u32string_view without_white_space(std::u32string_view points) {
  const auto is_white = [](char32_t c) { return c == ' ' || (c >= '\t' && c <= '\r'); };
  while (!points.empty() && is_white(points.front())) points.remove_prefix(1);
  while (!points.empty() && is_white(points.back())) points.remove_suffix(1);
  return points;
}

// Vowel signs and the like, which stand on a letter: in the blocks from Devanagari to Malayalam,
// which are laid out alike, and in Thai and Lao.
bool is_dependent_sign(char32_t c) {
  if (c >= 0x0900 && c <= 0x0D7F) {
    const char32_t place = c % 0x80;
    return place <= 0x03 || (place >= 0x3C && place <= 0x4D && place != 0x3D) ||
           (place >= 0x55 && place <= 0x57) || place == 0x62 || place == 0x63;
  }
  return c == 0x0E31 || (c >= 0x0E34 && c <= 0x0E3A) || (c >= 0x0E47 && c <= 0x0E4E) ||
         c == 0x0EB1 || (c >= 0x0EB4 && c <= 0x0EBC) || (c >= 0x0EC8 && c <= 0x0ECE);
}

class Normaliser {
 public:
  Normaliser(std::u32string_view points, const HanChoice& han)
      : points_(without_white_space(points)), han_(han) {}

  NormalisedText run() {
    for (std::size_t i = 0; i < points_.size();) i = step(i);
    end_word();
    out_.text = plain_form(out_.spelling);
    return std::move(out_);
  }

 private:
  // Takes what starts at `i`. Returns: where the next begins.
  std::size_t step(std::size_t i) {
    const Character c = classify(points_[i]);
    switch (c.kind) {
      case CharacterKind::kWord:
        if (alone_) pending_space_ = true;
        alone_ = false;
        word(c.folded);
        count_letter(points_[i], Script::kAlphabet);
        ++out_.matched_letters;
        break;
      case CharacterKind::kTransliterated:
        return letters(i, c.script);
      case CharacterKind::kApostrophe:
        if (!pending_space_ && is_elided_prefix(last_word(out_.spelling))) pending_space_ = true;
        break;
      case CharacterKind::kIgnored:
        break;
      case CharacterKind::kOtherLetter:
        ++out_.unmatched_letters;
        pending_space_ = true;
        break;
      case CharacterKind::kUnreadable:
        ++out_.unreadable;
        pending_space_ = true;
        break;
      case CharacterKind::kReordering:
        ++out_.unreadable;
        break;
      case CharacterKind::kSeparator:
        pending_space_ = true;
        if (is_percent_sign(i)) {
          word("percent");
          ++out_.matched_letters;
          pending_space_ = true;
        }
        break;
    }
    return i + 1;
  }

  // "100% Lube Oils".
  [[nodiscard]] bool is_percent_sign(std::size_t i) const {
    return points_[i] == '%' && i > 0 && points_[i - 1] >= '0' && points_[i - 1] <= '9';
  }

  // The letters of one script from `first` on, with the marks among them.
  std::size_t letters(std::size_t first, Script script) {
    std::size_t end = first;
    std::size_t count = 0;
    for (std::size_t i = first; i < points_.size(); ++i) {
      const Character c = classify(points_[i]);
      if (c.kind == CharacterKind::kTransliterated && c.script == script) {
        ++count;
        end = i + 1;
      } else if (c.kind != CharacterKind::kIgnored && !joins_in(script, points_[i])) {
        break;
      }
    }
    // A geresh or a mark may also end the word.
    while (end < points_.size() && (classify(points_[end]).kind == CharacterKind::kIgnored ||
                                    joins_in(script, points_[end]))) {
      ++end;
    }
    std::string spelling;
    if (script == Script::kHan) {
      const HanName name = han_name(first, end);
      transliterate_han(name.characters, name.surname, han_, spelling);
      count = std::max(count, name.characters.size());
      end = name.end;
    } else {
      transliterate(script, points_.substr(first, end - first), spelling);
    }
    if (plain_form(spelling).empty()) {
      out_.unmatched_letters += count;
      return end;
    }
    if (alone_ || stands_alone(script)) pending_space_ = true;
    if (script == Script::kArabic) join_arabic(first, end);
    word(spelling);
    for (const char32_t c : points_.substr(first, end - first)) {
      if (classify(c).kind == CharacterKind::kTransliterated) count_letter(c, script);
    }
    out_.matched_letters += count;
    alone_ = stands_alone(script);
    return end;
  }

  struct HanName {
    std::u32string characters;
    std::size_t surname;  // 0 if the name does not show it
    std::size_t end;
  };

  // Two short runs with a space between are the surname and the given name of a person.
  HanName han_name(std::size_t first, std::size_t end) const {
    constexpr std::size_t kLongestPart = 3;
    const auto is_han = [&](std::size_t i) {
      const Character c = i < points_.size() ? classify(points_[i]) : Character{};
      return c.kind == CharacterKind::kTransliterated && c.script == Script::kHan;
    };
    std::u32string run;
    for (std::size_t i = first; i < end; ++i) {
      if (is_han(i)) scripts::add_han(points_[i], run);
    }
    const std::size_t surname = run.size();
    std::size_t stop = end + 1;
    while (is_han(stop)) ++stop;
    const std::size_t given = stop - end - 1;
    const bool two = end < points_.size() && points_[end] == ' ' && surname <= kLongestPart &&
                     given > 0 && given <= kLongestPart && !(first > 1 && is_han(first - 2)) &&
                     !is_han(stop + 1);
    if (!two || scripts::has_company_word(run + std::u32string(points_.substr(end + 1, given)))) {
      return {std::move(run), 0, end};
    }
    run += points_.substr(end + 1, given);
    return {std::move(run), surname, stop};
  }

  // A space or hyphen between two words that are one in Arabic script is none.
  void join_arabic(std::size_t first, std::size_t end) {
    const bool apart = first > 0 && first == last_arabic_end_ + 1 &&
                       (points_[first - 1] == ' ' || points_[first - 1] == '-');
    const auto run = points_.substr(first, end - first);
    if (apart) {
      const auto previous = points_.substr(last_arabic_, last_arabic_end_ - last_arabic_);
      if (joins_previous(previous, run)) pending_space_ = false;
    }
    last_arabic_ = first;
    last_arabic_end_ = end;
  }

  void word(std::string_view spelling) {
    if (pending_space_ || out_.spelling.empty()) {
      end_word();
      if (!out_.spelling.empty()) out_.spelling += ' ';
      word_ = {out_.spelling.size()};
    }
    pending_space_ = false;
    out_.spelling += spelling;
  }

  // A letter of the word that was last written to.
  void count_letter(char32_t c, Script script) {
    const LetterCase letter_case = case_of(c);
    out_.has_capital = out_.has_capital || letter_case == LetterCase::kUpper;
    if (is_dependent_sign(c)) return;
    ++letters_of_word_;
    if (letter_case == LetterCase::kUpper) ++capitals_of_word_;
    if (letter_case == LetterCase::kLower) ++smalls_of_word_;
    word_.is_upper = letter_case == LetterCase::kUpper;
    word_.is_lower = letter_case == LetterCase::kLower;
    word_.is_syllable = script == Script::kHan || script == Script::kHangul;
  }

  void end_word() {
    if (letters_of_word_ == 1) out_.lone_letters.push_back(word_);
    const bool is_short = letters_of_word_ == 2 || letters_of_word_ == 3;
    if (is_short && capitals_of_word_ + smalls_of_word_ == letters_of_word_) {
      out_.short_words.push_back({word_.at, letters_of_word_, capitals_of_word_ == 0});
    }
    letters_of_word_ = capitals_of_word_ = smalls_of_word_ = 0;
  }

  std::u32string_view points_;
  HanChoice han_;
  NormalisedText out_;
  bool pending_space_ = false;
  std::size_t last_arabic_ = 0;  // the last run of Arabic script
  std::size_t last_arabic_end_ = 0;
  bool alone_ = false;  // the last word is of a script that stands alone
  LoneLetter word_;     // the last word, if it stays one letter
  std::size_t letters_of_word_ = 0;
  std::size_t capitals_of_word_ = 0;
  std::size_t smalls_of_word_ = 0;
};

}  // namespace

NormalisedText normalise_counted(std::string_view name, const HanChoice& han) {
  std::u32string points = code_points(name);
  const std::size_t mixed = unify_lookalikes(points);
  NormalisedText out = Normaliser(points, han).run();
  out.unreadable += reordering_marks(points) + mixed;
  return out;
}

std::string normalise(std::string_view name) { return normalise_counted(name).text; }

std::vector<std::string_view> split_words(std::string_view normalised) {
  std::vector<std::string_view> words;
  std::size_t start = 0;
  while (start < normalised.size()) {
    const std::size_t end = normalised.find(' ', start);
    const std::size_t stop = end == std::string_view::npos ? normalised.size() : end;
    if (stop > start) words.push_back(normalised.substr(start, stop - start));
    start = stop + 1;
  }
  return words;
}

}  // namespace financescr::text
