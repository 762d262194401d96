#include "engine/canonical/json.hpp"

#include <doctest/doctest.h>

#include <limits>
#include <string>
#include <vector>

#include "tests/unit/core/random.hpp"

namespace financescr::canonical {
namespace {

struct Written {
  const char* what;
  Json value;
  std::string text;
};

const Written kWritten[] = {
    {"null", Json(), "null"},
    {"true", Json(true), "true"},
    {"false", Json(false), "false"},
    {"an integer", Json(-42), "-42"},
    {"the largest integer", Json(std::numeric_limits<std::int64_t>::max()), "9223372036854775807"},
    {"the smallest", Json(std::numeric_limits<std::int64_t>::min()), "-9223372036854775808"},
    {"a fraction", Json(Micro{720'000}), "0.72"},
    {"a negative fraction", Json(Micro{-2'200'001}), "-2.200001"},
    {"a whole fraction is an integer", Json(Micro{3'000'000}), "3"},
    {"zero as a fraction", Json(Micro{0}), "0"},
    {"text", Json("abc"), "\"abc\""},
    {"a view", Json(std::string_view("abcd").substr(0, 2)), "\"ab\""},
    {"a literal is text, not true", Json("x"), "\"x\""},
    {"an empty array", Json::array(), "[]"},
    {"an empty object", Json::object(), "{}"},
    {"nothing between elements", Json(Json::Array{1, "a", Json()}), "[1,\"a\",null]"},
    {"keys sorted", Json::object({{"b", 1}, {"a", 2}, {"", 3}, {"ab", 4}, {"B", 5}}),
     R"({"":3,"B":5,"a":2,"ab":4,"b":1})"},
    // UTF-16 order would put U+10000 (a surrogate pair) before U+FFFD
    {"keys by code point", Json::object({{"\xF0\x90\x80\x80", 1}, {"\xEF\xBF\xBD", 2}, {"z", 3}}),
     "{\"z\":3,\"\xEF\xBF\xBD\":2,\"\xF0\x90\x80\x80\":1}"},
    {"nested", Json::object({{"a", Json(Json::Array{Json::object({{"b", Json()}})})}}),
     R"({"a":[{"b":null}]})"},
};

struct Escaped {
  std::string text;
  std::string literal;
};

const Escaped kEscapes[] = {
    {"\"", R"("\"")"},
    {"\\", R"("\\")"},
    {"/", R"("/")"},
    {"\b\f\n\r\t", R"("\b\f\n\r\t")"},
    {std::string("\0", 1), R"("\u0000")"},
    {"\x01\x1f", R"("\u0001\u001f")"},
    {"\x0b", R"("\u000b")"},
    {"\x7f", "\"\x7f\""},
    {"é", "\"é\""},
    {"\xE2\x80\xA8\xE2\x80\xA9", "\"\xE2\x80\xA8\xE2\x80\xA9\""},  // line and paragraph separator
    {"\xF0\x9F\x98\x80", "\"\xF0\x9F\x98\x80\""},
    {"<script>&'", "\"<script>&'\""},
};

TEST_CASE("json: canonical text") {
  for (const Written& row : kWritten) {
    CAPTURE(std::string(row.what));
    CHECK(write(row.value) == row.text);
  }
}

TEST_CASE("json: only what must be escaped is, in the shortest form") {
  for (const Escaped& row : kEscapes) {
    CAPTURE(row.literal);
    CHECK(write(Json(row.text)) == row.literal);
    CHECK(write(Json::object({{row.text, 1}})) == "{" + row.literal + ":1}");
    const auto back = parse("[" + row.literal + "]");
    REQUIRE(back);
    CHECK(*back == Json(Json::Array{row.text}));
  }
}

TEST_CASE("json: values know what they are") {
  struct Row {
    Json value;
    const char* kind;
  };
  const Row rows[] = {{Json(), "null"},
                      {Json(true), "a boolean"},
                      {Json(1), "a number"},
                      {Json(Micro{1}), "a number"},
                      {Json(""), "a string"},
                      {Json::array(), "an array"},
                      {Json::object(), "an object"}};
  for (const Row& row : rows) CHECK(row.value.kind() == row.kind);
  CHECK(Json(7).number() == Micro::from_int(7));
  CHECK(Json(Micro{7}).number() == Micro{7});
  CHECK(Json(Micro{7}).if_integer() == nullptr);
  CHECK_FALSE(Json("7").is_number());
  CHECK(Json(true).if_integer() == nullptr);
}

TEST_CASE("json: equal numbers are equal values") {
  CHECK(Json(Micro::from_int(2)) == Json(2));
  CHECK(Json(std::uint32_t{4'000'000'000}) == Json(std::int64_t{4'000'000'000}));
  CHECK_FALSE(Json(1) == Json(true));
  CHECK_FALSE(Json(0) == Json());
  CHECK_FALSE(Json(1) == Json("1"));
}

TEST_CASE("json: members are found, added and replaced") {
  Json object = Json::object({{"b", 1}});
  CHECK(object.find("a") == nullptr);
  object.set("a", 2);
  object.set("c", 3);
  object.set("b", Json());
  CHECK(write(object) == R"({"a":2,"b":null,"c":3})");
  REQUIRE(object.find("a") != nullptr);
  CHECK(*object.find("a") == Json(2));
  REQUIRE(object.find("b") != nullptr);
  CHECK(object.find("b")->is_null());
  CHECK(object.find("bb") == nullptr);
  CHECK(object.find("") == nullptr);
  CHECK(Json(Json::Array{1}).find("0") == nullptr);
  CHECK(Json().find("a") == nullptr);
}

TEST_CASE("json: the order of insertion leaves no trace") {
  testing::Random random(4);
  for (int round = 0; round < 200; ++round) {
    std::vector<Json::Member> members;
    for (int i = 0; i < 12; ++i) {
      members.emplace_back("k" + std::to_string(i * 7 % 12), random.between(0, 9));
    }
    const Json expected = Json::object(members);
    Json built = Json::object();
    for (std::size_t i = members.size(); i > 1; --i) {
      std::swap(members[i - 1], members[random.below(i)]);
    }
    for (const auto& [key, value] : members) built.set(key, value);
    REQUIRE(built == expected);
    REQUIRE(Json::object(members) == expected);
  }
}

TEST_CASE("json: pointers escape ~ and /") {
  CHECK(pointer_append("", "a") == "/a");
  CHECK(pointer_append("/a", std::size_t{0}) == "/a/0");
  CHECK(pointer_append("/a", "") == "/a/");
  CHECK(pointer_append("", "a/b") == "/a~1b");
  CHECK(pointer_append("", "m~n") == "/m~0n");
  CHECK(pointer_append("", "~1") == "/~01");
  CHECK(pointer_append("/x", "/~") == "/x/~1~0");
}

Json random_value(testing::Random& random, int depth) {
  switch (random.below(depth > 0 ? 8 : 6)) {
    case 0:
      return {};
    case 1:
      return Json(random.chance(50));
    case 2:
      return Json(static_cast<std::int64_t>(random.bits()));
    case 3:
      return Json(static_cast<std::int64_t>(random.bits() >> random.below(64)));
    case 4: {
      const auto micros = static_cast<std::int64_t>(random.bits() >> (1 + random.below(63)));
      return Json(Micro{random.chance(50) ? micros : -micros});
    }
    case 5: {
      const std::string_view pieces[] = {"a", "\"", "\\", "\n", "\x01", "é", "\xF0\x9F\x98\x80",
                                         "/", "~",  "{",  " ",  "\x7f"};
      std::string text;
      for (std::size_t n = random.below(6); n > 0; --n) text += pieces[random.below(12)];
      return Json(text);
    }
    case 6: {
      Json array = Json::array();
      for (std::size_t n = random.below(5); n > 0; --n) {
        array.push_back(random_value(random, depth - 1));
      }
      return array;
    }
    default: {
      Json object = Json::object();
      for (std::size_t n = random.below(5); n > 0; --n) {
        const std::string key = random.chance(10) ? "é" : random.text("ab\"\n/~", 0, 3);
        object.set(key, random_value(random, depth - 1));
      }
      return object;
    }
  }
}

TEST_CASE("json: what is written reads back as the same value, and writes the same text") {
  testing::Random random(5);
  for (int i = 0; i < 20'000; ++i) {
    const Json value(Json::Array{random_value(random, 5)});
    const std::string text = write(value);
    const auto back = parse(text);
    REQUIRE(back);
    REQUIRE(*back == value);
    REQUIRE(write(*back) == text);
  }
}

}  // namespace
}  // namespace financescr::canonical
