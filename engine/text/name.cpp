#include "engine/text/name.hpp"

#include <algorithm>

#include "engine/core/limits.hpp"
#include "engine/text/name_frequency.hpp"
#include "engine/text/normalise.hpp"
#include "engine/text/organisation_words.hpp"
#include "engine/text/phonetic.hpp"
#include "engine/text/spelled_apart.hpp"
#include "engine/text/spelling.hpp"

namespace financescr::text {
namespace {

constexpr std::size_t kLongestSpelledForm = 5;

// How many of the words from `first` on, all single letters, spell a legal form; 0 if none do.
// Two letters only count at the end of the name: "S A Khan" is a person.
std::size_t spelled_form(const std::vector<std::string_view>& words, std::size_t first) {
  std::string joined;
  std::size_t run = 0;
  while (first + run < words.size() && words[first + run].size() == 1 &&
         run < kLongestSpelledForm) {
    joined += plain_form(words[first + run]);
    ++run;
  }
  for (; run >= 2; --run, joined.pop_back()) {
    const bool at_end = first + run == words.size() && first > 0;
    if ((run >= 3 || at_end) && is_legal_form(joined)) return run;
  }
  return 0;
}

struct NameWord {
  std::string letters;
  const char* begin;  // in the spelling
  bool joined;        // from letters that spell a legal form
};

std::vector<NameWord> grouped_words(const std::vector<std::string_view>& words) {
  std::vector<NameWord> out;
  for (std::size_t i = 0; i < words.size() && out.size() < limits::kMaxNameTokens;) {
    const std::size_t run = spelled_form(words, i);
    if (run == 0) {
      out.push_back({std::string(cut_word(words[i])), words[i].data(), false});
      ++i;
      continue;
    }
    std::string joined;
    for (std::size_t k = 0; k < run; ++k) joined += words[i + k];
    out.push_back({std::move(joined), words[i].data(), true});
    i += run;
  }
  return out;
}

// A short word or lone letter as a group of letters that may be cut from a longer word.
void set_group(SeenWord& word, std::string_view letters, std::size_t count, bool is_small) {
  const WordClass of_word = word_class(plain_form(letters));
  word.is_particle = of_word == WordClass::kParticle;
  if (word.is_particle || of_word == WordClass::kName || of_word == WordClass::kInitial) {
    word.group_letters = count;
    word.is_small_group = is_small;
  }
}

// The words of a name as is_spelled_apart() looks at them. Letters that were joined to a legal form
// are a whole word, but not in a longer row of lone letters: "P a t e l".
std::vector<SeenWord> seen_words(const NormalisedText& normalised,
                                 const std::vector<NameWord>& words) {
  const auto at = [&](std::size_t i) {
    return i < words.size() ? static_cast<std::size_t>(words[i].begin - normalised.spelling.data())
                            : normalised.spelling.size();
  };
  const auto& lone = normalised.lone_letters;
  // lone[first_lone[i]] up to lone[first_lone[i + 1]] are in word i.
  std::vector<std::size_t> first_lone;
  std::size_t next = 0;
  for (std::size_t i = 0; i <= words.size(); ++i) {
    while (next < lone.size() && lone[next].at < at(i)) ++next;
    first_lone.push_back(next);
  }
  const auto is_lone = [&](std::size_t i) {
    return i < words.size() && first_lone[i] < first_lone[i + 1];
  };
  std::vector<SeenWord> out;
  out.reserve(words.size());
  auto short_word = normalised.short_words.begin();
  for (std::size_t i = 0; i < words.size(); ++i) {
    while (short_word != normalised.short_words.end() && short_word->at < at(i)) ++short_word;
    const bool whole_form = words[i].joined && !is_lone(i + 1) && !(i > 0 && is_lone(i - 1));
    if (!is_lone(i) || whole_form) {
      out.push_back({words[i].letters.size()});
      if (short_word != normalised.short_words.end() && short_word->at == at(i)) {
        set_group(out.back(), words[i].letters, short_word->letters, short_word->is_small);
      }
      continue;
    }
    for (std::size_t k = first_lone[i]; k < first_lone[i + 1]; ++k) {
      out.push_back({1, &lone[k]});
      if (lone[k].is_upper || lone[k].is_lower) {
        out.back().group_letters = 1;
        out.back().is_small_group = lone[k].is_lower;
      }
    }
  }
  return out;
}

// A company word that is heard in English, or a title that families are called by.
bool is_name_too(std::string_view word) {
  return !english_of(word).empty() || is_family_title(word);
}

}  // namespace

bool may_be_names(const Name& name) {
  constexpr std::size_t kMostWords = 3;
  std::size_t words = 0;
  std::size_t others = 0;
  for (const Word& word : name.words()) {
    if (word.word_class == WordClass::kParticle) continue;
    ++words;
    if (is_name_too(word.letters)) {
      ++others;
    } else if (word.word_class != WordClass::kName && word.word_class != WordClass::kInitial) {
      return false;
    }
  }
  return others > 0 && words > 1 && words <= kMostWords && (others < words || words == 2);
}

std::vector<std::string> name_words(std::string_view spelling) {
  std::vector<std::string> out;
  for (NameWord& word : grouped_words(split_words(spelling)))
    out.push_back(std::move(word.letters));
  return out;
}

Name::Name(std::string_view raw, const HanChoice& han, WordsAs words_as) {
  const NormalisedText normalised = normalise_counted(raw, han);
  matched_letters_ = normalised.matched_letters;
  const auto grouped = grouped_words(split_words(normalised.spelling));
  std::vector<std::string> words;
  words.reserve(grouped.size());
  for (const NameWord& word : grouped) words.push_back(word.letters);
  std::vector<std::string> phones;
  phones.reserve(words.size());
  std::size_t letter_count = 0;
  std::size_t phone_count = 0;
  for (auto& word : words) {
    const std::string plain = plain_form(word);
    const std::string_view english =
        words_as == WordsAs::kNames ? std::string_view() : english_of(plain);
    phones.push_back(phones_of(english.empty() ? std::string_view(word) : english));
    word = plain;
    letter_count += word.size();
    phone_count += phones.back().size();
  }
  const auto spaces = std::count(normalised.text.begin(), normalised.text.end(), ' ');
  whole_ = normalised.unmatched_letters == 0 && normalised.unreadable == 0 &&
           letter_count + static_cast<std::size_t>(spaces) == normalised.text.size();
  const auto seen = seen_words(normalised, grouped);
  const bool apart = is_spelled_apart(seen, normalised.has_capital);
  if (!whole_ || apart) {
    const bool any_compared = std::any_of(seen.begin(), seen.end(), [apart](const SeenWord& word) {
      return !apart || word.lone == nullptr;
    });
    matchable_ = any_compared ? Matchable::kPartly : Matchable::kNot;
  }
  letters_.reserve(letter_count);
  phones_.reserve(phone_count);
  for (std::size_t i = 0; i < words.size(); ++i) {
    const bool is_name = words_as == WordsAs::kNames && is_name_too(words[i]);
    const WordClass of_word = is_name ? WordClass::kName : word_class(words[i]);
    const char* letters = letters_.data() + letters_.size();
    const char* sound = phones_.data() + phones_.size();
    letters_.insert(letters_.end(), words[i].begin(), words[i].end());
    phones_.insert(phones_.end(), phones[i].begin(), phones[i].end());
    words_.push_back({{letters, words[i].size()},
                      {sound, phones[i].size()},
                      word_weight_permille(words[i], of_word),
                      of_word,
                      word_bits(words[i], of_word)});
  }
}

std::vector<std::string_view> Name::letters() const {
  std::vector<std::string_view> out;
  out.reserve(words_.size());
  for (const Word& word : words_) out.push_back(word.letters);
  return out;
}

}  // namespace financescr::text
