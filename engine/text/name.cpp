#include "engine/text/name.hpp"

#include <algorithm>

#include "engine/core/limits.hpp"
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

// The words of a name as is_spelled_apart() looks at them.
std::vector<SeenWord> seen_words(const NormalisedText& normalised,
                                 const std::vector<NameWord>& words) {
  std::vector<SeenWord> out;
  out.reserve(words.size());
  auto lone = normalised.lone_letters.begin();
  for (const NameWord& word : words) {
    const auto at = static_cast<std::size_t>(word.begin - normalised.spelling.data());
    while (lone != normalised.lone_letters.end() && lone->at < at) ++lone;
    const bool alone = !word.joined && lone != normalised.lone_letters.end() && lone->at == at;
    out.push_back({word.letters.size(), alone ? &*lone : nullptr});
  }
  return out;
}

}  // namespace

std::vector<std::string> name_words(std::string_view spelling) {
  std::vector<std::string> out;
  for (NameWord& word : grouped_words(split_words(spelling)))
    out.push_back(std::move(word.letters));
  return out;
}

Name::Name(std::string_view raw) {
  const NormalisedText normalised = normalise_counted(raw);
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
    const std::string_view english = english_of(plain);
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
    const WordClass of_word = word_class(words[i]);
    const char* letters = letters_.data() + letters_.size();
    const char* sound = phones_.data() + phones_.size();
    letters_.insert(letters_.end(), words[i].begin(), words[i].end());
    phones_.insert(phones_.end(), phones[i].begin(), phones[i].end());
    words_.push_back({{letters, words[i].size()},
                      {sound, phones[i].size()},
                      word_weight_permille(words[i], of_word),
                      of_word});
  }
}

std::vector<std::string_view> Name::letters() const {
  std::vector<std::string_view> out;
  out.reserve(words_.size());
  for (const Word& word : words_) out.push_back(word.letters);
  return out;
}

}  // namespace financescr::text
