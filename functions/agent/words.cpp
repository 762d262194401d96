#include "functions/agent/words.hpp"

#include <algorithm>

namespace financescr::agent {
namespace {

constexpr std::string_view kSpace = " \t\r\n\v\f";
constexpr std::string_view kPunctuation = "?!.,;:\"'`()[]{}<>#";

std::string_view without_punctuation(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(kPunctuation);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kPunctuation) - begin + 1);
}

}  // namespace

std::string lower_case(std::string_view text) {
  std::string lower;
  for (const char c : text) {
    lower.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
  }
  return lower;
}

std::vector<Word> words_of(std::string_view message) {
  std::vector<Word> words;
  std::size_t at = 0;
  while ((at = message.find_first_not_of(kSpace, at)) != std::string_view::npos) {
    const std::size_t end = std::min(message.find_first_of(kSpace, at), message.size());
    const std::string_view raw = message.substr(at, end - at);
    std::string lower = lower_case(without_punctuation(raw));
    if (!lower.empty()) words.push_back({std::move(lower), at, end});
    at = end;
  }
  const std::size_t mark = message.find('?');
  if (words.empty() && mark != std::string_view::npos) words.push_back({"?", mark, mark + 1});
  return words;
}

bool is_one_of(std::string_view word, std::string_view alternatives) {
  while (!alternatives.empty()) {
    const std::size_t end = std::min(alternatives.find('|'), alternatives.size());
    if (alternatives.substr(0, end) == word) return true;
    alternatives.remove_prefix(std::min(end + 1, alternatives.size()));
  }
  return false;
}

std::optional<std::size_t> fit(std::string_view pattern, const std::vector<Word>& words,
                               std::size_t first) {
  while (!pattern.empty()) {
    const std::size_t end = std::min(pattern.find(' '), pattern.size());
    std::string_view step = pattern.substr(0, end);
    pattern.remove_prefix(std::min(end + 1, pattern.size()));
    const bool many = step.ends_with('+');
    const bool optional = many || step.ends_with('?');
    if (optional) step.remove_suffix(1);
    const auto matches = [&] {
      return first < words.size() && is_one_of(words[first].lower, step);
    };
    if (!matches() && !optional) return std::nullopt;
    if (matches()) ++first;
    while (many && matches()) ++first;
  }
  return first;
}

}  // namespace financescr::agent
