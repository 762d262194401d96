#include "engine/text/normalise.hpp"

#include "engine/text/characters.hpp"
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

class Normaliser {
 public:
  explicit Normaliser(std::u32string_view points) : points_(points) {}

  NormalisedText run() {
    for (std::size_t i = 0; i < points_.size();) i = step(i);
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
      case CharacterKind::kSeparator:
        pending_space_ = true;
        break;
    }
    return i + 1;
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
    transliterate(script, points_.substr(first, end - first), spelling);
    if (plain_form(spelling).empty()) {
      out_.unmatched_letters += count;
      return end;
    }
    if (alone_ || stands_alone(script)) pending_space_ = true;
    word(spelling);
    out_.matched_letters += count;
    alone_ = stands_alone(script);
    return end;
  }

  void word(std::string_view spelling) {
    if (pending_space_ && !out_.spelling.empty()) out_.spelling += ' ';
    pending_space_ = false;
    out_.spelling += spelling;
  }

  std::u32string_view points_;
  NormalisedText out_;
  bool pending_space_ = false;
  bool alone_ = false;  // the last word is of a script that stands alone
};

}  // namespace

NormalisedText normalise_counted(std::string_view name) {
  std::u32string points = code_points(name);
  unify_lookalikes(points);
  return Normaliser(points).run();
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
