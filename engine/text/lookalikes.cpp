#include "engine/text/lookalikes.hpp"

#include <algorithm>
#include <cstddef>
#include <iterator>

namespace financescr::text {
namespace {

struct Twins {
  char32_t latin;
  char32_t cyrillic;
};

constexpr Twins kTwins[] = {
    {'A', 0x0410}, {'B', 0x0412}, {'C', 0x0421}, {'E', 0x0415},    {'H', 0x041D}, {'I', 0x0406},
    {'J', 0x0408}, {'K', 0x041A}, {'M', 0x041C}, {'O', 0x041E},    {'P', 0x0420}, {'S', 0x0405},
    {'T', 0x0422}, {'X', 0x0425}, {'Y', 0x0423}, {'a', 0x0430},    {'c', 0x0441}, {'e', 0x0435},
    {'i', 0x0456}, {'j', 0x0458}, {'k', 0x043A}, {0x0138, 0x043A}, {'o', 0x043E}, {'p', 0x0440},
    {'s', 0x0455}, {'x', 0x0445}, {'y', 0x0443}};

constexpr char32_t kLastLatin = 0x024F;

bool is_latin(char32_t c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= 0x00C0 && c <= kLastLatin);
}

bool is_cyrillic(char32_t c) { return c >= 0x0400 && c <= 0x052F; }

// 0 if there is none.
char32_t cyrillic_twin(char32_t latin) {
  const auto* it = std::find_if(std::begin(kTwins), std::end(kTwins),
                                [&](const Twins& twins) { return twins.latin == latin; });
  return it == std::end(kTwins) ? 0 : it->cyrillic;
}

char32_t latin_twin(char32_t cyrillic) {
  const auto* it = std::find_if(std::begin(kTwins), std::end(kTwins),
                                [&](const Twins& twins) { return twins.cyrillic == cyrillic; });
  return it == std::end(kTwins) ? 0 : it->latin;
}

void unify(char32_t* first, char32_t* last) {
  std::ptrdiff_t latin = 0;
  std::ptrdiff_t only_latin = 0;
  std::ptrdiff_t only_cyrillic = 0;
  for (const char32_t* c = first; c != last; ++c) {
    if (is_latin(*c)) {
      ++latin;
      if (cyrillic_twin(*c) == 0) ++only_latin;
    } else if (latin_twin(*c) == 0) {
      ++only_cyrillic;
    }
  }
  const std::ptrdiff_t cyrillic = last - first - latin;
  if (latin == 0 || cyrillic == 0 || (only_latin > 0 && only_cyrillic > 0)) return;
  const bool to_cyrillic = only_cyrillic > 0 || (only_latin == 0 && cyrillic > latin);
  for (char32_t* c = first; c != last; ++c) {
    if (to_cyrillic && is_latin(*c)) *c = cyrillic_twin(*c);
    if (!to_cyrillic && is_cyrillic(*c)) *c = latin_twin(*c);
  }
}

}  // namespace

void unify_lookalikes(std::u32string& points) {
  if (std::none_of(points.begin(), points.end(), is_cyrillic)) return;
  for (std::size_t i = 0; i < points.size();) {
    std::size_t end = i;
    while (end < points.size() && (is_latin(points[end]) || is_cyrillic(points[end]))) ++end;
    unify(points.data() + i, points.data() + end);
    i = end + 1;
  }
}

}  // namespace financescr::text
