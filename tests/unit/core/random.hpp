// The seeded source of every generated case in the tests: the same cases in every build.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace financescr::testing {

// SplitMix64 (Steele, Lea, Flood 2014).
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  std::uint64_t bits() {
    state_ += 0x9E3779B97F4A7C15U;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
    return z ^ (z >> 31U);
  }
  // Uniform enough over 0 to count - 1. Requires: count > 0.
  std::size_t below(std::size_t count) { return static_cast<std::size_t>(bits() % count); }
  // Uniform enough over low to high, both included.
  template <typename Low, typename High>
  std::common_type_t<Low, High> between(Low low, High high) {
    using Value = std::common_type_t<Low, High>;
    const auto width = static_cast<std::uint64_t>(Value{high} - Value{low}) + 1;
    return static_cast<Value>(Value{low} + static_cast<Value>(bits() % width));
  }
  bool chance(int percent) { return between(0, 99) < percent; }
  template <typename T>
  const T& choice(const std::vector<T>& values) {
    return values[below(values.size())];
  }
  template <typename T>
  void shuffle(std::vector<T>& values) {
    for (std::size_t i = values.size(); i > 1; --i) std::swap(values[i - 1], values[below(i)]);
  }
  // Of any length from `shortest` to `longest`, over the letters given.
  std::string text(std::string_view letters, std::size_t shortest, std::size_t longest) {
    std::string out(shortest + below(longest - shortest + 1), ' ');
    for (char& c : out) c = letters[below(letters.size())];
    return out;
  }

 private:
  std::uint64_t state_;
};

}  // namespace financescr::testing
