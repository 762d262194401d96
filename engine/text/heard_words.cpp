#include "engine/text/heard_words.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <span>

#include "engine/core/limits.hpp"
#include "engine/text/legal_forms.hpp"
#include "engine/text/normalise.hpp"
#include "engine/text/organisation_words.hpp"
#include "engine/text/phonetic.hpp"
#include "engine/text/spelling.hpp"

namespace financescr::text {
namespace {

constexpr std::size_t kLongestSpelledForm = 5;
constexpr std::size_t kLettersOfNumeral = 1;  // a lone "V" at the end of a company's name

using Words = std::span<const std::string_view>;

// Of "No. 13", "Nr 13".
bool is_number_sign(std::string_view word) {
  return word == "no" || word == "nr" || word == "num" || word == "nummer" || word == "number";
}

class Hearer {
 public:
  Hearer(std::string_view spelling, const NameStyle& style)
      : spelling_(spelling), style_(style), words_(split_words(spelling)) {
    plain_.reserve(words_.size());
    for (const std::string_view word : words_) plain_.push_back(plain_form(word));
    views_.assign(plain_.begin(), plain_.end());
  }

  std::vector<HeardWord> run() {
    std::vector<HeardWord> out;
    out.reserve(std::min(words_.size(), limits::kMaxNameTokens));
    for (std::size_t i = 0; i < words_.size() && out.size() < limits::kMaxNameTokens;) {
      out.push_back(heard_at(i));
    }
    return out;
  }

 private:
  // The word that begins with words_[i], which moves behind it.
  HeardWord heard_at(std::size_t& i) {
    if (const std::size_t run = spelled_form(i); run > 0) {
      std::string joined;
      for (std::size_t k = i; k < i + run; ++k) joined += plain_[k];
      return of_form(i, run, joined);
    }
    if (const auto form = legal_form_at(views_, i); form.words > 0) {
      return of_form(i, form.words, form.short_form);
    }
    if (auto number = number_from(i); number.words > 0) {
      return made_of(i, number.words, number.digits, phones_of(number.digits), WordClass::kNumber);
    }
    if (const auto state = state_at(views_, i); state.words > 0) {
      return made_of(i, state.words, std::string(state.short_form), phones_of(state.short_form),
                     WordClass::kName);
    }
    if (const std::size_t count = import_export_at(views_, i); count > 0) {
      return made_of(i, count, "impex", phones_of("impex"), WordClass::kGeneric);
    }
    return of_word(i);
  }

  HeardWord made_of(std::size_t& i, std::size_t count, std::string letters, std::string phones,
                    WordClass word_class) {
    HeardWord word{std::move(letters), std::move(phones), word_class, place_of(i), 0, true,
                   count > 1};
    for (const std::size_t end = i + count; i < end; ++i) word.source_letters += plain_[i].size();
    return word;
  }

  HeardWord of_form(std::size_t& i, std::size_t count, std::string_view letters) {
    const std::string_view kind = kind_of_form(letters);
    return made_of(i, count, std::string(letters), phones_of(kind.empty() ? letters : kind),
                   WordClass::kLegalForm);
  }

  HeardWord of_word(std::size_t& i) {
    const std::string_view plain = plain_[i];
    const std::string_view short_form = short_form_of(plain);
    if (!short_form.empty()) return of_form(i, 1, short_form);
    WordClass of_word = word_class(plain);
    std::string_view heard = english_of(plain);
    const bool latin = plain == words_[i];
    if (of_word == WordClass::kName && latin) {
      heard = unabbreviated(plain, i > 0 ? style_.abbreviations : Abbreviations::kSure);
      if (!heard.empty()) of_word = word_class(heard);
      if (const std::string_view preferred = english_of(heard); !preferred.empty()) {
        heard = preferred;
      }
      if (of_word == WordClass::kName && !heard.empty()) of_word = WordClass::kGeneric;
    }
    if (of_word == WordClass::kParticle && plain.size() == 1 && has_lone_neighbour(i)) {
      of_word = WordClass::kInitial;
    }
    if (of_word == WordClass::kLegalForm && heard.empty()) heard = kind_of_form(plain);
    if (style_.words_are_names && is_surname_too(plain)) {
      heard = {};
      of_word = WordClass::kName;
    }
    const std::string_view cut = cut_word(words_[i]);
    HeardWord word{plain_form(cut), {}, of_word, place_of(i), plain.size(), true, false};
    word.phones = phones_of(heard.empty() ? cut : heard);
    word.is_whole = word.letters.size() == plain.size();
    ++i;
    return word;
  }

