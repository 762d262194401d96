// Json: the one tree of values that the engine reads, writes and hashes.
//
// It holds what canonical JSON can hold: null, booleans, 64-bit integers, Micro, UTF-8 strings,
// arrays, and objects whose keys are kept sorted by code point. There is no other fraction.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "engine/core/micro.hpp"
#include "engine/core/result.hpp"

namespace financescr::canonical {

class Json {
 public:
  using Array = std::vector<Json>;
  using Member = std::pair<std::string, Json>;
  using Object = std::vector<Member>;  // sorted by key, keys distinct

  Json() = default;  // null
  Json(bool value) : value_(value) {}
  Json(int value) : value_(static_cast<std::int64_t>(value)) {}
  Json(std::int64_t value) : value_(value) {}
  Json(std::uint32_t value) : value_(static_cast<std::int64_t>(value)) {}
  // A whole Micro becomes an integer, so that equal numbers are equal values.
  Json(Micro value);
  Json(std::string value) : value_(std::move(value)) {}
  Json(std::string_view value) : value_(std::string(value)) {}
  Json(const char* value) : value_(std::string(value)) {}
  Json(Array value) : value_(std::move(value)) {}

  // A member as it is listed between braces: its value moves into the object.
  struct Given;
  // An object from members in any order. Requires: keys distinct.
  [[nodiscard]] static Json object(std::vector<Member> members = {});
  [[nodiscard]] static Json object(std::initializer_list<Given> members);
  [[nodiscard]] static Json array() { return Json(Array{}); }

  [[nodiscard]] bool is_null() const { return std::holds_alternative<std::monostate>(value_); }
  [[nodiscard]] const bool* if_bool() const { return std::get_if<bool>(&value_); }
  [[nodiscard]] const std::int64_t* if_integer() const {
    return std::get_if<std::int64_t>(&value_);
  }
  [[nodiscard]] const std::string* if_string() const { return std::get_if<std::string>(&value_); }
  [[nodiscard]] const Array* if_array() const { return std::get_if<Array>(&value_); }
  [[nodiscard]] const Object* if_object() const { return std::get_if<Object>(&value_); }
  [[nodiscard]] bool is_number() const;
  // Any number as Micro. Requires: is_number() and an integer within +-9.2e12.
  [[nodiscard]] Micro number() const;
  // What the value is, for error messages: "a string", "an object", ...
  [[nodiscard]] std::string_view kind() const;

  // The member of an object, or nullptr (also when this is no object). O(log n).
  [[nodiscard]] const Json* find(std::string_view key) const;
  // Adds or replaces a member. Requires: an object.
  void set(std::string_view key, Json value);
  // Appends to an array. Requires: an array.
  void push_back(Json value);

  bool operator==(const Json& other) const = default;

 private:
  std::variant<std::monostate, bool, std::int64_t, Micro, std::string, Array, Object> value_;
  friend void append(std::string& out, const Json& value);
};

struct Json::Given {
  std::string_view first;
  mutable Json second;  // an initializer list is const
};

// Canonical JSON text: UTF-8, keys sorted by code point, no white space, shortest escapes.
void append(std::string& out, const Json& value);
[[nodiscard]] std::string write(const Json& value);
// Appends a JSON string literal with canonical escapes. Requires: valid UTF-8.
void append_string(std::string& out, std::string_view text);

// One JSON object or array from UTF-8 text.
// Errors: kMalformed (not UTF-8, not JSON, trailing text), kInvalid (neither object nor array; a
// key twice; a number beyond 64-bit integers or beyond Micro), kTooLarge (bytes, tokens, depth);
// each with the JSON pointer. Bytes and tokens are counted before a tree is made, so that it takes
// at most the text's bytes and some hundred more for each of limits::kMaxJsonTokens.
[[nodiscard]] Result<Json> parse(std::string_view text);

// RFC 6901: appends "/token" with ~ and / escaped.
[[nodiscard]] std::string pointer_append(std::string_view pointer, std::string_view token);
[[nodiscard]] std::string pointer_append(std::string_view pointer, std::size_t index);

}  // namespace financescr::canonical
