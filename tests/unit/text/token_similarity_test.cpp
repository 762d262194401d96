#include "engine/text/token_similarity.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "engine/core/limits.hpp"
#include "engine/text/phonetic.hpp"
#include "tests/unit/core/random.hpp"
#include "tests/unit/text/romanisations.hpp"

namespace financescr::text {
namespace {

std::int32_t alike(std::string_view a, std::string_view b) {
  return token_similarity_permille(phones_of(a), phones_of(b));
}

TEST_CASE("token similarity: spellings of one name stand above every unrelated pair") {
  std::int32_t highest_unrelated = 0;
  for (const WordPair& pair : kUnrelated) {
    CAPTURE(pair.text());
    const std::int32_t similarity = alike(pair.a, pair.b);
    CHECK(similarity <= 650);
    highest_unrelated = std::max(highest_unrelated, similarity);
  }
  for (const WordPair& pair : kRomanisations) {
    CAPTURE(pair.text());
    CHECK(alike(pair.a, pair.b) >= 800);
    CHECK(alike(pair.a, pair.b) > highest_unrelated);
  }
}

TEST_CASE("token similarity: what sounds the same is the same") {
  const WordPair pairs[] = {{"dmitriy", "dmitri"}, {"chekhov", "tchekhov"}, {"said", "saaid"},
                            {"noor", "nur"},       {"jamal", "djamal"},     {"lee", "li"},
                            {"philip", "filip"},   {"hassan", "hasan"},     {"max", "maks"},
                            {"nicola", "nikola"}};
  for (const WordPair& pair : pairs) {
    CAPTURE(pair.text());
    CHECK(alike(pair.a, pair.b) == 1000);
  }
}

TEST_CASE("token similarity: a cheaper confusion costs less") {
  CHECK(alike("qasem", "kasem") > alike("tasem", "kasem"));
  CHECK(alike("viktor", "wiktor") > alike("viktor", "liktor"));
  CHECK(alike("osama", "usama") > alike("osama", "asama"));
  CHECK(alike("ahmad", "amad") > alike("ahmad", "ahad"));          // h against a consonant
  CHECK(alike("dmitry", "dimitry") > alike("dmitry", "drmitry"));  // vowel against consonant
  CHECK(alike("petrov", "pertov") > alike("petrov", "pelnov"));  // two letters the other way round
}

TEST_CASE("token similarity: words with digits are alike only when equal") {
  CHECK(alike("il76", "il76") == 1000);
  CHECK(alike("il76", "il78") == 0);
  CHECK(alike("il76", "il") == 0);
  CHECK(alike("7", "77") == 0);
}

TEST_CASE("token similarity: nothing is like nothing") {
  CHECK(alike("", "") == 0);
  CHECK(alike("", "a") == 0);
  CHECK(alike("a", "") == 0);
  CHECK(alike("a", "a") == 1000);
}

TEST_CASE(
    "token similarity: equals its twin, is symmetric, whole only for equal phones, and "
    "below what is asked for it is nothing") {
  testing::Random random(11);
  const std::string_view alphabets[] = {
      "abcdefghijklmnopqrstuvwxyz", "aeiouyw", "khsztcd", "ah", "abh7", "x"};
  for (int i = 0; i < 60'000; ++i) {
    const auto alphabet = alphabets[random.below(std::size(alphabets))];
    const std::size_t longest = random.chance(2) ? 64 : 12;
    const std::string a = phones_of(random.text(alphabet, 0, longest));
    std::string b = phones_of(random.text(alphabet, 0, longest));
    if (random.chance(60)) {  // near pairs: one letter more, less or other
      b = a;
      if (!b.empty()) b.erase(random.below(b.size()), random.below(2));
      b.insert(random.below(b.size() + 1), phones_of(random.text(alphabet, 0, 1)));
      b.resize(std::min(b.size(), 2 * limits::kMaxTokenBytes));
    }
    const std::int32_t similarity = token_similarity_permille(a, b);
    REQUIRE(similarity == reference::token_similarity_permille(a, b));
    REQUIRE(similarity == token_similarity_permille(b, a));
    for (const std::int32_t least :
         {1, 500, 800, 999, 1000, similarity, std::min(similarity + 1, 1000)}) {
      REQUIRE(token_similarity_permille(a, b, least) == (similarity < least ? 0 : similarity));
    }
    REQUIRE(similarity >= 0);
    REQUIRE(similarity <= 1000);
    REQUIRE((similarity == 1000) == (a == b && !a.empty()));
  }
}

TEST_CASE("token similarity: the longest words there can be") {
  const std::string longest = phones_of(std::string(64, 'x'));  // two phones a letter
  CHECK(longest.size() == 128);
  CHECK(token_similarity_permille(longest, longest) == 1000);
  const std::string other = phones_of("a" + std::string(63, 'x'));
  CHECK(token_similarity_permille(longest, other) ==
        reference::token_similarity_permille(longest, other));
}

TEST_CASE("token similarity: one small difference in a very long word is a difference") {
  const std::string word(52, 'x');
  CHECK(alike(word + "i", word + "y") < 1000);
}

}  // namespace
}  // namespace financescr::text