  // "O" in "A. O." is an initial, in "O Neill" it is none.
  [[nodiscard]] bool has_lone_neighbour(std::size_t i) const {
    const auto is_letter = [this](std::size_t k) {
      return plain_[k].size() == 1 && (plain_[k][0] < '0' || plain_[k][0] > '9');
    };
    return (i > 0 && is_letter(i - 1)) || (i + 1 < plain_.size() && is_letter(i + 1));
  }

  [[nodiscard]] std::size_t place_of(std::size_t i) const {
    return static_cast<std::size_t>(words_[i].data() - spelling_.data());
  }

  // How many of the words from `first` on, all single letters, spell a legal form; 0 if none do.
  // Two letters only count at the end of the name: "S A Khan" is a person.
  [[nodiscard]] std::size_t spelled_form(std::size_t first) const {
    std::string joined;
    std::size_t run = 0;
    while (first + run < plain_.size() && plain_[first + run].size() == 1 &&
           run < kLongestSpelledForm) {
      joined += plain_[first + run];
      ++run;
    }
    for (; run >= 2; --run, joined.pop_back()) {
      const bool at_end = first + run == plain_.size() && first > 0;
      // "A.O." stands before a name where it is a form.
      const bool may_be_form =
          run >= 3 || (at_end && !style_.letters_are_initials && joined != "ao");
      if (may_be_form && is_legal_form(joined)) return run;
    }
    return 0;
  }

  [[nodiscard]] NumberRun number_from(std::size_t i) const {
    const std::size_t sign = is_number_sign(plain_[i]) && i + 1 < plain_.size() ? 1 : 0;
    NumberRun number = number_at(views_, i + sign, numerals_at(i + sign));
    if (number.digits.size() > limits::kMaxTokenBytes) return {};
    if (number.words > 0) number.words += sign;
    return number;
  }

  // A word that may be a name is a number at the end of a name, and not at its beginning. A single
  // letter is one without being asked for where the name is a company's.
  [[nodiscard]] Numerals numerals_at(std::size_t i) const {
    if (i == 0 || i + 1 < plain_.size()) return Numerals::kSure;
    if (style_.numerals == Numerals::kAll) return Numerals::kAll;
    const bool letter = plain_[i].size() == kLettersOfNumeral && plain_[i - 1].size() > 1;
    return letter && has_company_word(i) ? Numerals::kAll : Numerals::kSure;
  }

  [[nodiscard]] bool has_company_word(std::size_t end) const {
    return std::any_of(
        views_.begin(), views_.begin() + static_cast<std::ptrdiff_t>(end),
        [](std::string_view word) { return is_company_word(word, word_class(word)); });
  }

  std::string_view spelling_;
  const NameStyle& style_;
  std::vector<std::string_view> words_;
  std::vector<std::string> plain_;
  std::vector<std::string_view> views_;
};

}  // namespace

std::vector<HeardWord> heard_words(std::string_view spelling, const NameStyle& style) {
  return Hearer(spelling, style).run();
}

bool is_surname_too(std::string_view letters) {
  return !english_of(letters).empty() || is_family_title(letters);
}

bool is_company_word(std::string_view letters, WordClass word_class) {
  if (word_class == WordClass::kLegalForm) return true;
  return word_class == WordClass::kGeneric && letters != "named";
}

}  // namespace financescr::text
