#include "engine/text/runs.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "engine/text/phonetic.hpp"

namespace financescr::text {
namespace {

// "first+count" of each run, "r" behind a reversed one.
std::string runs_text(std::string_view raw) {
  const Name name(raw);
  std::string out;
  for (const Run& run : runs_of(name.words())) {
    if (!out.empty()) out += ' ';
    out += std::to_string(run.first) + "+" + std::to_string(run.count) + (run.reversed ? "r" : "");
  }
  return out;
}

TEST_CASE("which words of a name are read as one") {
  CHECK(runs_text("Zhen Rong") == "0+2 0+2r");
  CHECK(runs_text("Abd al Rahman") == "0+2 0+2r 0+3 1+2 1+2r");
  CHECK(runs_text("Sarah Jane Walker") == "0+2 0+2r 0+3 1+2 1+2r");
  CHECK(runs_text("Walker").empty());
  CHECK(runs_text("").empty());
  CHECK(runs_text("Bo Li") == "0+2 0+2r");
  CHECK(runs_text("A B").empty());                             // too short to be a word
  CHECK(runs_text("Acme Ltd").empty());                        // a legal form is no part of a name
  CHECK(runs_text("Battalion 55").empty());                    // nor is a number
  CHECK(runs_text("Papadimitropoulos Konstantinos").empty());  // longer than a word is
}

TEST_CASE("a run sounds as its words do when they are written as one") {
  const Name apart("Zhen Rong");
  const Name joined("Zhenrong Rongzhen");
  const auto runs = runs_of(apart.words());
  REQUIRE(runs.size() == 2);
  CHECK(runs[0].phones == joined.words()[0].phones);
  CHECK(runs[1].phones == joined.words()[1].phones);
  CHECK(runs[0].letters == 8);
}

TEST_CASE("the key of a run is one of the keys of the word it makes") {
  for (const std::string_view word : {"zhenrong", "abdulrahman", "sarahwalker", "boli", "jochen"}) {
    const auto keys = sound_keys(phones_of(word));
    CAPTURE(word);
    for (const std::uint32_t key : run_keys(phones_of(word))) {
      CHECK(std::find(keys.begin(), keys.end(), key) != keys.end());
    }
    CHECK(run_meets_word(phones_of(word), phones_of(word)));
  }
}

}  // namespace
}  // namespace financescr::text
