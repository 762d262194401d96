#include "functions/agent/why.hpp"

#include <algorithm>

namespace financescr::agent {
namespace {

// The commands that the help names, in any case: "Explain Last".
constexpr std::string_view kAboutLast =
    "explain the|this|that? last|previous|latest|it? "
    "decision|result|answer|screening|outcome|review|one?";

// What such a question begins with.
constexpr std::string_view kStart[] = {
    "explain|tell|show|say me|us? why",
    "why",
    "how come",
    "what was|is|were|are the reason|reasons|explanation",
    "what does|do|did",
    "give me|us? the? reason|reasons|explanation",
    "explain",
};

// Words that name nobody. A word with a capital inside a sentence names somebody all the same.
constexpr std::string_view kNotWhoAsks =
    "a|about|alert|am|an|are|at|be|been|behind|blocked|case|clear|cleared|come|company|customer|"
    "customers|decide|decided|decision|declined|did|do|does|entity|flag|flagged|for|from|had|has|"
    "have|he|her|him|hit|i|is|it|last|latest|list|listed|lists|match|matched|me|mean|must|name|no|"
    "not|of|on|one|outcome|person|previous|reason|reasons|refer|referred|refused|rejected|result|"
    "review|reviewed|said|sanctioned|say|score|screened|screening|sent|she|should|so|stopped|"
    "subject|"
    "system|that|the|them|then|they|this|those|to|was|we|were|why|with|would|you";

bool names_nobody(std::string_view message, const Word& word, bool is_first, bool has_small) {
  if (!is_one_of(word.lower, kNotWhoAsks)) return false;
  const char first = message[word.begin];
  const bool capital = first >= 'A' && first <= 'Z';
  return is_first || !capital || !has_small || word.lower == "i";
}

std::string text_of(std::string_view message, const Word& first, const Word& last) {
  constexpr std::string_view kAround = "\"`'<>?!.,;:#() \t\r\n";
  const std::string_view text = message.substr(first.begin, last.end - first.begin);
  const std::size_t begin = text.find_first_not_of(kAround);
  if (begin == std::string_view::npos) return {};
  return std::string(text.substr(begin, text.find_last_not_of(kAround) - begin + 1));
}

}  // namespace

std::optional<std::string> read_why(std::string_view message, const std::vector<Word>& words) {
  if (fit(kAboutLast, words, 0) == words.size()) return std::string();
  std::optional<std::size_t> start;
  for (const std::string_view pattern : kStart) {
    if ((start = fit(pattern, words, 0))) break;
  }
  if (!start) return std::nullopt;
  const bool has_small =
      std::any_of(message.begin(), message.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  std::optional<std::size_t> first;
  std::size_t last = 0;
  for (std::size_t i = *start; i < words.size(); ++i) {
    if (names_nobody(message, words[i], i == 0, has_small)) continue;
    if (!first) first = i;
    last = i;
  }
  if (!first) return std::string();
  return text_of(message, words[*first], words[last]);
}

}  // namespace financescr::agent
