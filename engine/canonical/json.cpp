#include "engine/canonical/json.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>

namespace financescr::canonical {
namespace {

bool key_less(const Json::Member& member, std::string_view key) { return member.first < key; }

bool member_less(const Json::Member& a, const Json::Member& b) { return a.first < b.first; }

// Each member is moved once, not as often as it is compared. Keys are distinct.
template <typename Members, typename Take>
Json::Object sorted_by_key(Members& members, const Take& take) {
  std::vector<decltype(&*members.begin())> order;
  order.reserve(members.size());
  for (auto& member : members) order.push_back(&member);
  const auto by_key = [](const auto* a, const auto* b) { return a->first < b->first; };
  std::sort(order.begin(), order.end(), by_key);  // total order
  Json::Object sorted;
  sorted.reserve(order.size());
  for (auto* member : order) sorted.push_back(take(*member));
  return sorted;
}

constexpr std::uint64_t kOnes = 0x0101010101010101;     // 1 in each of eight bytes
constexpr std::uint64_t kTopBits = 0x8080808080808080;  // the top bit of each

bool needs_escape(char c) { return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\'; }

// Whether one of eight bytes is less than `limit`. Requires: limit <= 128.
bool has_less(std::uint64_t bytes, std::uint64_t limit) {
  return ((bytes - kOnes * limit) & ~bytes & kTopBits) != 0;
}

bool needs_escape_in_eight(const char* text) {
  std::uint64_t bytes = 0;
  std::memcpy(&bytes, text, sizeof bytes);
  return has_less(bytes, 0x20) || has_less(bytes ^ (kOnes * '"'), 1) ||
         has_less(bytes ^ (kOnes * '\\'), 1);
}

// The place of the next character from `at` on that needs an escape, or the end.
std::size_t find_escape(std::string_view text, std::size_t at) {
  while (text.size() - at >= 8 && !needs_escape_in_eight(text.data() + at)) at += 8;
  // The last eight may be looked at again.
  const bool is_at_tail = text.size() >= 8 && text.size() - at < 8;
  if (is_at_tail && !needs_escape_in_eight(text.data() + text.size() - 8)) return text.size();
  while (at < text.size() && !needs_escape(text[at])) ++at;
  return at;
}

// What stands behind the backslash; 0 if the character is written by its number.
char escape_letter(char c) {
  switch (c) {
    case '"':
    case '\\':
      return c;
    case '\b':
      return 'b';
    case '\f':
      return 'f';
    case '\n':
      return 'n';
    case '\r':
      return 'r';
    case '\t':
      return 't';
    default:
      return 0;
  }
}

// Requires: nothing in the text needs an escape.
void append_quoted(std::string& out, std::string_view text) {
  const std::size_t begin = out.size();
  out.resize(begin + text.size() + 2, '"');
  text.copy(out.data() + begin + 1, text.size());
}

void append_integer(std::string& out, std::int64_t value) {
  std::array<char, 20> digits{};  // the longest has 19 digits and a sign
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
  out.append(digits.data(), end);
}

}  // namespace

Json::Json(Micro value) {
  if (value.value % Micro::kScale == 0) {
    value_ = value.value / Micro::kScale;
  } else {
    value_ = value;
  }
}

Json Json::object(std::vector<Member> members) {
  Json json;
  if (std::is_sorted(members.begin(), members.end(), member_less)) {
    json.value_ = std::move(members);
  } else {
    json.value_ = sorted_by_key(members, [](Member& m) { return std::move(m); });
  }
  return json;
}

Json Json::object(std::initializer_list<Given> members) {
  const auto take = [](const Given& m) { return Member(m.first, std::move(m.second)); };
  const auto less = [](const Given& a, const Given& b) { return a.first < b.first; };
  Json json;
  if (std::is_sorted(members.begin(), members.end(), less)) {
    Object& object = json.value_.emplace<Object>();
    object.reserve(members.size());
    for (const Given& member : members) object.push_back(take(member));
  } else {
    json.value_ = sorted_by_key(members, take);
  }
  return json;
}

bool Json::is_number() const {
  return std::holds_alternative<std::int64_t>(value_) || std::holds_alternative<Micro>(value_);
}

Micro Json::number() const {
  if (const auto* integer = if_integer()) return Micro::from_int(*integer);
  return std::get<Micro>(value_);
}

std::string_view Json::kind() const {
  if (is_null()) return "null";
  if (if_bool() != nullptr) return "a boolean";
  if (is_number()) return "a number";
  if (if_string() != nullptr) return "a string";
  if (if_array() != nullptr) return "an array";
  return "an object";
}

const Json* Json::find(std::string_view key) const {
  const Object* object = if_object();
  if (object == nullptr) return nullptr;
  const auto it = std::lower_bound(object->begin(), object->end(), key, key_less);
  return it != object->end() && it->first == key ? &it->second : nullptr;
}

void Json::set(std::string_view key, Json value) {
  Object& object = std::get<Object>(value_);
  const auto it = std::lower_bound(object.begin(), object.end(), key, key_less);
  if (it != object.end() && it->first == key) {
    it->second = std::move(value);
  } else {
    object.emplace(it, std::string(key), std::move(value));
  }
}

void Json::push_back(Json value) { std::get<Array>(value_).push_back(std::move(value)); }

void append_string(std::string& out, std::string_view text) {
  constexpr char kHex[] = "0123456789abcdef";
  const std::size_t first = find_escape(text, 0);
  if (first == text.size()) return append_quoted(out, text);
  out += '"';
  std::size_t begun = 0;  // of the text that is not written yet
  for (std::size_t i = first; i < text.size(); i = find_escape(text, begun)) {
    const char c = text[i];
    out.append(text, begun, i - begun);
    begun = i + 1;
    out += '\\';
    if (const char letter = escape_letter(c); letter != 0) {
      out += letter;
    } else {
      out += "u00";
      out += kHex[static_cast<unsigned char>(c) >> 4U];
      out += kHex[static_cast<unsigned char>(c) & 15U];
    }
  }
  out.append(text, begun);
  out += '"';
}

void append(std::string& out, const Json& value) {
  if (value.is_null()) {
    out += "null";
  } else if (const bool* boolean = value.if_bool()) {
    out += *boolean ? "true" : "false";
  } else if (const auto* integer = value.if_integer()) {
    append_integer(out, *integer);
  } else if (const auto* micro = std::get_if<Micro>(&value.value_)) {
    out += micro->to_string();
  } else if (const auto* text = value.if_string()) {
    append_string(out, *text);
  } else if (const auto* array = value.if_array()) {
    out += '[';
    for (std::size_t i = 0; i < array->size(); ++i) {
      if (i != 0) out += ',';
      append(out, (*array)[i]);
    }
    out += ']';
  } else {
    out += '{';
    bool first = true;
    for (const auto& [key, member] : *value.if_object()) {
      if (!first) out += ',';
      first = false;
      append_string(out, key);
      out += ':';
      append(out, member);
    }
    out += '}';
  }
}

std::string write(const Json& value) {
  std::string out;
  append(out, value);
  return out;
}

std::string pointer_append(std::string_view pointer, std::string_view token) {
  std::string out(pointer);
  out += '/';
  for (const char c : token) {
    if (c == '~') {
      out += "~0";
    } else if (c == '/') {
      out += "~1";
    } else {
      out += c;
    }
  }
  return out;
}

std::string pointer_append(std::string_view pointer, std::size_t index) {
  return std::string(pointer) + "/" + std::to_string(index);
}

}  // namespace financescr::canonical
