// Words of a message, and patterns over them.
//
// A pattern is a line of steps separated by spaces, matched from left to right without going back:
//   show|list    a word that is one of these
//   the|my?      the same, or nothing
//   my|new+      any number of such words, also none
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace financescr::agent {

struct Word {
  std::string lower;      // ASCII letters in lower case, without punctuation at its ends
  std::size_t begin = 0;  // of the word in the message, punctuation included
  std::size_t end = 0;
};

// The words of a message, cut at ASCII white space. What is nothing but punctuation is no word,
// unless the message is nothing but punctuation and asks: then the word is "?".
[[nodiscard]] std::vector<Word> words_of(std::string_view message);

// ASCII capitals made small.
[[nodiscard]] std::string lower_case(std::string_view text);

// Whether `word` is one of "a|b|c".
[[nodiscard]] bool is_one_of(std::string_view word, std::string_view alternatives);

// The first word after those that the pattern takes from `first` on; nothing if it does not fit.
[[nodiscard]] std::optional<std::size_t> fit(std::string_view pattern,
                                             const std::vector<Word>& words, std::size_t first);

}  // namespace financescr::agent
