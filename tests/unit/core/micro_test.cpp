#include "engine/core/micro.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <string>

#include "tests/unit/core/random.hpp"

namespace financescr {
namespace {

constexpr std::int64_t kMax = std::numeric_limits<std::int64_t>::max();

struct Read {
  std::string text;
  std::int64_t value;
};

const Read kReads[] = {
    {"0", 0},
    {"-0", 0},
    {"0.0", 0},
    {"1", 1'000'000},
    {"-1", -1'000'000},
    {"0.72", 720'000},
    {"-2.2", -2'200'000},
    {"0.000001", 1},
    {"-0.000001", -1},
    {"123456.789012", 123'456'789'012},
    // half to even on the seventh digit
    {"0.1234565", 123'456},
    {"0.1234575", 123'458},
    {"-0.1234565", -123'456},
    {"-0.1234575", -123'458},
    {"0.0000005", 0},
    {"0.0000015", 2},
    {"-0.0000005", 0},
    {"0.9999995", 1'000'000},
    // anything behind the five makes it more than a half, however far behind
    {"0.12345650000000000000001", 123'457},
    {"-0.12345650000000000000001", -123'457},
    {"0.1234565" + std::string(200, '0') + "1", 123'457},
    {"0.1234565" + std::string(200, '0'), 123'456},
    {"0.1234564" + std::string(200, '9'), 123'456},
    {"0." + std::string(60, '9'), 1'000'000},
    {"0." + std::string(60, '0') + "1", 0},
    {"1." + std::string(300, '0'), 1'000'000},
    // exponents
    {"1e0", 1'000'000},
    {"1E3", 1'000'000'000},
    {"1.5e+2", 150'000'000},
    {"25e-2", 250'000},
    {"5e-7", 0},
    {"15e-7", 2},
    {"5.000000000000000000000001e-7", 1},
    {"1e-400", 0},
    {"-1e-99999999999", 0},
    {"0e400", 0},
    {"0e99999999999", 0},
    {"12345678901234567890e-13", 1'234'567'890'123},
    {"0.00000000000000000001e25", 100'000'000'000},
    // the edge of the range
    {"9223372036854.775807", kMax},
    {"-9223372036854.775807", -kMax},
    {"9223372036854.7758074999", kMax},
    {"9.223372036854775807e12", kMax},
};

const char* const kNotMicro[] = {
    "",
    "-",
    "+1",
    ".5",
    "1.",
    "1.e3",
    "e5",
    "1e",
    "1e+",
    "1e-",
    "--1",
    " 1",
    "1 ",
    "1,5",
    "1_000",
    "0x10",
    "NaN",
    "nan",
    "inf",
    "-inf",
    "1.2.3",
    "1e2e3",
    "1e2.5",
    "\xD9\xA1",
    "1e13",
    "1e19",
    "1e400",
    "-1e13",
    "1e99999",
    "12e12",
    "1e9999999999999999999",
};
// Beyond 2^63 - 1 millionths, in forms that reach the limit by different roads.
const std::string kTooLarge[] = {
    "9223372036854.775808", "-9223372036854.775808", "9223372036855",
    "-9223372036855",       "9.2233720368548e12",    "10000000000000",
    "0.00001e18",           std::string(400, '9'),   "1" + std::string(400, '0') + ".5",
};

TEST_CASE("micro: decimal text, rounded half to even at the sixth digit") {
  for (const Read& read : kReads) {
    CAPTURE(read.text);
    const auto micro = Micro::parse(read.text);
    REQUIRE(micro);
    CHECK(micro->value == read.value);
  }
}

TEST_CASE("micro: what is no number or does not fit is refused") {
  for (const char* text : kNotMicro) {
    CAPTURE(std::string(text));
    CHECK_FALSE(Micro::parse(text));
  }
  for (const std::string& text : kTooLarge) {
    CAPTURE(text);
    CHECK_FALSE(Micro::parse(text));
  }
  CHECK_FALSE(Micro::parse(std::string_view("1\0", 2)));
}

TEST_CASE("micro: a value that only rounding takes beyond the range is refused") {
  for (const char* text : {"9223372036854.7758075", "-9223372036854.7758075",
                           "9223372036854.77580750000000000001", "9223372036854.7758079"}) {
    CAPTURE(std::string(text));
    CHECK_FALSE(Micro::parse(text));
  }
}

TEST_CASE("micro: text has no exponent, no trailing zeros and no point without a fraction") {
  struct Row {
    std::int64_t value;
    const char* text;
  };
  const Row rows[] = {{0, "0"},
                      {1, "0.000001"},
                      {-1, "-0.000001"},
                      {10, "0.00001"},
                      {100'000, "0.1"},
                      {810'000, "0.81"},
                      {-2'200'000, "-2.2"},
                      {3'000'000, "3"},
                      {-3'000'000, "-3"},
                      {1'000'001, "1.000001"},
                      {kMax, "9223372036854.775807"},
                      {-kMax, "-9223372036854.775807"},
                      {std::numeric_limits<std::int64_t>::min(), "-9223372036854.775808"}};
  for (const Row& row : rows) CHECK(Micro{row.value}.to_string() == row.text);
}

TEST_CASE("micro: text and value round-trip") {
  testing::Random random(1);
  for (int i = 0; i < 100'000; ++i) {
    // every magnitude, not only the large ones
    const auto raw = static_cast<std::int64_t>(random.bits() >> random.below(64));
    const Micro micro{raw == std::numeric_limits<std::int64_t>::min() ? 0 : raw};
    for (const Micro value : {micro, -micro}) {
      const auto back = Micro::parse(value.to_string());
      REQUIRE(back);
      REQUIRE(*back == value);
      REQUIRE(Micro::parse(value.to_string() +
                           (value.value % Micro::kScale == 0 ? ".000" : "00")) == value);
    }
  }
}

TEST_CASE("micro: from a double, half to even, saturating, NaN is zero") {
  struct Row {
    double x;
    std::int64_t value;
  };
  const Row rows[] = {
      {0.0, 0},
      {-0.0, 0},
      {0.72, 720'000},
      {-1.5, -1'500'000},
      {0.5 / 1024 / 1024, 0},  // 0.476837... millionths
      {0.0000025, 2},          // 2.5 millionths exactly after scaling
      {1.0 / 3.0, 333'333},
      {2.0 / 3.0, 666'667},
      {9.3e12, kMax},
      {-9.3e12, -kMax},
      {1e300, kMax},
      {std::numeric_limits<double>::infinity(), kMax},
      {-std::numeric_limits<double>::infinity(), -kMax},
      {std::nan(""), 0},
      {std::numeric_limits<double>::denorm_min(), 0},
  };
  for (const Row& row : rows) {
    CAPTURE(row.x);
    CHECK(Micro::from_double(row.x).value == row.value);
  }
}

TEST_CASE("micro: products round half to even and do not overflow on the way") {
  struct Row {
    std::int64_t a;
    std::int64_t b;
    std::int64_t product;
  };
  const Row rows[] = {
      {0, 5, 0},
      {1'000'000, 123, 123},
      {-1'000'000, 123, -123},
      {500'000, 1, 0},  // 0.5 millionths
      {500'000, 3, 2},  // 1.5
      {500'000, 5, 2},  // 2.5
      {-500'000, 1, 0},
      {-500'000, 3, -2},
      {-500'000, 5, -2},
      {-500'000, -3, 2},
      {500'001, 1, 1},
      {499'999, 1, 0},
      {3'000'000'000'000, 3'000'000'000'000, 9'000'000'000'000'000'000},
      {kMax, 1'000'000, kMax},
      {-kMax, 1'000'000, -kMax},
  };
  for (const Row& row : rows) {
    CAPTURE(row.a);
    CAPTURE(row.b);
    CHECK(multiply({row.a}, {row.b}).value == row.product);
    CHECK(multiply({row.b}, {row.a}).value == row.product);
  }
}

TEST_CASE("micro: sums, differences and order are those of the millionths") {
  const Micro a{720'000};
  Micro b{-20'000};
  CHECK(a + b == Micro{700'000});
  CHECK(a - b == Micro{740'000});
  CHECK(-a == Micro{-720'000});
  b += a;
  CHECK(b == Micro{700'000});
  CHECK(b < a);
  CHECK(Micro::from_int(-3) == Micro{-3'000'000});
  CHECK(kMicroOne > kMicroZero);
  CHECK(Micro{1'500'000}.to_double() == 1.5);
}

TEST_CASE("a quotient is rounded half to even, on both sides of zero") {
  struct Row {
    std::int64_t n, d, expected;
  };
  for (const Row& row : {Row{5, 10, 0}, Row{15, 10, 2}, Row{25, 10, 2}, Row{26, 10, 3},
                         Row{-5, 10, 0}, Row{-15, 10, -2}, Row{-25, 10, -2}, Row{-26, 10, -3},
                         Row{7, 7, 1}, Row{0, 3, 0}, Row{1, 3, 0}, Row{2, 3, 1}, Row{-2, 3, -1}}) {
    CAPTURE(row.n);
    CAPTURE(row.d);
    CHECK(divide_half_even(row.n, row.d) == row.expected);
  }
}

TEST_CASE("a product is the nearest there is, ties to even, whether or not it fits 64 bits") {
  __extension__ using Int128 = __int128;
  const std::int64_t values[] = {0,           1,           -1,          499'999,
                                 500'000,     1'500'000,   -600,        2'500'001,
                                 -7'654'321,  123'456'789, 1LL << 40,   -(1LL << 40),
                                 999'999'999, 1LL << 50,   -(1LL << 45)};
  for (const std::int64_t a : values) {
    for (const std::int64_t b : values) {
      CAPTURE(a);
      CAPTURE(b);
      const Int128 exact = static_cast<Int128>(a) * b;
      const Int128 magnitude = (exact < 0 ? -exact : exact) / Micro::kScale;
      if (magnitude >= std::numeric_limits<std::int64_t>::max()) continue;
      const std::int64_t product = multiply({a}, {b}).value;
      const Int128 twice_off = 2 * (static_cast<Int128>(product) * Micro::kScale - exact);
      const Int128 distance = twice_off < 0 ? -twice_off : twice_off;
      CHECK(distance <= Micro::kScale);
      CHECK((distance < Micro::kScale || product % 2 == 0));
    }
  }
}

}  // namespace
}  // namespace financescr
