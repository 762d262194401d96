#include "engine/text/jaro_winkler.hpp"

#include <doctest/doctest.h>

#include <string>

#include "engine/text/name_similarity.hpp"
#include "engine/text/normalise.hpp"
#include "engine/text/reference_metrics.hpp"
#include "tests/unit/core/random.hpp"

namespace financescr::text {
namespace {

struct Row {
  const char* a;
  const char* b;
  double expected;
};

doctest::Approx near(double x) { return doctest::Approx(x).epsilon(1e-6); }

constexpr Row kJaro[] = {
    {"", "", 0.0},
    {"a", "", 0.0},
    {"a", "a", 1.0},
    {"a", "b", 0.0},
    {"ab", "ba", 0.0},  // window of nothing
    {"abc", "bca", 0.0},
    {"martha", "marhta", 0.944444},
    {"dwayne", "duane", 0.822222},
    {"dixon", "dicksonx", 0.766667},
    {"jellyfish", "smellyfish", 0.896296},
    {"abcd", "badc", 0.833333},
    {"abcdef", "fedcba", 0.388889},
};

constexpr Row kJaroWinkler[] = {
    {"", "", 0.0},
    {"martha", "marhta", 0.961111},
    {"dwayne", "duane", 0.84},
    {"dixon", "dicksonx", 0.813333},
    {"walker sarah", "sarah walker", 0.555556},
    {"abcde", "abcdx", 0.92},  // the prefix counts up to four letters
};

constexpr Row kNameSimilarity[] = {
    {"Walker Sarah", "Sarah Walker", 1.0},
    {"Mohammed Khan", "Mohamad Khan", 0.971538},
    {"Mohammed Khan", "Muhammad Khan", 0.963077},
    {"Sarah J Walker", "Sarah Walker", 0.921429},
    {"Sarah Walker", "SarahWalker", 0.946364},
    {"Sarah Walker", "Ivan Petrov", 0.532727},
    {"", "Ivan Petrov", 0.0},
    {"Ivan Petrov", "", 0.0},
    {"", "", 0.0},
    {"ᏣᎳᎩ", "Ivan", 0.0},
};

constexpr Row kRetrieval[] = {
    {"Sarah Walker", "Walker Sarah", 1.0},
    {"Sarah Walker", "Sarah J Walker", 0.866667},
    {"Mohammed Khan", "Mohamad Khan", 0.483333},
    {"Mohammed Khan", "Muhammad Khan", 0.483333},
    {"Sarah Walker", "SarahWalker", 0.05},
    {"O'Neill Sean", "Sean O Neill", 1.0},
    {"Sarah Walker", "Ivan Petrov", 0.0},
    {"Sarah Walker", "Sarah Walker", 1.0},  // no more than one
    {"", "", 0.0},
    {"Sarah", "", 0.0},
};

TEST_CASE("jaro: known values, both implementations") {
  for (const Row& row : kJaro) {
    CAPTURE(std::string(row.a));
    CAPTURE(std::string(row.b));
    CHECK(jaro(row.a, row.b) == near(row.expected));
    CHECK(reference::jaro(row.a, row.b) == near(row.expected));
  }
}

TEST_CASE("jaro-winkler: the reference's values") {
  for (const Row& row : kJaroWinkler) {
    CAPTURE(std::string(row.a));
    CHECK(jaro_winkler(row.a, row.b) == near(row.expected));
  }
}

TEST_CASE("name similarity: the reference's values") {
  for (const Row& row : kNameSimilarity) {
    CAPTURE(std::string(row.a));
    CAPTURE(std::string(row.b));
    const std::string a = normalise(row.a);
    const std::string b = normalise(row.b);
    CHECK(name_similarity_jw(split_words(a), split_words(b)) == near(row.expected));
  }
}

TEST_CASE("retrieval score: the reference's values") {
  for (const Row& row : kRetrieval) {
    CAPTURE(std::string(row.a));
    CAPTURE(std::string(row.b));
    CHECK(reference::retrieval_score(row.a, row.b) == near(row.expected));
  }
}

TEST_CASE("token jaccard: sets of words, not lists") {
  CHECK(token_jaccard({}, {}) == 0.0);
  CHECK(token_jaccard({"a"}, {}) == 0.0);
  CHECK(token_jaccard({"a", "b"}, {"b", "a"}) == 1.0);
  CHECK(token_jaccard({"a", "a", "b"}, {"b", "a"}) == 1.0);
  CHECK(token_jaccard({"a", "b"}, {"b", "c"}) == near(1.0 / 3.0));
}

// Up to 64 letters the fast twin works on bits; 63 to 66 straddle its border.
TEST_CASE("jaro: the fast implementation equals the textbook one, to the bit") {
  testing::Random random(9);
  const std::string_view alphabets[] = {"ab", "abc", "abcdefgh", "a"};
  for (int i = 0; i < 200'000; ++i) {
    const auto alphabet = alphabets[random.below(std::size(alphabets))];
    const bool at_border = random.chance(10);
    const std::string a = random.text(alphabet, at_border ? 62 : 0, at_border ? 66 : 80);
    const std::string b = random.text(alphabet, at_border ? 62 : 0, random.chance(50) ? 66 : 80);
    const double fast = jaro(a, b);
    REQUIRE(fast == reference::jaro(a, b));
    REQUIRE(fast >= 0.0);
    REQUIRE(fast <= 1.0);
    REQUIRE(jaro_winkler(a, b) >= fast);
    REQUIRE(jaro_winkler(a, b) <= 1.0);
  }
}

TEST_CASE("jaro: bytes above 127 are bytes like others") {
  testing::Random random(10);
  for (int i = 0; i < 5'000; ++i) {
    const std::string a = random.text("a\xC3\xA9\xFF", 0, 20);
    const std::string b = random.text("a\xC3\xA9\xFF", 0, 20);
    REQUIRE(jaro(a, b) == reference::jaro(a, b));
  }
}

}  // namespace
}  // namespace financescr::text
