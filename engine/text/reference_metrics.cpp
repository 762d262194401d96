#include "engine/text/reference_metrics.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

#include "engine/text/name_similarity.hpp"
#include "engine/text/normalise.hpp"

namespace financescr::text::reference {

double jaro(std::string_view a, std::string_view b) {
  if (a.empty() || b.empty()) return 0.0;
  if (a == b) return 1.0;
  const std::size_t longest = std::max(a.size(), b.size());
  const std::size_t reach = longest / 2 > 0 ? longest / 2 - 1 : 0;
  std::vector<bool> a_matched(a.size());
  std::vector<bool> b_matched(b.size());
  std::size_t matches = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const std::size_t first = i > reach ? i - reach : 0;
    const std::size_t stop = std::min(i + reach + 1, b.size());
    for (std::size_t j = first; j < stop; ++j) {
      if (b_matched[j] || a[i] != b[j]) continue;
      a_matched[i] = b_matched[j] = true;
      ++matches;
      break;
    }
  }
  if (matches == 0) return 0.0;
  std::size_t out_of_order = 0;
  std::size_t j = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (!a_matched[i]) continue;
    while (!b_matched[j]) ++j;
    if (a[i] != b[j]) ++out_of_order;
    ++j;
  }
  const auto m = static_cast<double>(matches);
  const auto t = static_cast<double>(out_of_order / 2);
  return (m / static_cast<double>(a.size()) + m / static_cast<double>(b.size()) + (m - t) / m) /
         3.0;
}

double retrieval_score(std::string_view subject, std::string_view candidate) {
  const std::string a = normalise(subject);
  const std::string b = normalise(candidate);
  const auto a_words = split_words(a);
  const auto b_words = split_words(b);
  if (a_words.empty() || b_words.empty()) return 0.0;
  double score = token_jaccard(a_words, b_words);
  if (a_words.back() == b_words.back()) score += 0.15;
  if (b.starts_with(a_words.front()) || a.starts_with(b_words.front())) score += 0.05;
  return std::min(1.0, score);
}

}  // namespace financescr::text::reference
