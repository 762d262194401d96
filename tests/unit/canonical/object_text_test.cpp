#include "engine/canonical/object_text.hpp"

#include <doctest/doctest.h>

#include <string>

#include "tests/unit/core/random.hpp"

namespace financescr::canonical {
namespace {

// Keys that sort around one another, need escapes, or are empty.
const std::string kKeys[] = {"", "a", "aa", "b", "\"", "\\", "\n", "é", "z", "Z"};

Json any_value(testing::Random& random) {
  switch (random.below(5)) {
    case 0:
      return {};
    case 1:
      return Micro{random.between(-2'000'000, 2'000'000)};
    case 2:
      return Json::object({{"x", kKeys[random.below(std::size(kKeys))]}, {"a", 1}});
    case 3:
      return Json(Json::Array{true, "]}", std::string(random.below(40), ',')});
    default:
      return kKeys[random.below(std::size(kKeys))];
  }
}

const std::string& any_key(testing::Random& random) {
  return kKeys[random.below(std::size(kKeys))];
}

TEST_CASE("object text: members added or replaced give the text that the tree gives") {
  testing::Random random(7);
  for (int round = 0; round < 500; ++round) {
    Json tree = Json::object();
    for (std::size_t i = random.below(6); i > 0; --i) tree.set(any_key(random), any_value(random));
    ObjectText text(tree);
    REQUIRE(text.text() == write(tree));
    for (int i = 0; i < 12; ++i) {
      const std::string& key = any_key(random);
      const Json value = any_value(random);
      tree.set(key, value);
      text.set(key, value);
      REQUIRE(text.text() == write(tree));
    }
  }
}

TEST_CASE("object text: begins as an empty object") {
  ObjectText text;
  CHECK(text.text() == "{}");
  text.set_text("b", "[1,2]");
  CHECK(text.text() == R"({"b":[1,2]})");
}

TEST_CASE("object text: a copy that is added to leaves the original alone") {
  const ObjectText decision(Json::object({{"decision", "CLEAR"}}));
  ObjectText answer = decision;
  answer.set("case_id", Json());
  CHECK(decision.text() == R"({"decision":"CLEAR"})");
  CHECK(answer.text() == R"({"case_id":null,"decision":"CLEAR"})");
}

}  // namespace
}  // namespace financescr::canonical
