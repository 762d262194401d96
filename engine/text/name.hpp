// Name: one name made ready for comparison. Its words are split, classed, weighed and given their
// phones once; nothing is normalised again while candidates are scored.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/text/han_readings.hpp"
#include "engine/text/heard_words.hpp"
#include "engine/text/word_class.hpp"

namespace financescr::text {

struct Word {
  std::string_view letters;  // plain form
  std::string_view phones;   // of its spelling: may hold open phones that the letters do not show
  std::int32_t weight_permille = 0;
  WordClass word_class = WordClass::kName;
  std::int32_t rarity_bits = 0;  // name_frequency.hpp; of a listed word also by its list
};

// How much of a name can be compared.
enum class Matchable : std::uint8_t {
  kWhole,
  kPartly,  // something in it cannot be read, or letters stand alone that may be one word
  kNot,     // nothing of it can
};

class Name {
 public:
  Name() = default;
  // `han` says how a name in Han characters is read.
  explicit Name(std::string_view raw, const NameStyle& style = {}, const HanChoice& han = {});
  Name(const Name&) = delete;
  Name& operator=(const Name&) = delete;
  Name(Name&&) = default;
  Name& operator=(Name&&) = default;

  // At most limits::kMaxNameTokens; views that live as long as this object.
  [[nodiscard]] const std::vector<Word>& words() const { return words_; }
  [[nodiscard]] std::vector<std::string_view> letters() const;
  [[nodiscard]] std::size_t matched_letters() const { return matched_letters_; }
  // Whether every letter of the name is in some word that is compared, and nothing in it is
  // unreadable.
  [[nodiscard]] bool is_whole() const { return whole_; }
  // Anything but kWhole must never be cleared: spelled_apart.hpp says when lone letters hide a
  // name.
  [[nodiscard]] Matchable matchable() const { return matchable_; }

 private:
  std::vector<char> letters_;  // all words, one after the other
  std::vector<char> phones_;
  std::vector<Word> words_;
  std::size_t matched_letters_ = 0;
  bool whole_ = true;
  Matchable matchable_ = Matchable::kWhole;
};

// Whether a name may be read with NameStyle::words_are_names as well: a person of few words, of
// which one is such a word.
[[nodiscard]] bool may_be_names(const Name& name);

}  // namespace financescr::text
