#include "engine/text/descent.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <string_view>

namespace financescr::text {
namespace {

// Compiled by hand for this project from general knowledge of Arabic, Hebrew, Mauritanian, Turkic
// and Malay names; sorted.
constexpr std::string_view kBeforeParent[] = {"abn",   "ben",  "bin", "bint",  "binte",
                                              "binti", "bn",   "bnt", "bte",   "ebn",
                                              "ibn",   "ould", "uld", "walad", "wuld"};
constexpr std::string_view kBehindParent[] = {"gizi", "kizi", "kyzy", "oghli", "oghlu", "ogli",
                                              "oglu", "ogly", "qizi", "qyzy",  "uly",   "uulu"};
static_assert(std::is_sorted(std::begin(kBeforeParent), std::end(kBeforeParent)));
static_assert(std::is_sorted(std::begin(kBehindParent), std::end(kBehindParent)));

bool is_name(const Word& word) {
  return word.word_class == WordClass::kName && word.letters != "abd" && word.letters != "abdul";
}

std::optional<std::uint8_t> name_behind(std::span<const Word> words, std::size_t place) {
  for (std::size_t i = place + 1; i < words.size(); ++i) {
    if (is_name(words[i])) return static_cast<std::uint8_t>(i);
  }
  return std::nullopt;
}

std::optional<std::uint8_t> name_before(std::span<const Word> words, std::size_t place) {
  for (std::size_t i = place; i-- > 0;) {
    if (is_name(words[i])) return static_cast<std::uint8_t>(i);
  }
  return std::nullopt;
}

}  // namespace

std::vector<Descent> descents_of(std::span<const Word> words) {
  std::vector<Descent> descents;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string_view word = words[i].letters;
    if (std::binary_search(std::begin(kBeforeParent), std::end(kBeforeParent), word)) {
      const auto child = name_before(words, i);
      const auto parent = name_behind(words, i);
      if (child && parent) descents.push_back({*child, *parent});
    } else if (std::binary_search(std::begin(kBehindParent), std::end(kBehindParent), word)) {
      const auto parent = name_before(words, i);
      const auto child = parent ? name_before(words, *parent) : std::nullopt;
      if (child) descents.push_back({*child, *parent});
    }
  }
  return descents;
}

}  // namespace financescr::text
