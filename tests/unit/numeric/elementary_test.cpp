#include "engine/numeric/elementary.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <cstdint>
#include <limits>
#include <random>

namespace numeric = financescr::numeric;

namespace {

constexpr int kPoints = 100'000;
constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kLargest = std::numeric_limits<double>::max();
constexpr double kSmallestNormal = std::numeric_limits<double>::min();
constexpr double kSmallest = std::numeric_limits<double>::denorm_min();

bool is_nan(double x) { return !(x == x); }

// Position on the line of doubles, so that neighbours differ by 1 and -0 equals +0.
std::int64_t position(double x) {
  const auto bits = __builtin_bit_cast(std::int64_t, x);
  return bits >= 0 ? bits : std::numeric_limits<std::int64_t>::min() - bits;
}

std::int64_t distance(double a, double b) {
  const std::int64_t d = position(a) - position(b);
  return d < 0 ? -d : d;
}

// Uniform in [low, high), without the library's distributions.
class Points {
 public:
  double uniform(double low, double high) {
    const double unit = static_cast<double>(engine_() >> 11U) * 0x1p-53;
    return low + unit * (high - low);
  }
  double positive() {
    const std::uint64_t bits = engine_();
    return __builtin_bit_cast(double, bits % 0x7ff0000000000000ULL);
  }

 private:
  std::mt19937_64 engine_{20261121};
};

struct Vector {
  double x;
  double exact;  // rounded from 300 bits (mpmath)
};

template <typename Ours, typename Theirs, typename Draw>
std::int64_t largest_distance(Ours ours, Theirs theirs, Draw draw) {
  std::int64_t largest = 0;
  for (int i = 0; i < kPoints; ++i) {
    const double x = draw();
    const std::int64_t d = distance(ours(x), theirs(x));
    if (d > largest) largest = d;
  }
  return largest;
}

double std_exp(double x) { return std::exp(x); }
double std_log(double x) { return std::log(x); }
double std_sin(double x) { return std::sin(x); }
double std_cos(double x) { return std::cos(x); }

}  // namespace

TEST_CASE("exp agrees with the exact value to one ulp") {
  const Vector kVectors[] = {{1.0, 0x1.5bf0a8b145769p+1},
                             {-1.0, 0x1.78b56362cef38p-2},
                             {0.5, 0x1.a61298e1e069cp+0},
                             {1e-10, 0x1.000000006df38p+0},
                             {10.0, 0x1.5829dcf950560p+14},
                             {-10.0, 0x1.7cd79b5647c9bp-15},
                             {100.5, 0x1.fcc37a76f9e76p+144},
                             {-700.25, 0x1.af5fe9a485c8ep-1011},
                             {709.7, 0x1.d75ae7a50ee14p+1023},
                             {-740.0, 0x0.0000000000055p-1022},
                             {0.34657359027997264, 0x1.6a09e667f3bccp+0}};
  for (const Vector& v : kVectors) {
    CAPTURE(v.x);
    CHECK(distance(numeric::exp(v.x), v.exact) <= 1);
  }
}

TEST_CASE("log agrees with the exact value to one ulp") {
  const Vector kVectors[] = {{2.0, 0x1.62e42fefa39efp-1},
                             {10.0, 0x1.26bb1bbb55516p+1},
                             {0.5, -0x1.62e42fefa39efp-1},
                             {0.1, -0x1.26bb1bbb55515p+1},
                             {1.0000000001, 0x1.b7cdffffa18d8p-34},
                             {0.9999999999, -0x1.b7ce00005e728p-34},
                             {1e-300, -0x1.5963447f87fb5p+9},
                             {1e+300, 0x1.5963447f87fb5p+9},
                             {1.4142135623730951, 0x1.62e42fefa39f0p-2},
                             {kSmallest, -0x1.74385446d71c3p+9},
                             {241.0, 0x1.5f06e9b7a2c7ep+2}};
  for (const Vector& v : kVectors) {
    CAPTURE(v.x);
    CHECK(distance(numeric::log(v.x), v.exact) <= 1);
  }
}

TEST_CASE("sin and cos agree with the exact value to one ulp, next to multiples of pi too") {
  const Vector kSines[] = {{1.0, 0x1.aed548f090ceep-1},
                           {-1.0, -0x1.aed548f090ceep-1},
                           {3.141592653589793, 0x1.1a62633145c07p-53},
                           {355.0, -0x1.f9bd0307d1de3p-16},
                           {1e5, 0x1.24daa9c527e96p-5},
                           {-99999.5, -0x1.055f282f41bdap-1},
                           {0.7853981633974483, 0x1.6a09e667f3bccp-1},
                           {1e-8, 0x1.5798ee2308c3ap-27},
                           {826882.8943881015, -0x1.065d73720c4f9p-51}};
  for (const Vector& v : kSines) {
    CAPTURE(v.x);
    CHECK(distance(numeric::sin(v.x), v.exact) <= 1);
  }
  const Vector kCosines[] = {{1.0, 0x1.14a280fb5068cp-1},
                             {-1.0, 0x1.14a280fb5068cp-1},
                             {1.5707963267948966, 0x1.1a62633145c07p-54},
                             {355.0, -0x1.fffffffc18e4cp-1},
                             {1e5, -0x1.ffac3841b3da7p-1},
                             {-99999.5, -0x1.b8428c9f69a31p-1},
                             {0.7853981633974483, 0x1.6a09e667f3bcdp-1},
                             {1e-8, 1.0},
                             {826882.8943881015, -1.0}};
  for (const Vector& v : kCosines) {
    CAPTURE(v.x);
    CHECK(distance(numeric::cos(v.x), v.exact) <= 1);
  }
}

