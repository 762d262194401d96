#include "engine/numeric/python_random.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

using financescr::numeric::PythonRandom;
using Indices = std::vector<std::uint32_t>;

namespace {

// Within two ulp: CPython uses the platform's log, sin, cos and exp.
bool close(double ours, double theirs) {
  return std::fabs(ours - theirs) <= 0x1p-51 * std::fabs(theirs);
}

// One stream per seed, drawn with CPython 3.11.7 in the order of the members.
struct Stream {
  std::uint64_t seed;
  double random_1;
  double random_2;
  Indices getrandbits;               // of 1, 8, 31 and 32 bits
  std::vector<std::int64_t> dice;    // randint(-5, 5)
  std::int64_t wide;                 // randint(0, 2**31)
  double gauss_1;                    // gauss(0, 1)
  double gauss_2;                    // gauss(10, 2)
  double beta;                       // betavariate(2, 4)
  double gamma;                      // gammavariate(3.5, 2)
  Indices sample_10_of_10;           // from a pool
  Indices sample_5_of_100;           // by rejection, smallest set
  Indices sample_6_of_100;           // by rejection
  Indices sample_20_of_86;           // by rejection, one above the limit
  Indices shuffled;                  // range(10)
  std::vector<std::size_t> choices;  // choices(range(3), [1, 2, 3])[0]
  double last;                       // random() after choice(range(1))
};

const Stream kStreams[] = {
    {0ULL,
     0x1.b0580f98a7dbep-1,
     0x1.84129978f9c1ap-1,
     {0U, 10U, 556019485U, 4146640122U},
     {3, 2, 1},
     1302718217,
     0x1.d83bb776a7f06p-1,
     0x1.33e44295fb746p+3,
     0x1.29acb1b8e3b2bp-2,
     0x1.3fc9d019c2da4p+3,
     {2, 4, 1, 5, 0, 9, 3, 8, 6, 7},
     {55, 40, 78, 81, 26},
     {70, 61, 56, 66, 33, 7},
     {70, 1, 11, 51, 85, 80, 0, 78, 63, 42, 31, 41, 8, 24, 72, 28, 30, 18, 69, 57},
     {6, 8, 7, 2, 0, 3, 4, 5, 9, 1},
     {2, 2, 2, 2, 2, 2, 2, 1},
     0x1.44a7edc9aeeeap-2},
    {1ULL,
     0x1.132d8f91b7584p-3,
     0x1.b1e2d5b3584f8p-1,
     {1U, 16U, 547756574U, 506456969U},
     {2, 2, 2},
     1630434966,
     0x1.b61d226c807d9p-4,
     0x1.246c02f6e079ap+3,
     0x1.12ff945a8887dp-4,
     0x1.4a69d898b2fc9p+3,
     {1, 5, 0, 7, 6, 4, 8, 9, 3, 2},
     {92, 3, 67, 28, 97},
     {56, 63, 70, 29, 44, 86},
     {28, 58, 37, 2, 53, 71, 82, 12, 23, 80, 15, 42, 64, 54, 85, 24, 38, 36, 75, 63},
     {5, 7, 2, 4, 9, 1, 3, 0, 6, 8},
     {1, 2, 2, 2, 0, 2, 0, 0},
     0x1.7b6a4b3eae46ep-2},
    {4294967295ULL,
     0x1.454d9227a7013p-1,
     0x1.a0274a3720bf8p-3,
     {1U, 133U, 625638275U, 2590083323U},
     {0, 1, 5},
     1201118819,
     -0x1.7041cf2fd9cbap-1,
     0x1.7b47598401ba9p+3,
     0x1.51d6cc055831fp-4,
     0x1.afb1872dd2522p+2,
     {2, 0, 5, 8, 3, 7, 9, 4, 6, 1},
     {70, 57, 96, 94, 26},
     {8, 30, 81, 48, 60, 53},
     {21, 36, 64, 61, 83, 5, 50, 40, 10, 31, 63, 55, 60, 69, 30, 44, 28, 43, 13, 41},
     {5, 9, 0, 1, 2, 3, 8, 4, 7, 6},
     {1, 1, 2, 2, 1, 2, 1, 0},
     0x1.8559263db5f52p-1},
    {4294967296ULL,
     0x1.ced31cb3df170p-4,
     0x1.abdb5477a4f26p-2,
     {0U, 5U, 1313661828U, 3762791315U},
     {0, 3, 2},
     60122280,
     0x1.31cec40e4344cp+0,
     0x1.9a2ebbd98f798p+3,
     0x1.1560028c5db93p-3,
     0x1.ee591e0629b61p+2,
     {2, 8, 9, 1, 4, 0, 3, 7, 5, 6},
     {90, 2, 33, 28, 21},
     {9, 45, 58, 53, 56, 20},
     {18, 11, 31, 33, 23, 34, 62, 50, 5, 36, 81, 59, 53, 76, 37, 1, 26, 21, 8, 19},
     {4, 6, 8, 7, 0, 2, 5, 9, 3, 1},
     {2, 2, 0, 1, 0, 2, 1, 2},
     0x1.eff694848adddp-1},
    {18446744073709551615ULL,
     0x1.659799fd7f980p-6,
     0x1.5a35a94f333d8p-2,
     {0U, 116U, 1320973025U, 408097150U},
     {0, -5, -2},
     2017374292,
     -0x1.54b475121fd78p+0,
     0x1.7958d4dea3b7ap+2,
     0x1.3b4c5182ca8a0p-1,
     0x1.39a9f63914d34p+2,
     {4, 7, 5, 6, 1, 2, 8, 0, 9, 3},
     {10, 63, 60, 23, 13},
     {2, 18, 75, 97, 56, 32},
     {79, 32, 5, 34, 78, 1, 16, 56, 67, 66, 37, 2, 61, 41, 39, 0, 40, 6, 4, 48},
     {4, 7, 0, 6, 8, 9, 1, 2, 3, 5},
     {2, 2, 2, 2, 2, 2, 2, 2},
     0x1.a61b455a1585ap-1},
};

}  // namespace

