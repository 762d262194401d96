#include "engine/text/name_frequency.hpp"

#include <doctest/doctest.h>

#include <string_view>

namespace financescr::text {
namespace {

TEST_CASE("name frequency: the table is sorted, and its words are plain and common") {
  for (std::size_t i = 0; i < kCommonWordCount; ++i) {
    const CommonWord& word = kCommonWords[i];
    if (i > 0) CHECK(kCommonWords[i - 1].word < word.word);
    CHECK(word.bits < kMostWordBits);
    CHECK(word.word.find_first_not_of("abcdefghijklmnopqrstuvwxyz") == std::string_view::npos);
  }
}

TEST_CASE("name frequency: common names of every large culture tell less than rare ones") {
  for (const std::string_view common :
       {"muhammad", "ahmed", "ali", "maria", "garcia", "john", "smith", "singh", "kumar", "wang",
        "kim", "nguyen", "ivanov", "aleksandr", "hans", "mueller", "diallo", "mehmet", "sato"}) {
    CAPTURE(common);
    CHECK(word_bits(common, WordClass::kName) <= 8);
  }
  for (const std::string_view rare :
       {"zebrowski", "quintanapalla", "okonjowela", "tchaghmak", "vanderzwaluw"}) {
    CAPTURE(rare);
    CHECK(word_bits(rare, WordClass::kName) == kMostWordBits);
  }
}

TEST_CASE("name frequency: a short word tells little, and one that is no name nothing") {
  CHECK(word_bits("zq", WordClass::kName) == 6);
  CHECK(word_bits("zqx", WordClass::kName) == 9);
  CHECK(word_bits("44", WordClass::kNumber) == 6);
  CHECK(word_bits("trading", WordClass::kGeneric) == 0);
  CHECK(word_bits("al", WordClass::kParticle) == 0);
  CHECK(word_bits("j", WordClass::kInitial) == 0);
}

TEST_CASE("name frequency: what many entries have tells less, in a small list nothing less") {
  CHECK(listed_word_bits(1, 1) == kMostWordBits);
  CHECK(listed_word_bits(1, 1'000'000) == kMostWordBits);
  CHECK(listed_word_bits(1'000, 17'000) == 5);
  CHECK(listed_word_bits(100, 17'000) == 8);
  CHECK(listed_word_bits(17'000'000, 17'000'000) == 0);
  for (std::uint64_t having = 1; having < 1'000; having *= 3) {
    CHECK(listed_word_bits(having, 20'000) >= listed_word_bits(having * 3, 20'000));
  }
}

}  // namespace
}  // namespace financescr::text
