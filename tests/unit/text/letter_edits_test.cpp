#include "engine/text/letter_edits.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/text/phonetic.hpp"
#include "tests/unit/screening/seed_pack.hpp"

namespace financescr::text {
namespace {

using samples::Random;

TEST_CASE("letter edits count what a slip of the pen changes") {
  struct Case {
    std::string_view a;
    std::string_view b;
    int edits;  // 3: more than two
  };
  const std::vector<Case> cases{
      {"", "", 0},
      {"korvath", "korvath", 0},
      {"korvath", "korxath", 1},        // replaced
      {"korvath", "korath", 1},         // left out
      {"korvath", "korvatxh", 1},       // put in
      {"korvath", "kovrath", 1},        // exchanged
      {"korvath", "okrvath", 1},        // at the beginning
      {"korvath", "korvaht", 1},        // at the end
      {"korvath", "kovratx", 2},        // exchanged and replaced
      {"korvath", "okrvaht", 2},        // exchanged twice
      {"korvath", "orvat", 2},          // left out twice
      {"korvath", "tharvok", 3},        // another word
      {"tersin4alk", "tersin5alk", 3},  // digits are never edited
      {"tersin4alk", "tresin4alk", 1},
      {"tersin4alk", "tersinalk", 3},
  };
  for (const auto& row : cases) {
    const auto& [a, b, edits] = row;
    CAPTURE(row.a);
    CAPTURE(row.b);
    CHECK(letter_edits(a, b, 2) == edits);
    CHECK(letter_edits(b, a, 2) == edits);
    CHECK(letter_edits(a, b, 1) == std::min(edits, 2));
  }
}

TEST_CASE("how many edits words may have depends on their length") {
  CHECK(edit_match("ba", "bo").similarity_permille == 0);
  CHECK(edit_match("vul", "vol").needs_support);
  CHECK(edit_match("vulk", "volk").needs_support);
  CHECK(edit_match("vulka", "volka").similarity_permille > 900);
  CHECK_FALSE(edit_match("vulka", "vulk").needs_support);
  CHECK(edit_match("vulkanor", "volkaner").similarity_permille == 0);
  CHECK(edit_match("vulkanora", "volkanera").similarity_permille > 900);
  CHECK(edit_match("vulkanora", "volkaneru").similarity_permille == 0);
  CHECK(edit_match("vulkanora", "vulkanora").similarity_permille == 0);  // nothing was edited
  CHECK(edit_match("vulkanora", "vulkanor").similarity_permille > 900);
  CHECK(edit_match("vulkanora", "vulkano").similarity_permille == 0);  // the shorter has seven
  CHECK(edit_match("d4k7", "d4k8").similarity_permille == 0);
}

bool meet(std::string_view asked, std::string_view listed) {
  const auto keys = edit_keys(listed);
  const auto probes = edit_probes(asked);
  return std::any_of(probes.begin(), probes.end(), [&keys](std::uint32_t probe) {
    return std::binary_search(keys.begin(), keys.end(), probe);
  });
}

std::string random_word(Random& random, std::size_t letters) {
  constexpr std::string_view kLetters = "abcdeilmnorst";  // few, so that parts repeat
  std::string word;
  while (word.size() < letters) word += kLetters[random.below(kLetters.size())];
  return word;
}

TEST_CASE("words within the edits allowed always share a key") {
  Random random(12);
  std::size_t matches = 0;
  for (int i = 0; i < 40'000; ++i) {
    const std::string listed = random_word(random, 3 + random.below(14));
    const std::string asked =
        samples::misspelt(listed, 1 + static_cast<int>(random.below(2)), random);
    if (edit_match(asked, listed).similarity_permille == 0) continue;
    ++matches;
    CAPTURE(listed);
    CAPTURE(asked);
    REQUIRE(edit_match(listed, asked).similarity_permille ==
            edit_match(asked, listed).similarity_permille);
    REQUIRE(meet(asked, listed));
    REQUIRE(meet(listed, asked));
  }
  CHECK(matches > 10'000);
}

TEST_CASE("a word without its vowels is not compared by its letters") {
  const std::string open(1, static_cast<char>(Phone::kUnwritten));
  const std::string plain = phones_of("mrdn");
  CHECK(is_compared_by_letters("mrdn", plain));
  CHECK_FALSE(is_compared_by_letters("mrdn", plain + open + open));
  CHECK(is_compared_by_letters("lukyanov", phones_of("lukyanov") + open));
}

}  // namespace
}  // namespace financescr::text