// The libraries' own error is added to ours, hence 2.
TEST_CASE("elementary functions stay within two ulp of the standard library") {
  Points points;
  SUBCASE("exp") {
    CHECK(largest_distance(numeric::exp, std_exp, [&] { return points.uniform(-1, 1); }) <= 2);
    CHECK(largest_distance(numeric::exp, std_exp, [&] { return points.uniform(-746, 710); }) <= 2);
  }
  SUBCASE("log") {
    CHECK(largest_distance(numeric::log, std_log, [&] { return points.uniform(0.5, 2); }) <= 2);
    CHECK(largest_distance(numeric::log, std_log, [&] { return points.positive(); }) <= 2);
  }
  SUBCASE("sin") {
    CHECK(largest_distance(numeric::sin, std_sin, [&] { return points.uniform(-7, 7); }) <= 2);
    CHECK(largest_distance(numeric::sin, std_sin, [&] { return points.uniform(-1e5, 1e5); }) <= 2);
  }
  SUBCASE("cos") {
    CHECK(largest_distance(numeric::cos, std_cos, [&] { return points.uniform(-7, 7); }) <= 2);
    CHECK(largest_distance(numeric::cos, std_cos, [&] { return points.uniform(-1e5, 1e5); }) <= 2);
  }
  SUBCASE("logistic") {
    // e/(1+e) below zero: there the textbook form itself loses digits.
    const auto reference = [](double x) {
      const double e = std::exp(x);
      return x >= 0.0 ? 1.0 / (1.0 + std::exp(-x)) : e / (1.0 + e);
    };
    CHECK(largest_distance(numeric::logistic, reference,
                           [&] { return points.uniform(-745, 60); }) <= 4);
  }
}

TEST_CASE("exp at its special values") {
  CHECK(numeric::exp(0.0) == 1.0);
  CHECK(numeric::exp(-0.0) == 1.0);
  CHECK(numeric::exp(kSmallest) == 1.0);
  CHECK(is_nan(numeric::exp(kNaN)));
  CHECK(numeric::exp(kInfinity) == kInfinity);
  CHECK(numeric::exp(-kInfinity) == 0.0);
  CHECK(numeric::exp(kLargest) == kInfinity);
  CHECK(numeric::exp(-kLargest) == 0.0);
  CHECK(numeric::exp(709.782712893384) < kInfinity);
  CHECK(numeric::exp(709.7827128933841) == kInfinity);
  CHECK(numeric::exp(-745.1332191019411) == kSmallest);
  CHECK(numeric::exp(-745.1332191019413) == 0.0);
  CHECK(numeric::exp(-708.4) < kSmallestNormal);
  CHECK(numeric::exp(-708.4) > 0.0);
}

TEST_CASE("log at its special values") {
  CHECK(numeric::log(1.0) == 0.0);
  CHECK(numeric::log(0.0) == -kInfinity);
  CHECK(numeric::log(-0.0) == -kInfinity);
  CHECK(numeric::log(kInfinity) == kInfinity);
  CHECK(is_nan(numeric::log(kNaN)));
  CHECK(is_nan(numeric::log(-1.0)));
  CHECK(is_nan(numeric::log(-kSmallest)));
  CHECK(is_nan(numeric::log(-kInfinity)));
  CHECK(distance(numeric::log(kLargest), 709.782712893384) <= 1);
  CHECK(distance(numeric::log(kSmallestNormal), -708.3964185322641) <= 1);
}

TEST_CASE("sin and cos at their special values") {
  CHECK(numeric::sin(0.0) == 0.0);
  CHECK(std::signbit(numeric::sin(-0.0)));
  CHECK(numeric::cos(0.0) == 1.0);
  CHECK(numeric::sin(kSmallest) == kSmallest);
  for (const double x : {kNaN, kInfinity, -kInfinity, 1000000.1, -1000000.1}) {
    CAPTURE(x);
    CHECK(is_nan(numeric::sin(x)));
    CHECK(is_nan(numeric::cos(x)));
  }
  CHECK_FALSE(is_nan(numeric::sin(1e6)));
  CHECK_FALSE(is_nan(numeric::cos(-1e6)));
}

TEST_CASE("logistic saturates, is symmetric and never decreases") {
  CHECK(numeric::logistic(0.0) == 0.5);
  CHECK(numeric::logistic(kInfinity) == 1.0);
  CHECK(numeric::logistic(-kInfinity) == 0.0);
  CHECK(numeric::logistic(800.0) == 1.0);
  CHECK(numeric::logistic(-800.0) == 0.0);
  CHECK(numeric::logistic(-740.0) > 0.0);
  CHECK(is_nan(numeric::logistic(kNaN)));
  Points points;
  for (int i = 0; i < 1000; ++i) {
    const double x = points.uniform(-30, 30);
    CAPTURE(x);
    CHECK(std::fabs(numeric::logistic(x) + numeric::logistic(-x) - 1.0) <= 0x1p-52);
    CHECK(numeric::logistic(x) <= numeric::logistic(x + 0x1p-10));
  }
}
