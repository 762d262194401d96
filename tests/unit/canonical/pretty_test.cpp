#include "engine/canonical/pretty.hpp"

#include <doctest/doctest.h>

#include <string>

#include "tests/unit/core/random.hpp"

namespace financescr::canonical {
namespace {

TEST_CASE("pretty: what fits stands on one line") {
  CHECK(pretty(Json::object()) == "{}\n");
  CHECK(pretty(Json(Json::Array{1, "a", Micro{500'000}})) == "[1,\"a\",0.5]\n");
}

TEST_CASE("pretty: what does not fit is indented, two spaces a level") {
  const std::string word(60, 'x');
  const Json value = Json::object({{"b", Json(Json::Array{word, word})}, {"a", Json::object()}});
  CHECK(pretty(value) ==
        "{\n  \"a\": {},\n  \"b\": [\n    \"" + word + "\",\n    \"" + word + "\"\n  ]\n}\n");
}

Json random_tree(testing::Random& random, int depth) {
  if (depth == 0 || random.chance(30)) {
    if (random.chance(40)) return Json(Micro{random.between(-5'000'000, 5'000'000)});
    return Json(random.text("abc {}[]\":,\n\\", 0, 40));
  }
  Json value = random.chance(50) ? Json::array() : Json::object();
  for (int i = random.between(0, 6); i > 0; --i) {
    if (value.if_array() != nullptr) {
      value.push_back(random_tree(random, depth - 1));
    } else {
      value.set(random.text("ab\":{ ", 0, 12), random_tree(random, depth - 1));
    }
  }
  return value;
}

TEST_CASE("pretty: reads back as the same value") {
  testing::Random random(8);
  for (int i = 0; i < 3'000; ++i) {
    const Json value(Json::Array{random_tree(random, 5)});
    const std::string text = pretty(value);
    REQUIRE(text.ends_with("\n"));
    const auto back = parse(text);
    REQUIRE(back);
    REQUIRE(*back == value);
  }
}

}  // namespace
}  // namespace financescr::canonical
