#include "engine/text/jaro_winkler.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include "engine/text/reference_metrics.hpp"

namespace financescr::text {
namespace {

constexpr std::size_t kWordBits = 64;

// For each byte value, the set of positions at which it stands in `text`.
using PositionSets = std::array<std::uint64_t, 256>;

std::uint64_t window(std::size_t first, std::size_t last) {
  const std::uint64_t upto =
      last + 1 >= kWordBits ? ~std::uint64_t{0} : (std::uint64_t{1} << (last + 1)) - 1;
  return upto & ~((std::uint64_t{1} << first) - 1);
}

double jaro_words(std::string_view a, std::string_view b) {
  PositionSets sets{};
  for (std::size_t j = 0; j < b.size(); ++j) {
    sets[static_cast<unsigned char>(b[j])] |= std::uint64_t{1} << j;
  }
  const std::size_t longest = std::max(a.size(), b.size());
  const std::size_t reach = longest / 2 > 0 ? longest / 2 - 1 : 0;
  std::uint64_t a_matched = 0;
  std::uint64_t b_matched = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const std::size_t first = i > reach ? i - reach : 0;
    if (first >= b.size()) break;
    const std::size_t last = std::min(i + reach, b.size() - 1);
    const std::uint64_t free =
        sets[static_cast<unsigned char>(a[i])] & window(first, last) & ~b_matched;
    if (free == 0) continue;
    b_matched |= free & (~free + 1);  // the lowest free position
    a_matched |= std::uint64_t{1} << i;
  }
  const int matches = __builtin_popcountll(a_matched);
  if (matches == 0) return 0.0;
  int out_of_order = 0;
  for (std::uint64_t ai = a_matched, bj = b_matched; ai != 0; ai &= ai - 1, bj &= bj - 1) {
    if (a[static_cast<std::size_t>(__builtin_ctzll(ai))] !=
        b[static_cast<std::size_t>(__builtin_ctzll(bj))]) {
      ++out_of_order;
    }
  }
  const double m = matches;
  const double t = out_of_order / 2;
  return (m / static_cast<double>(a.size()) + m / static_cast<double>(b.size()) + (m - t) / m) /
         3.0;
}

}  // namespace

double jaro(std::string_view a, std::string_view b) {
  if (a == b) return a.empty() ? 0.0 : 1.0;
  if (a.empty() || b.empty()) return 0.0;
  if (a.size() > kWordBits || b.size() > kWordBits) return reference::jaro(a, b);
  return jaro_words(a, b);
}

double jaro_winkler(std::string_view a, std::string_view b) {
  const double similarity = jaro(a, b);
  std::size_t prefix = 0;
  while (prefix < std::min({a.size(), b.size(), std::size_t{4}}) && a[prefix] == b[prefix]) {
    ++prefix;
  }
  return similarity + static_cast<double>(prefix) * 0.1 * (1.0 - similarity);
}

}  // namespace financescr::text
