#include "engine/numeric/self_test.hpp"

#include "engine/numeric/elementary.hpp"

namespace financescr::numeric {
namespace {

constexpr std::uint64_t kGolden = 0x6514c7460d141485ULL;
constexpr int kRounds = 2000;

// SplitMix64 (Steele, Lea, Flood 2014).
class Inputs {
 public:
  explicit Inputs(std::uint64_t seed) : state_(seed) {}

  std::uint64_t next() {
    state_ += 0x9e3779b97f4a7c15ULL;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27U)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31U);
  }

  // Uniform in [-limit, limit).
  double uniform(double limit) {
    const double unit = static_cast<double>(next() >> 11U) * 0x1p-53;
    return (unit - 0.5) * (2.0 * limit);
  }

  // Any positive finite double, subnormals included.
  double positive() {
    const std::uint64_t bits = next();
    const std::uint64_t exponent = (bits >> 52U) % 2047U;
    return __builtin_bit_cast(double, (exponent << 52U) | (bits & 0xfffffffffffffULL));
  }

 private:
  std::uint64_t state_;
};

class Fingerprint {
 public:
  void add(double value) {
    // One pattern for all NaN: their payload and sign are not part of the arithmetic.
    const std::uint64_t bits =
        value == value ? __builtin_bit_cast(std::uint64_t, value) : 0x7ff8000000000000ULL;
    hash_ = (hash_ ^ bits) * 0x9e3779b97f4a7c15ULL;
    hash_ ^= hash_ >> 29U;
  }
  [[nodiscard]] std::uint64_t value() const { return hash_; }

 private:
  std::uint64_t hash_ = 0x243f6a8885a308d3ULL;  // fraction of pi, an arbitrary start
};

void add_chains(Inputs& inputs, Fingerprint& fingerprint) {
  const double a = inputs.uniform(10.0);
  const double b = inputs.uniform(10.0);
  const double c = inputs.uniform(10.0);
  fingerprint.add(a * b + c);
  fingerprint.add(a * b - c);
  fingerprint.add(c - a * b);
  fingerprint.add(a * b + b * c + c * a);
  fingerprint.add((a + b) + c);
  fingerprint.add((a + (b + c)) / (a * a + 1.0));
  fingerprint.add((a * 0x1p-1040) * 3.0 + b * 0x1p-1040);
}

void add_elementary(Inputs& inputs, Fingerprint& fingerprint) {
  fingerprint.add(exp(inputs.uniform(2.0)));
  fingerprint.add(exp(inputs.uniform(750.0)));
  fingerprint.add(log(inputs.positive()));
  fingerprint.add(log(1.0 + inputs.uniform(0.5)));
  fingerprint.add(sin(inputs.uniform(10.0)));
  fingerprint.add(cos(inputs.uniform(10.0)));
  fingerprint.add(sin(inputs.uniform(1e5)));
  fingerprint.add(cos(inputs.uniform(1e5)));
  fingerprint.add(logistic(inputs.uniform(40.0)));
}

}  // namespace

std::uint64_t arithmetic_fingerprint() {
  // Volatile, so that no compiler evaluates the rounds with its own arithmetic at compile time.
  volatile std::uint64_t seed = 20240229;
  Inputs inputs(seed);
  Fingerprint fingerprint;
  for (int i = 0; i < kRounds; ++i) {
    add_chains(inputs, fingerprint);
    add_elementary(inputs, fingerprint);
  }
  return fingerprint.value();
}

bool self_test() { return arithmetic_fingerprint() == kGolden; }

}  // namespace financescr::numeric
