#include "engine/numeric/python_random.hpp"

#include <bit>
#include <cmath>
#include <set>

#include "engine/numeric/elementary.hpp"

namespace financescr::numeric {
namespace {

constexpr std::size_t kShift = 397;
constexpr double kTwoPi = 0x1.921fb54442d18p+2;
constexpr double kLog4 = 0x1.62e42fefa39efp+0;
constexpr double kGammaMagic = 0x1.40859baee748fp+1;  // 1 + log(4.5)

}  // namespace

PythonRandom::PythonRandom(std::uint64_t seed) {
  const std::array<std::uint32_t, 2> key{static_cast<std::uint32_t>(seed),
                                         static_cast<std::uint32_t>(seed >> 32U)};
  seed_by_array(std::span(key).first(key[1] == 0 ? 1 : 2));
}

void PythonRandom::seed_by_word(std::uint32_t word) {
  state_[0] = word;
  for (std::uint32_t i = 1; i < kStateWords; ++i) {
    state_[i] = 1812433253U * (state_[i - 1] ^ (state_[i - 1] >> 30U)) + i;
  }
}

// init_by_array of mt19937ar.c.
void PythonRandom::seed_by_array(std::span<const std::uint32_t> key) {
  seed_by_word(19650218U);
  std::size_t i = 1;
  std::size_t j = 0;
  const auto advance = [&] {
    if (++i >= kStateWords) {
      state_[0] = state_[kStateWords - 1];
      i = 1;
    }
  };
  const auto mixed = [&] { return state_[i - 1] ^ (state_[i - 1] >> 30U); };
  for (std::size_t step = 0; step < kStateWords; ++step) {
    state_[i] = (state_[i] ^ (mixed() * 1664525U)) + key[j] + static_cast<std::uint32_t>(j);
    advance();
    if (++j >= key.size()) j = 0;
  }
  for (std::size_t step = 0; step < kStateWords - 1; ++step) {
    state_[i] = (state_[i] ^ (mixed() * 1566083941U)) - static_cast<std::uint32_t>(i);
    advance();
  }
  state_[0] = 0x80000000U;
  position_ = kStateWords;
}

void PythonRandom::refill() {
  for (std::size_t i = 0; i < kStateWords; ++i) {
    const std::uint32_t joined =
        (state_[i] & 0x80000000U) | (state_[(i + 1) % kStateWords] & 0x7fffffffU);
    const std::uint32_t twist = (joined & 1U) != 0 ? 0x9908b0dfU : 0U;
    state_[i] = state_[(i + kShift) % kStateWords] ^ (joined >> 1U) ^ twist;
  }
  position_ = 0;
}

std::uint32_t PythonRandom::next_word() {
  if (position_ >= kStateWords) refill();
  std::uint32_t word = state_[position_++];
  word ^= word >> 11U;
  word ^= (word << 7U) & 0x9d2c5680U;
  word ^= (word << 15U) & 0xefc60000U;
  return word ^ (word >> 18U);
}

double PythonRandom::random() {
  const std::uint64_t high = next_word() >> 5U;
  const std::uint64_t low = next_word() >> 6U;
  return static_cast<double>((high << 26U) + low) * 0x1p-53;
}

std::uint32_t PythonRandom::getrandbits(unsigned bits) { return next_word() >> (32U - bits); }

std::uint32_t PythonRandom::randbelow(std::uint32_t n) {
  const auto bits = static_cast<unsigned>(std::bit_width(n));
  std::uint32_t value = getrandbits(bits);
  while (value >= n) value = getrandbits(bits);
  return value;
}

std::int64_t PythonRandom::randint(std::int64_t low, std::int64_t high) {
  return low + randbelow(static_cast<std::uint32_t>(high - low + 1));
}

std::size_t PythonRandom::choice_index(std::size_t size) {
  return randbelow(static_cast<std::uint32_t>(size));
}

std::size_t PythonRandom::choices_index(std::span<const double> weights) {
  double total = 0.0;
  for (const double weight : weights) total += weight;
  const double point = random() * total;
  // bisect_right over the running sums, which never answers more than the last index.
  double sum = 0.0;
  std::size_t index = 0;
  for (; index + 1 < weights.size(); ++index) {
    sum += weights[index];
    if (point < sum) break;
  }
  return index;
}

std::vector<std::uint32_t> PythonRandom::sample(std::uint32_t n, std::uint32_t k) {
  // The size of a small set, plus that of the table which a set of k elements would need.
  std::uint64_t set_size = 21;
  if (k > 5) {
    std::uint64_t table = 1;
    while (table < std::uint64_t{3} * k) table *= 4;
    set_size += table;
  }
  std::vector<std::uint32_t> result;
  result.reserve(k);
  if (n <= set_size) {
    std::vector<std::uint32_t> pool(n);
    for (std::uint32_t i = 0; i < n; ++i) pool[i] = i;
    for (std::uint32_t i = 0; i < k; ++i) {
      const std::uint32_t j = randbelow(n - i);
      result.push_back(pool[j]);
      pool[j] = pool[n - i - 1];
    }
    return result;
  }
  std::set<std::uint32_t> selected;
  while (result.size() < k) {
    const std::uint32_t j = randbelow(n);
    if (selected.insert(j).second) result.push_back(j);
  }
  return result;
}

double PythonRandom::gauss(double mean, double deviation) {
  if (has_cached_gauss_) {
    has_cached_gauss_ = false;
    return mean + cached_gauss_ * deviation;
  }
  const double angle = random() * kTwoPi;
  const double radius = std::sqrt(-2.0 * log(1.0 - random()));
  cached_gauss_ = sin(angle) * radius;
  has_cached_gauss_ = true;
  return mean + cos(angle) * radius * deviation;
}

double PythonRandom::gammavariate(double alpha, double beta) {
  const double inverse = std::sqrt(2.0 * alpha - 1.0);
  const double b = alpha - kLog4;
  const double c = alpha + inverse;
  for (;;) {
    const double u1 = random();
    if (!(1e-7 < u1 && u1 < 0.9999999)) continue;
    const double u2 = 1.0 - random();
    const double v = log(u1 / (1.0 - u1)) / inverse;
    const double x = alpha * exp(v);
    const double z = u1 * u1 * u2;
    const double r = b + c * v - x;
    if (r + kGammaMagic - 4.5 * z >= 0.0 || r >= log(z)) return x * beta;
  }
}

double PythonRandom::betavariate(double alpha, double beta) {
  const double y = gammavariate(alpha, 1.0);
  if (y == 0.0) return 0.0;
  return y / (y + gammavariate(beta, 1.0));
}

}  // namespace financescr::numeric
