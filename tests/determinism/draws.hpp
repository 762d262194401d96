// Draws: the pseudo-random choices of one request line.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace financescr::corpus {

// SplitMix64 (Steele, Lea, Flood 2014), started from the seed and the number of the line.
class Draws {
 public:
  Draws(std::uint64_t seed, std::uint64_t line);

  [[nodiscard]] std::uint64_t next();
  // Uniform enough in [0, n). Requires: n > 0.
  [[nodiscard]] std::uint64_t below(std::uint64_t n) { return next() % n; }
  [[nodiscard]] std::int64_t between(std::int64_t low, std::int64_t high);
  [[nodiscard]] bool percent(std::uint64_t chance) { return below(100) < chance; }

  template <typename Container>
  [[nodiscard]] const auto& pick(const Container& choices) {
    return choices[below(static_cast<std::uint64_t>(std::size(choices)))];
  }
  template <typename T>
  void shuffle(std::vector<T>& values) {
    for (std::size_t i = values.size(); i-- > 1;) std::swap(values[i], values[below(i + 1)]);
  }

 private:
  std::uint64_t state_;
};

// A decimal token such as "1234.50", with the given number of decimals.
[[nodiscard]] std::string decimal(std::int64_t scaled, int decimals);

}  // namespace financescr::corpus