TEST_CASE("the check values of the specification, one stream of seed 42") {
  PythonRandom rng(42);
  CHECK(rng.random() == .6394267984578837);
  CHECK(rng.random() == .025010755222666936);
  CHECK(rng.random() == .27502931836911926);
  CHECK(rng.randint(0, 18627) == 7314);
  CHECK(rng.getrandbits(32) == 599310825U);
  CHECK(rng.gauss(0, 1) == -.12758828378288709);
  CHECK(rng.gauss(0, 1) == -1.4973534143409575);
  CHECK(rng.betavariate(2, 3.5) == .4448593438185725);
  const double kWeights[] = {.45, .35, .2};
  CHECK(rng.choices_index(kWeights) == 0);
  CHECK(rng.sample(3000, 5) == Indices{814, 2932, 2661, 2872, 2232});
  Indices values{0, 1, 2, 3, 4, 5};
  rng.shuffle(values);
  CHECK(values == Indices{0, 4, 2, 5, 1, 3});
}

TEST_CASE("streams of CPython for seeds of no, one and two words") {
  for (const Stream& stream : kStreams) {
    CAPTURE(stream.seed);
    PythonRandom rng(stream.seed);
    CHECK(rng.random() == stream.random_1);
    CHECK(rng.random() == stream.random_2);
    for (std::size_t i = 0; i < 4; ++i) {
      const unsigned kBits[] = {1, 8, 31, 32};
      CHECK(rng.getrandbits(kBits[i]) == stream.getrandbits[i]);
    }
    for (const std::int64_t die : stream.dice) CHECK(rng.randint(-5, 5) == die);
    CHECK(rng.randint(0, std::int64_t{1} << 31U) == stream.wide);
    CHECK(close(rng.gauss(0, 1), stream.gauss_1));
    CHECK(close(rng.gauss(10, 2), stream.gauss_2));
    CHECK(close(rng.betavariate(2, 4), stream.beta));
    CHECK(close(rng.gammavariate(3.5, 2), stream.gamma));
    CHECK(rng.sample(10, 10) == stream.sample_10_of_10);
    CHECK(rng.sample(100, 5) == stream.sample_5_of_100);
    CHECK(rng.sample(100, 6) == stream.sample_6_of_100);
    CHECK(rng.sample(86, 20) == stream.sample_20_of_86);
    Indices values{0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
    rng.shuffle(values);
    CHECK(values == stream.shuffled);
    const double kWeights[] = {1, 2, 3};
    for (const std::size_t choice : stream.choices) CHECK(rng.choices_index(kWeights) == choice);
    CHECK(rng.choice_index(1) == 0);
    CHECK(rng.random() == stream.last);
  }
}

TEST_CASE("ten thousand words of seed 7") {
  PythonRandom rng(7);
  std::uint64_t mixed = 0;
  for (std::uint64_t i = 1; i <= 10'000; ++i) mixed ^= rng.getrandbits(32) * i;
  CHECK(mixed == 0x32d4ea9baf0dULL);
}

TEST_CASE("twenty thousand normal and beta draws leave the stream where CPython leaves it") {
  PythonRandom rng(2026);
  double normal_sum = 0.0;
  double beta_sum = 0.0;
  for (int i = 0; i < 20'000; ++i) normal_sum += rng.gauss(0, 1);
  for (int i = 0; i < 20'000; ++i) beta_sum += rng.betavariate(2, 3.5);
  CHECK(std::fabs(normal_sum - 21.763277455861328) < 1e-9);
  CHECK(std::fabs(beta_sum - 7232.253814548374) < 1e-9);
  CHECK(rng.random() == 0x1.be2b349501a91p-1);
}

TEST_CASE("every draw lies in its range") {
  PythonRandom rng(3);
  for (int i = 0; i < 2000; ++i) {
    const double unit = rng.random();
    CHECK((unit >= 0.0 && unit < 1.0));
    CHECK(rng.randbelow(7) < 7);
    const std::int64_t day = rng.randint(-2, 2);
    CHECK((day >= -2 && day <= 2));
    const double share = rng.betavariate(2, 4);
    CHECK((share > 0.0 && share < 1.0));
  }
}

TEST_CASE("a sample has no repeats, and degenerate sizes draw nothing") {
  PythonRandom rng(11);
  Indices sample = rng.sample(5000, 700);
  std::sort(sample.begin(), sample.end());
  CHECK(std::adjacent_find(sample.begin(), sample.end()) == sample.end());
  PythonRandom untouched(12);
  PythonRandom other(12);
  CHECK(other.sample(100, 0).empty());
  CHECK(other.sample(0, 0).empty());
  Indices nothing;
  other.shuffle(nothing);
  Indices single{9};
  other.shuffle(single);
  CHECK(single == Indices{9});
  CHECK(other.random() == untouched.random());
}

TEST_CASE("a weight of nought is never chosen") {
  PythonRandom rng(5);
  const double kWeights[] = {0.0, 1.0, 0.0, 1.0};
  for (int i = 0; i < 500; ++i) {
    const std::size_t index = rng.choices_index(kWeights);
    CHECK((index == 1 || index == 3));
  }
}
