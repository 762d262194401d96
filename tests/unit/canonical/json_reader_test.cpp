#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "engine/canonical/rounded_numbers.hpp"
#include "engine/core/limits.hpp"

namespace financescr::canonical {
namespace {

using namespace std::string_literals;

struct Refused {
  std::string text;
  ErrorCode code;
  std::string pointer;
};

constexpr ErrorCode kMalformed = ErrorCode::kMalformed;
constexpr ErrorCode kInvalid = ErrorCode::kInvalid;

// The pointer is that of the value that is wrong, or of the container that could not be read on.
const Refused kRefused[] = {
    // not a document of ours
    {"", kMalformed, ""},
    {" \n\t ", kMalformed, ""},
    {"abc", kMalformed, ""},
    {"1", kInvalid, ""},
    {"\"a\"", kInvalid, ""},
    {"null", kInvalid, ""},
    {"true", kInvalid, ""},
    {"\xEF\xBB\xBF{}", kMalformed, ""},  // files may start with a byte order mark, documents not
    // text behind the end
    {"{}{}", kMalformed, ""},
    {"[1]]", kMalformed, ""},
    {"{\"a\":1}}", kMalformed, ""},
    {"[1] 2", kMalformed, ""},
    {"[1],", kMalformed, ""},
    {"[1] // comment", kMalformed, ""},
    {"[1]\0"s, kMalformed, ""},
    {"{}\0\0\0"s, kMalformed, ""},
    // structure
    {"[1", kMalformed, ""},
    {"[1}", kMalformed, ""},
    {"{\"a\":[1}", kMalformed, "/a/1"},
    {"[1,]", kMalformed, "/1"},
    {"[,1]", kMalformed, "/0"},
    {"[1,,2]", kMalformed, "/1"},
    {"[1 2]", kMalformed, "/1"},
    {"[\"a\"\"b\"]", kMalformed, "/1"},
    {"[1:2]", kMalformed, "/1"},
    {"{\"a\":1,}", kMalformed, ""},
    {"{\"a\":1 \"b\":2}", kMalformed, ""},
    {"{\"a\" 1}", kMalformed, ""},
    {"{\"a\",1}", kMalformed, ""},
    {"{\"a\"}", kMalformed, ""},
    {"{\"a\":}", kMalformed, "/a"},
    {"{\"a\":1:2}", kMalformed, ""},
    {"{a:1}", kMalformed, ""},
    {"{'a':1}", kMalformed, ""},
    {"{1:2}", kMalformed, ""},
    {"[/* comment */1]", kMalformed, "/0"},
    {"\0[1]"s, kMalformed, ""},
    // keys
    {"{\"a\":1,\"a\":1}", kInvalid, "/a"},
    {"{\"a\":1,\"b\":2,\"\\u0061\":3}", kInvalid, "/a"},
    {"{\"x\":[{\"\":1,\"\":2}]}", kInvalid, "/x/0/"},
    {"{\"x\":{\"a~/\":1,\"a~/\":2}}", kInvalid, "/x/a~0~1"},
    // words
    {"[tru]", kMalformed, "/0"},
    {"[truex]", kMalformed, "/0"},
    {"[True]", kMalformed, "/0"},
    {"[nul]", kMalformed, "/0"},
    {"[nulll]", kMalformed, "/0"},
    {"[true false]", kMalformed, "/1"},
    {"{\"a\":undefined}", kMalformed, "/a"},
    // numbers
    {"[NaN]", kMalformed, "/0"},
    {"[Infinity]", kMalformed, "/0"},
    {"[-Infinity]", kMalformed, "/0"},
    {"[01]", kMalformed, "/0"},
    {"[-01]", kMalformed, "/0"},
    {"[00.5]", kMalformed, "/0"},
    {"[+1]", kMalformed, "/0"},
    {"[.5]", kMalformed, "/0"},
    {"[1.]", kMalformed, "/0"},
    {"[1.e1]", kMalformed, "/0"},
    {"[-]", kMalformed, "/0"},
    {"[--1]", kMalformed, "/0"},
    {"[1e]", kMalformed, "/0"},
    {"[1e+]", kMalformed, "/0"},
    {"[0x10]", kMalformed, "/0"},
    {"[1_000]", kMalformed, "/0"},
    {"[1a]", kMalformed, "/0"},
    {"[1\0]"s, kMalformed, "/0"},
    {"[1e400]", kInvalid, "/0"},
    {"[0,-1e400]", kInvalid, "/1"},
    {"{\"a\":[0,{\"b\":1e99}]}", kInvalid, "/a/1/b"},
    {"[9223372036854775808]", kInvalid, "/0"},
    {"[-9223372036854775809]", kInvalid, "/0"},
    {"[18446744073709551616]", kInvalid, "/0"},
    {"[" + std::string(400, '9') + "]", kInvalid, "/0"},
    {"[9223372036854.775808]", kInvalid, "/0"},
    // strings
    {"[\"a", kMalformed, ""},
    {"[\"\\\"]", kMalformed, ""},
    {"[\"\\x41\"]", kMalformed, "/0"},
    {"[\"\\'\"]", kMalformed, "/0"},
    {"[\"\\u00\"]", kMalformed, "/0"},
    {"[\"\\u00zz\"]", kMalformed, "/0"},
    {"[\"a\nb\"]", kMalformed, ""},
    {"[\"a\tb\"]", kMalformed, ""},
    {"[\"a\0b\"]"s, kMalformed, ""},
    {"{\"a\":{\"b\":[\"\\ud800\"]}}", kMalformed, "/a/b/0"},
    {"[\"\\udc00\"]", kMalformed, "/0"},
    {"[\"\\ud83dx\"]", kMalformed, "/0"},
    {"[\"\\ud83d\\ud83d\"]", kMalformed, "/0"},
    {"{\"\\ud800\":1}", kMalformed, ""},
    // not UTF-8
    {"[\"\x80\"]", kMalformed, ""},
    {"[\"\xC0\x80\"]", kMalformed, ""},
    {"[\"\xC3\"]", kMalformed, ""},
    {"[\"\xED\xA0\x80\"]", kMalformed, ""},
    {"[\"\xF5\x80\x80\x80\"]", kMalformed, ""},
    {"[\"\xFF\"]", kMalformed, ""},
    {"{\"\xE9\":1}", kMalformed, ""},  // Latin-1
};

struct Accepted {
  std::string text;
  std::string canonical;
};

const Accepted kAccepted[] = {
    {"{}", "{}"},
    {" [ ] \n", "[]"},
    {"\t{ \"b\" : 1 ,\r\n \"a\" : [ true , false , null ] }", R"({"a":[true,false,null],"b":1})"},
    {R"({"":1})", R"({"":1})"},
    {"[-0]", "[0]"},
    {"[-0.0]", "[0]"},
    {"[1.0]", "[1]"},
    {"[1.50]", "[1.5]"},
    {"[1.5E3]", "[1500]"},
    {"[1e-400]", "[0]"},
    {"[0e999]", "[0]"},
    {"[9223372036854775807,-9223372036854775808]", "[9223372036854775807,-9223372036854775808]"},
    {R"(["\u0041\/\u00e9"])", "[\"A/é\"]"},
    {R"(["\ud83d\ude00"])", "[\"\xF0\x9F\x98\x80\"]"},
    {R"(["\u0000"])", R"(["\u0000"])"},
    {"[\"\xF4\x8F\xBF\xBF\"]", "[\"\xF4\x8F\xBF\xBF\"]"},
    {"[\"\x7f\"]", "[\"\x7f\"]"},
};

TEST_CASE("json reader: what is not JSON, or not ours, is refused with its place") {
  for (const Refused& row : kRefused) {
    CAPTURE(row.text);
    const auto json = parse(row.text);
    REQUIRE_FALSE(json);
    CHECK(json.error().code == row.code);
    CHECK(json.error().pointer == row.pointer);
    CHECK_FALSE(json.error().detail.empty());
  }
}

TEST_CASE("json reader: every spelling of a value has one canonical text") {
  for (const Accepted& row : kAccepted) {
    CAPTURE(row.text);
    const auto json = parse(row.text);
    REQUIRE(json);
    CHECK(write(*json) == row.canonical);
  }
}

// A double has no 0.1, and would round 0.1234565 up where half to even rounds it down.
TEST_CASE("json reader: decimals are taken exactly, never through a double") {
  const Accepted rows[] = {
      {"[0.1,0.2,0.3]", "[0.1,0.2,0.3]"},
      {"[0.1234565]", "[0.123456]"},
      {"[0.1234575]", "[0.123458]"},
      {"[0.12345650000000000000001]", "[0.123457]"},
      {"[9007199254740993]", "[9007199254740993]"},
      {"[9223372036854.775807]", "[9223372036854.775807]"},
      {"[1234567890123.000001]", "[1234567890123.000001]"},
      {"[8000000000000.123456]", "[8000000000000.123456]"},
  };
  for (const Accepted& row : rows) {
    CAPTURE(row.text);
    const auto json = parse(row.text);
    REQUIRE(json);
    CHECK(write(*json) == row.canonical);
  }
}

TEST_CASE("json reader: a number never changes its sign by being rounded") {
  const auto json = parse("[9223372036854.7758075]");
  REQUIRE_FALSE(json);
  CHECK(json.error().pointer == "/0");
}

std::string nested(std::size_t levels, const std::string& open, const std::string& close) {
  std::string text;
  for (std::size_t i = 0; i < levels; ++i) text += open;
  text += "1";
  for (std::size_t i = 0; i < levels; ++i) text += close;
  return text;
}

TEST_CASE("json reader: depth is limited, and found out without using the stack up") {
  CHECK(parse(nested(limits::kMaxJsonDepth, "[", "]")));
  CHECK(parse(nested(limits::kMaxJsonDepth, "{\"a\":", "}")));
  for (const std::size_t levels :
       {limits::kMaxJsonDepth + 2, std::size_t{1000}, std::size_t{1'000'000}}) {
    CAPTURE(levels);
    const auto json = parse(nested(levels, "[", "]"));
    REQUIRE_FALSE(json);
    CHECK(json.error().code == (levels < 1'000'000 ? ErrorCode::kTooLarge : json.error().code));
  }
  const auto json = parse(nested(1000, "{\"a\":", "}"));
  REQUIRE_FALSE(json);
  CHECK(json.error().code == ErrorCode::kTooLarge);
  CHECK(json.error().pointer.starts_with("/a/a/a/"));
}

TEST_CASE("json reader: the number of values and of bytes is limited") {
  std::string many = "[0";
  for (std::size_t i = 1; i < limits::kMaxJsonTokens; ++i) many += ",0";
  CHECK(parse(many + "]"));
  std::string nested_many = "[[]";
  for (std::size_t i = 1; i < limits::kMaxJsonTokens / 2; ++i) nested_many += ",[]";
  for (const std::string& text :
       {many + ",0]", many + ",", nested_many + ",[]]", std::string(4'000'000, '['),
        std::string(4'000'000, '{'), std::string(4'000'000, ',')}) {
    const auto too_many = parse(text);
    REQUIRE_FALSE(too_many);
    CHECK(too_many.error().code == ErrorCode::kTooLarge);
    CHECK(too_many.error().pointer.empty());
  }
  std::string commas(limits::kMaxJsonTokens + 1, ',');
  CHECK(parse("[\"" + commas + "\"]"));
  CHECK(parse("[\"\\\"" + commas + "[{\"]"));

  const std::string fits = "[\"" + std::string(limits::kMaxLineBytes - 4, 'x') + "\"]";
  CHECK(parse(fits));
  const auto too_long = parse(fits + " ");
  REQUIRE_FALSE(too_long);
  CHECK(too_long.error().code == ErrorCode::kTooLarge);
}

TEST_CASE("json reader: no truncation of a document is a document") {
  const std::string text = R"({"a":[1,2.5,"x\u00e9\n",{"b":null,"c":[true,false]}],"d":{}})";
  REQUIRE(parse(text));
  for (std::size_t length = 0; length < text.size(); ++length) {
    CAPTURE(length);
    CHECK_FALSE(parse(text.substr(0, length)));
  }
}

TEST_CASE("json reader: the text need not be followed by anything") {
  const std::string text = R"({"a":1}garbage)";
  CHECK(parse(std::string_view(text).substr(0, 7)));
  CHECK_FALSE(parse(text));
}

TEST_CASE("numbers that were rounded are named, with their place and text") {
  std::vector<RoundedNumber> rounded;
  const auto json = parse(
      R"({"a":0.1234567,"b":[1,0.5,{"c/d":1e-7}],"e":0.1234560000000,"f":123456e-6,"g":0e-99,)"
      R"("h":1.00000000000000000000000000000000001,"i":7})",
      rounded);
  REQUIRE(json.has_value());
  std::string text;
  for (const auto& number : rounded) text += number.pointer + " " + number.text + "\n";
  CHECK(text == "/a 0.1234567\n/b/2/c~1d 1e-7\n/h 1.00000000000000000000000000000000001\n");
}

}  // namespace
}  // namespace financescr::canonical
