// PythonRandom: the generator random.Random(seed) of CPython 3.11, draw for draw.
//
// The reference's data packs were drawn with it, so its stream is part of their format. Mersenne
// Twister MT19937 (Matsumoto, Nishimura 1998) with the mappings of CPython's Lib/random.py.
// For synthetic data only: its output is predictable and must never make a secret.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace financescr::numeric {

class PythonRandom {
 public:
  // random.Random(seed) for an int seed >= 0.
  explicit PythonRandom(std::uint64_t seed);

  // Uniform in [0, 1), 53 bits.
  [[nodiscard]] double random();
  // Requires: 1 <= bits <= 32.
  [[nodiscard]] std::uint32_t getrandbits(unsigned bits);
  // Uniform in [0, n), by rejection. Requires: n > 0.
  [[nodiscard]] std::uint32_t randbelow(std::uint32_t n);
  // Uniform in [low, high], both included. Requires: 0 <= high - low < 2^32 - 1.
  [[nodiscard]] std::int64_t randint(std::int64_t low, std::int64_t high);
  // The index that choice(sequence) takes. Requires: 0 < size < 2^32.
  [[nodiscard]] std::size_t choice_index(std::size_t size);
  // The index that choices(population, weights)[0] takes.
  // Requires: weights are >= 0, their sum > 0.
  [[nodiscard]] std::size_t choices_index(std::span<const double> weights);
  // The indices that sample(range(n), k) takes, in order. Requires: k <= n.
  [[nodiscard]] std::vector<std::uint32_t> sample(std::uint32_t n, std::uint32_t k);

  template <typename T>
  void shuffle(std::vector<T>& values) {
    for (std::size_t i = values.size(); i-- > 1;) {
      const std::size_t j = choice_index(i + 1);
      std::swap(values[i], values[j]);
    }
  }

  // Normal. Every second call returns the cached half of a pair and draws nothing.
  [[nodiscard]] double gauss(double mean, double deviation);
  // Gamma by Cheng (1977), algorithm GB. Requires: alpha > 1, beta > 0.
  [[nodiscard]] double gammavariate(double alpha, double beta);
  // Beta. Requires: alpha > 1, beta > 1.
  [[nodiscard]] double betavariate(double alpha, double beta);

 private:
  static constexpr std::size_t kStateWords = 624;

  void seed_by_word(std::uint32_t word);
  void seed_by_array(std::span<const std::uint32_t> key);
  void refill();
  std::uint32_t next_word();

  std::array<std::uint32_t, kStateWords> state_{};
  std::size_t position_ = kStateWords;
  double cached_gauss_ = 0.0;
  bool has_cached_gauss_ = false;
};

}  // namespace financescr::numeric
