#include "engine/canonical/fields.hpp"

#include <doctest/doctest.h>

#include <optional>
#include <string>
#include <vector>

#include "engine/core/limits.hpp"

namespace financescr::canonical {
namespace {

Json json(std::string_view text) {
  const auto value = parse(text);
  REQUIRE(value);
  return *value;
}

// "/a invalid must be ..." for each error, in order.
std::vector<std::string> texts_of(const Errors& errors) {
  std::vector<std::string> out;
  for (const Error& error : errors) {
    out.push_back(error.pointer + " " + std::string(to_string(error.code)) + " " + error.detail);
  }
  return out;
}

using Texts = std::vector<std::string>;

// One getter on {"x": VALUE}: what it answers as text ("-": nothing) and what it reports.
struct Row {
  const char* getter;
  const char* value;  // nullptr: the member is absent
  std::string answer;
  Texts errors;
};

template <typename T, typename Show>
std::string shown(const std::optional<T>& value, Show&& show) {
  return value ? show(*value) : std::string("-");
}

std::string ask(const std::string& getter, Fields& f) {
  const auto join = [](const auto& values, auto&& show) {
    std::string out = "[";
    for (const auto& value : values) out += show(value) + ";";
    return out + "]";
  };
  const auto same = [](const std::string& text) { return text; };
  const auto written = [](const auto& value) { return value.to_string(); };
  const auto digits = [](auto value) { return std::to_string(value); };
  const Micro low{-500'000};
  const Micro high = Micro::from_int(10);
  if (getter == "text") return shown(f.text("x", 5), same);
  if (getter == "boolean") {
    return shown(f.boolean("x"), [](bool b) { return std::string(b ? "true" : "false"); });
  }
  if (getter == "integer") return shown(f.integer("x", -3, 10), digits);
  if (getter == "number") return shown(f.number("x", low, high), written);
  if (getter == "date") return shown(f.date("x"), written);
  if (getter == "country") return shown(f.country("x"), written);
  if (getter == "choice") return shown(f.choice("x", {"RED", "GREEN", "BLUE"}), digits);
  if (getter == "texts") return join(f.texts("x", 5), same);
  if (getter == "countries") return join(f.countries("x"), written);
  if (getter == "required_text") return f.required_text("x", 5);
  if (getter == "required_integer") return std::to_string(f.required_integer("x", -3, 10));
  if (getter == "required_number") return f.required_number("x", low, high).to_string();
  REQUIRE(getter == "required_choice");
  return std::to_string(f.required_choice("x", {"RED", "GREEN", "BLUE"}));
}

constexpr const char* kNoCountry =
    "/x invalid must be a country: an ISO 3166-1 code of two or three letters, a code of "
    "passports, "
    "or a name";

const Row kRows[] = {
    {"text", "\"abcde\"", "abcde", {}},
    {"text", "\"\"", "", {}},
    {"text", nullptr, "-", {}},
    {"text", "null", "-", {}},
    {"text", "1", "-", {"/x invalid must be a string, not a number"}},
    {"text", "[\"a\"]", "-", {"/x invalid must be a string, not an array"}},
    {"text", "\"abcdef\"", "-", {"/x too_large is longer than 5 bytes"}},
    {"text", "\"\xC3\xA9\xC3\xA9\xC3\xA9\"", "-", {"/x too_large is longer than 5 bytes"}},
    {"boolean", "true", "true", {}},
    {"boolean", "false", "false", {}},
    {"boolean", "null", "-", {}},
    {"boolean", "1", "-", {"/x invalid must be true or false, not a number"}},
    {"boolean", "\"true\"", "-", {"/x invalid must be true or false, not a string"}},
    {"integer", "10", "10", {}},
    {"integer", "-3", "-3", {}},
    {"integer", "3.0", "3", {}},
    {"integer", nullptr, "-", {}},
    {"integer", "11", "-", {"/x invalid must lie between -3 and 10"}},
    {"integer", "-4", "-", {"/x invalid must lie between -3 and 10"}},
    {"integer", "9223372036854775807", "-", {"/x invalid must lie between -3 and 10"}},
    {"integer", "2.5", "-", {"/x invalid must be a whole number, not a number"}},
    {"integer", "\"3\"", "-", {"/x invalid must be a whole number, not a string"}},
    {"integer", "true", "-", {"/x invalid must be a whole number, not a boolean"}},
    {"number", "-0.5", "-0.5", {}},
    {"number", "10", "10", {}},
    {"number", "null", "-", {}},
    {"number", "10.000001", "-", {"/x invalid must lie between -0.5 and 10"}},
    {"number", "-0.500001", "-", {"/x invalid must lie between -0.5 and 10"}},
    {"number", "9223372036854775807", "-", {"/x invalid must lie between -0.5 and 10"}},
    {"number", "-9223372036854775808", "-", {"/x invalid must lie between -0.5 and 10"}},
    {"number", "18446744073709", "-", {"/x invalid must lie between -0.5 and 10"}},
    {"number", "\"1\"", "-", {"/x invalid must be a number, not a string"}},
    {"date", "\"2024-02-29\"", "2024-02-29", {}},
    {"date", nullptr, "-", {}},
    {"date", "\"2023-02-29\"", "-", {"/x invalid must be a calendar date, YYYY-MM-DD"}},
    {"date", "\"\"", "-", {"/x invalid must be a calendar date, YYYY-MM-DD"}},
    {"date", "20240229", "-", {"/x invalid must be a string, not a number"}},
    {"country", "\"gb\"", "GB", {}},
    {"country", "\"UK\"", "GB", {}},
    {"country", "null", "-", {}},
    {"country", "\"GBR\"", "GB", {}},
    {"country", "\"GBD\"", "GB", {}},
    {"country", "\"D<<\"", "DE", {}},
    {"country", "\"Latvia\"", "LV", {}},
    {"country", "\"XXA\"", "-", {}},
    {"country", "\"ZZ\"", "-", {kNoCountry}},
    {"country", "\"\"", "-", {kNoCountry}},
    {"country", "{}", "-", {"/x invalid must be a string, not an object"}},
    {"choice", "\"GREEN\"", "1", {}},
    {"choice", nullptr, "-", {}},
    {"choice", "\"green\"", "-", {"/x invalid must be one of RED, GREEN or BLUE"}},
    {"choice", "\"\"", "-", {"/x invalid must be one of RED, GREEN or BLUE"}},
    {"choice", "1", "-", {"/x invalid must be a string, not a number"}},
    {"texts", "[\"a\",\"\",\"a\"]", "[a;;a;]", {}},
    {"texts", "[]", "[]", {}},
    {"texts", nullptr, "[]", {}},
    {"texts", "null", "[]", {}},
    {"texts", "\"a\"", "[]", {"/x invalid must be an array of strings, not a string"}},
    {"texts",
     "[\"a\",1,\"abcdef\",\"b\",null]",
     "[a;b;]",
     {"/x/1 invalid must be a string, not a number", "/x/2 too_large is longer than 5 bytes",
      "/x/4 invalid must be a string, not null"}},
    {"countries", "[\"GB\",\"el\"]", "[GB;GR;]", {}},
    {"countries",
     "[\"GB\",\"ZZ\",\"\"]",
     "[GB;]",
     {"/x/1 invalid must be a country: an ISO 3166-1 code of two or three letters, a code of "
      "passports, or a name",
      "/x/2 invalid must be a country: an ISO 3166-1 code of two or three letters, a code of "
      "passports, or a name"}},
    {"countries", "[\"GBD\",\"Latvia\",\"stateless\"]", "[GB;LV;]", {}},
    {"required_text", "\"ab\"", "ab", {}},
    {"required_text", nullptr, "", {"/x missing is required"}},
    {"required_text", "null", "", {"/x missing is required"}},
    {"required_text", "\"\"", "", {"/x invalid must not be empty"}},
    {"required_text", "7", "", {"/x invalid must be a string, not a number"}},
    {"required_text", "\"abcdef\"", "", {"/x too_large is longer than 5 bytes"}},
    {"required_integer", "7", "7", {}},
    {"required_integer", nullptr, "-3", {"/x missing is required"}},
    {"required_integer", "null", "-3", {"/x missing is required"}},
    {"required_integer", "11", "-3", {"/x invalid must lie between -3 and 10"}},
    {"required_number", "0.25", "0.25", {}},
    {"required_number", nullptr, "-0.5", {"/x missing is required"}},
    {"required_number", "[]", "-0.5", {"/x invalid must be a number, not an array"}},
    {"required_choice", "\"BLUE\"", "2", {}},
    {"required_choice", nullptr, "0", {"/x missing is required"}},
    {"required_choice", "\"\"", "0", {"/x invalid must be one of RED, GREEN or BLUE"}},
};

TEST_CASE("fields: each getter on right, absent, null, wrong and out-of-range values") {
  for (const Row& row : kRows) {
    const std::string text = row.value == nullptr ? "{}" : "{\"x\":" + std::string(row.value) + "}";
    CAPTURE(std::string(row.getter));
    CAPTURE(text);
    const Json value = json(text);
    Errors errors;
    Fields fields(value, "", errors);
    CHECK(ask(row.getter, fields) == row.answer);
    CHECK(texts_of(errors) == row.errors);
    CHECK(fields.unknown().empty());
  }
}

// The place is that in the document, whatever else is wrong before it.
TEST_CASE("fields: countries behind a value of the wrong type keep their place") {
  const Json value = json(R"({"x":[1,"GB","ZZ"]})");
  Errors errors;
  Fields fields(value, "", errors);
  CHECK(fields.countries("x") == std::vector{*Country::parse("GB")});
  REQUIRE(errors.size() == 2);
  CHECK(errors[0].pointer == "/x/0");
  CHECK(errors[1].pointer == "/x/2");
}

TEST_CASE("fields: several faults are gathered at once, each with its pointer") {
  const Json value = json(R"({"name":7,"age":"x","when":"soon","where":"Mars","a/b":true})");
  Errors errors;
  Fields fields(value, "/subject", errors);
  CHECK(fields.required_text("name", 10).empty());
  CHECK_FALSE(fields.integer("age", 0, 150));
  CHECK_FALSE(fields.date("when"));
  CHECK_FALSE(fields.country("where"));
  CHECK(fields.required_choice("kind", {"A"}) == 0);
  CHECK_FALSE(fields.text("a/b", 10));
  fields.reject("age", ErrorCode::kConflict, "excludes name");
  Texts pointers;
  for (const Error& error : errors) pointers.push_back(error.pointer);
  CHECK(pointers == Texts{"/subject/name", "/subject/age", "/subject/when", "/subject/where",
                          "/subject/kind", "/subject/a~1b", "/subject/age"});
  CHECK(errors[4].code == ErrorCode::kMissing);
  CHECK(errors[6].code == ErrorCode::kConflict);
}

TEST_CASE("fields: members that no getter asked for are unknown") {
  const Json value = json(R"({"b":1,"a":2,"c~":null,"d":3})");
  Errors errors;
  Fields fields(value, "/p", errors);
  CHECK(fields.integer("a", 0, 9) == 2);
  CHECK(fields.find("absent") == nullptr);
  CHECK(fields.unknown() == Pointers{"/p/b", "/p/c~0", "/p/d"});
  CHECK(fields.find("d") != nullptr);
  CHECK(errors.empty());
  fields.reject_unknown();
  CHECK(texts_of(errors) == Texts{"/p/b invalid is not a field that is known here",
                                  "/p/c~0 invalid is not a field that is known here"});
}

TEST_CASE("fields: what is no object is one error, and every getter answers as for nothing") {
  for (const char* text : {"[]", "[1]"}) {
    const Json value = json(text);
    Errors errors;
    Fields fields(value, "/p", errors);
    CHECK_FALSE(fields.text("x", 5));
    CHECK(fields.texts("x", 5).empty());
    CHECK_FALSE(fields.integer("x", 0, 1));
    CHECK(fields.find("0") == nullptr);
    CHECK(fields.unknown().empty());
    CHECK(texts_of(errors) == Texts{"/p invalid must be an object, not an array"});
  }
}

TEST_CASE("fields: a list has a longest length") {
  std::string list = "[\"a\"";
  for (std::size_t i = 1; i < limits::kMaxListValues; ++i) list += ",\"a\"";
  const Json fits = json("{\"x\":" + list + "]}");
  const Json too_long = json("{\"x\":" + list + ",\"a\"]}");
  Errors errors;
  CHECK(Fields(fits, "", errors).texts("x", 5).size() == limits::kMaxListValues);
  CHECK(errors.empty());
  CHECK(Fields(too_long, "", errors).texts("x", 5).empty());
  REQUIRE(errors.size() == 1);
  CHECK(errors[0].code == ErrorCode::kTooLarge);
  CHECK(errors[0].pointer == "/x");
}

}  // namespace
}  // namespace financescr::canonical
