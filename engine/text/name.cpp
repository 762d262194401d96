#include "engine/text/name.hpp"

#include <algorithm>

#include "engine/text/name_frequency.hpp"
#include "engine/text/normalise.hpp"
#include "engine/text/spelled_apart.hpp"
#include "engine/text/spelling.hpp"

namespace financescr::text {
namespace {

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
                                 const std::vector<HeardWord>& words) {
  const auto at = [&](std::size_t i) {
    return i < words.size() ? words[i].at : normalised.spelling.size();
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
    const bool whole_form = words[i].is_joined && !is_lone(i + 1) && !(i > 0 && is_lone(i - 1));
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

}  // namespace

bool may_be_names(const Name& name) {
  constexpr std::size_t kMostWords = 3;
  std::size_t words = 0;
  std::size_t others = 0;
  for (const Word& word : name.words()) {
    if (word.word_class == WordClass::kParticle) continue;
    ++words;
    if (is_surname_too(word.letters)) {
      ++others;
    } else if (word.word_class != WordClass::kName && word.word_class != WordClass::kInitial) {
      return false;
    }
  }
  return others > 0 && words > 1 && words <= kMostWords && (others < words || words == 2);
}

Name::Name(std::string_view raw, const NameStyle& style, const HanChoice& han) {
  const NormalisedText normalised = normalise_counted(raw, han);
  matched_letters_ = normalised.matched_letters;
  const auto heard = heard_words(normalised.spelling, style);
  std::size_t letter_count = 0;
  std::size_t phone_count = 0;
  std::size_t source_letters = 0;
  bool words_whole = true;
  for (const HeardWord& word : heard) {
    letter_count += word.letters.size();
    phone_count += word.phones.size();
    source_letters += word.source_letters;
    words_whole = words_whole && word.is_whole;
  }
  const auto spaces = std::count(normalised.text.begin(), normalised.text.end(), ' ');
  whole_ = normalised.unmatched_letters == 0 && normalised.unreadable == 0 && words_whole &&
           source_letters + static_cast<std::size_t>(spaces) == normalised.text.size();
  const auto seen = seen_words(normalised, heard);
  const bool apart = is_spelled_apart(seen, normalised.has_capital);
  if (!whole_ || apart) {
    const bool any_compared = std::any_of(seen.begin(), seen.end(), [apart](const SeenWord& word) {
      return !apart || word.lone == nullptr;
    });
    matchable_ = any_compared ? Matchable::kPartly : Matchable::kNot;
  }
  letters_.reserve(letter_count);
  phones_.reserve(phone_count);
  words_.reserve(heard.size());
  for (const HeardWord& word : heard) {
    const char* letters = letters_.data() + letters_.size();
    const char* sound = phones_.data() + phones_.size();
    letters_.insert(letters_.end(), word.letters.begin(), word.letters.end());
    phones_.insert(phones_.end(), word.phones.begin(), word.phones.end());
    words_.push_back({{letters, word.letters.size()},
                      {sound, word.phones.size()},
                      word_weight_permille(word.letters, word.word_class),
                      word.word_class,
                      word_bits(word.letters, word.word_class)});
  }
}

std::vector<std::string_view> Name::letters() const {
  std::vector<std::string_view> out;
  out.reserve(words_.size());
  for (const Word& word : words_) out.push_back(word.letters);
  return out;
}

}  // namespace financescr::text
