#include "engine/text/name_similarity.hpp"

#include <algorithm>
#include <string>

#include "engine/text/jaro_winkler.hpp"

namespace financescr::text {
namespace {

std::vector<std::string_view> sorted(std::vector<std::string_view> words) {
  std::stable_sort(words.begin(), words.end());
  return words;
}

std::string join(const std::vector<std::string_view>& words) {
  std::string text;
  for (const auto word : words) {
    if (!text.empty()) text += ' ';
    text += word;
  }
  return text;
}

}  // namespace

double token_jaccard(const std::vector<std::string_view>& a,
                     const std::vector<std::string_view>& b) {
  auto x = sorted(a);
  auto y = sorted(b);
  x.erase(std::unique(x.begin(), x.end()), x.end());
  y.erase(std::unique(y.begin(), y.end()), y.end());
  std::vector<std::string_view> shared;
  std::set_intersection(x.begin(), x.end(), y.begin(), y.end(), std::back_inserter(shared));
  const std::size_t all = x.size() + y.size() - shared.size();
  return all == 0 ? 0.0 : static_cast<double>(shared.size()) / static_cast<double>(all);
}

double name_similarity_jw(const std::vector<std::string_view>& a,
                          const std::vector<std::string_view>& b) {
  if (a.empty() || b.empty()) return 0.0;
  double best = 0.0;
  for (const auto x : a) {
    for (const auto y : b) best = std::max(best, jaro_winkler(x, y));
  }
  return 0.6 * jaro_winkler(join(sorted(a)), join(sorted(b))) + 0.4 * best;
}

}  // namespace financescr::text
