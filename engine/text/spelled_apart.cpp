#include "engine/text/spelled_apart.hpp"

#include <algorithm>

namespace financescr::text {
namespace {

constexpr std::size_t kFewest = 3;      // lone letters that can hide a word
constexpr std::size_t kMany = 4;        // more than the initials of most people
constexpr std::size_t kRow = 5;         // in a row: no initials
constexpr std::size_t kSmallInRow = 2;  // small letters in a row of kFewest
constexpr std::size_t kSyllables = 5;   // more than most names in Han or Hangul have
// Groups of letters in a row: more than the syllables of most names of East Asia.
constexpr std::size_t kPairs = 5;       // of two letters or one
constexpr std::size_t kTriples = 6;     // of three or fewer
constexpr std::size_t kSmallAfter = 2;  // in small letters behind a group

struct Counts {
  std::size_t lone = 0;
  std::size_t syllables = 0;
  std::size_t whole = 0;  // words
  std::size_t whole_letters = 0;
  std::size_t longest_row = 0;
  bool has_small_row = false;
};

Counts count(const std::vector<SeenWord>& words) {
  Counts counts;
  std::size_t row = 0;
  std::size_t small = 0;
  for (const SeenWord& word : words) {
    if (word.lone != nullptr && word.lone->is_syllable) {
      ++counts.syllables;
      row = small = 0;
    } else if (word.lone != nullptr) {
      ++counts.lone;
      ++row;
      small += word.lone->is_lower ? 1 : 0;
      counts.longest_row = std::max(counts.longest_row, row);
      counts.has_small_row = counts.has_small_row || (row >= kFewest && small >= kSmallInRow);
    } else {
      ++counts.whole;
      counts.whole_letters += word.letters;
      row = small = 0;
    }
  }
  return counts;
}

bool has_cut_groups(const std::vector<SeenWord>& words, bool has_capital) {
  std::size_t pairs = 0;
  std::size_t triples = 0;
  std::size_t small_after = 0;
  bool any_small_pair = false;
  bool after_group = false;
  for (const SeenWord& word : words) {
    const bool group = word.group_letters > 0;
    if (!group || word.group_letters > 2) pairs = 0;
    if (!group) triples = 0;
    if (group && !word.is_particle) {
      if (word.group_letters <= 2) ++pairs;
      ++triples;
      if (after_group && word.is_small_group) {
        ++small_after;
        any_small_pair = any_small_pair || word.group_letters > 1;
      }
    }
    if (pairs >= kPairs || triples >= kTriples) return true;
    after_group = group;
  }
  return has_capital && any_small_pair && small_after >= kSmallAfter;
}

}  // namespace

bool is_spelled_apart(const std::vector<SeenWord>& words, bool has_capital) {
  const Counts n = count(words);
  if (n.syllables >= kSyllables && n.syllables * 2 > words.size()) return true;
  if (has_cut_groups(words, has_capital)) return true;
  if (n.lone < kFewest) return false;
  if (n.whole + n.syllables == 0) return true;
  if (n.longest_row >= kRow || (n.has_small_row && has_capital)) return true;
  return n.lone >= kMany && (n.lone > n.whole_letters || n.lone > 2 * n.whole);
}

}  // namespace financescr::text
