// Reads JSON with simdjson's On-Demand parser, whose raw number tokens let a decimal be taken
// exactly instead of through a double.
#include <algorithm>
#include <limits>
#include <optional>

#include <simdjson.h>

#include "engine/canonical/rounded_numbers.hpp"
#include "engine/core/limits.hpp"

namespace financescr::canonical {
namespace {

namespace sj = simdjson;

// simdjson picks a kernel by the processor it runs on, and its kernels name different errors for
// the same broken text. The portable one runs everywhere, WebAssembly included, and costs little.
const bool kPortableKernel = [] {
  const auto* fallback = sj::get_available_implementations()["fallback"];
  if (fallback != nullptr) sj::get_active_implementation() = fallback;
  return fallback != nullptr;
}();

// Where a value stands; the pointer is only written out when there is something to report.
struct Place {
  const Place* parent = nullptr;
  std::string_view key = {};
  std::size_t index = 0;
  bool in_array = false;
};

std::string pointer_of(const Place& place) {
  if (place.parent == nullptr) return {};
  const std::string above = pointer_of(*place.parent);
  return place.in_array ? pointer_append(above, place.index) : pointer_append(above, place.key);
}

tl::unexpected<Error> malformed(sj::error_code code, const Place& place) {
  return fail(ErrorCode::kMalformed, std::string("not valid JSON: ") + sj::error_message(code),
              pointer_of(place));
}

bool is_integer_token(std::string_view token) {
  return token.find_first_of(".eE") == std::string_view::npos;
}

// The grammar of RFC 8259 section 6, which Micro::parse is more generous than.
bool is_json_number(std::string_view t) {
  std::size_t i = 0;
  auto digits = [&] {
    const std::size_t start = i;
    while (i < t.size() && t[i] >= '0' && t[i] <= '9') ++i;
    return i - start;
  };
  if (i < t.size() && t[i] == '-') ++i;
  const std::size_t first = i;
  const std::size_t whole = digits();
  if (whole == 0 || (whole > 1 && t[first] == '0')) return false;
  if (i < t.size() && t[i] == '.') {
    ++i;
    if (digits() == 0) return false;
  }
  if (i < t.size() && (t[i] == 'e' || t[i] == 'E')) {
    ++i;
    if (i < t.size() && (t[i] == '+' || t[i] == '-')) ++i;
    if (digits() == 0) return false;
  }
  return i == t.size();
}

// Whether a number has no digit but 0 beyond its sixth decimal. Requires: is_json_number(), and not
// too large for Micro.
bool has_six_decimals(std::string_view t) {
  constexpr std::int64_t kDecimals = 6;
  constexpr std::int64_t kLargestExponent = 1'000'000'000;
  const std::size_t e = std::min(t.find_first_of("eE"), t.size());
  std::int64_t exponent = 0;
  for (const char c : t.substr(e)) {
    if (c >= '0' && c <= '9') exponent = std::min(exponent * 10 + (c - '0'), kLargestExponent);
  }
  if (e + 1 < t.size() && t[e + 1] == '-') exponent = -exponent;
  const std::size_t last = t.substr(0, e).find_last_of("123456789");
  if (last == std::string_view::npos) return true;
  const std::size_t point = std::min(t.substr(0, e).find('.'), e);
  // The power of ten of the last digit that is not 0.
  const auto place =
      static_cast<std::int64_t>(point) - static_cast<std::int64_t>(last) - (last < point ? 1 : 0);
  return place + exponent >= -kDecimals;
}

std::optional<std::int64_t> to_int64(std::string_view token) {
  const bool negative = token.front() == '-';
  std::uint64_t magnitude = 0;
  const std::uint64_t limit =
      static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()) + (negative ? 1 : 0);
  for (const char c : token.substr(negative ? 1 : 0)) {
    const auto digit = static_cast<std::uint64_t>(c - '0');
    if (magnitude > (limit - digit) / 10) return std::nullopt;
    magnitude = magnitude * 10 + digit;
  }
  return static_cast<std::int64_t>(negative ? std::uint64_t{0} - magnitude : magnitude);
}

Result<Json> read_number(std::string_view token, const Place& place,
                         std::vector<RoundedNumber>* rounded) {
  while (!token.empty() && (token.back() == ' ' || token.back() == '\t' || token.back() == '\n' ||
                            token.back() == '\r')) {
    token.remove_suffix(1);
  }
  if (!is_json_number(token)) {
    return fail(ErrorCode::kMalformed, "not valid JSON: not a number", pointer_of(place));
  }
  if (is_integer_token(token)) {
    if (const auto integer = to_int64(token)) return Json(*integer);
  } else if (const auto micro = Micro::parse(token)) {
    if (rounded != nullptr && !has_six_decimals(token)) {
      rounded->push_back({pointer_of(place), std::string(token)});
    }
    return Json(*micro);
  }
  return fail(ErrorCode::kInvalid, "the number is too large", pointer_of(place));
}

class Builder {
 public:
  explicit Builder(std::vector<RoundedNumber>* rounded) : rounded_(rounded) {}

  // Value is ondemand::value or, at the top, ondemand::document; both answer the same calls.
  template <typename Value>
  Result<Json> read_container(Value& value, sj::ondemand::json_type type, const Place& place,
                              std::size_t depth) {
    if (depth > limits::kMaxJsonDepth) {
      return fail(ErrorCode::kTooLarge, "nested too deeply", pointer_of(place));
    }
    return type == sj::ondemand::json_type::array ? read_array(value, place, depth)
                                                  : read_object(value, place, depth);
  }

 private:
  Result<Json> read(sj::ondemand::value& value, const Place& place, std::size_t depth) {
    sj::ondemand::json_type type{};
    if (const auto error = value.type().get(type)) return malformed(error, place);
    switch (type) {
      case sj::ondemand::json_type::array:
      case sj::ondemand::json_type::object:
        return read_container(value, type, place, depth);
      case sj::ondemand::json_type::number:
        return read_number(value.raw_json_token(), place, rounded_);
      case sj::ondemand::json_type::string: {
        std::string_view text;
        if (const auto error = value.get_string().get(text)) return malformed(error, place);
        return Json(text);
      }
      case sj::ondemand::json_type::boolean: {
        bool boolean = false;
        if (const auto error = value.get_bool().get(boolean)) return malformed(error, place);
        return Json(boolean);
      }
      case sj::ondemand::json_type::null: {
        bool null = false;
        if (const auto error = value.is_null().get(null)) return malformed(error, place);
        return null ? Result<Json>(Json()) : malformed(sj::N_ATOM_ERROR, place);
      }
    }
    return malformed(sj::TAPE_ERROR, place);
  }

  template <typename Value>
  Result<Json> read_array(Value& value, const Place& place, std::size_t depth) {
    sj::ondemand::array array;
    if (const auto error = value.get_array().get(array)) return malformed(error, place);
    Json::Array items;
    for (auto element : array) {
      sj::ondemand::value item;
      const Place here{&place, {}, items.size(), true};
      if (const auto error = element.get(item)) return malformed(error, here);
      auto parsed = read(item, here, depth + 1);
      if (!parsed) return parsed;
      items.push_back(std::move(*parsed));
    }
    return Json(std::move(items));
  }

  template <typename Value>
  Result<Json> read_object(Value& value, const Place& place, std::size_t depth) {
    sj::ondemand::object object;
    if (const auto error = value.get_object().get(object)) return malformed(error, place);
    std::vector<Json::Member> members;
    for (auto element : object) {
      sj::ondemand::field field;
      if (const auto error = std::move(element).get(field)) return malformed(error, place);
      std::string_view key_view;
      if (const auto error = field.unescaped_key().get(key_view)) return malformed(error, place);
      std::string key(key_view);
      auto parsed = read(field.value(), Place{&place, key, 0, false}, depth + 1);
      if (!parsed) return parsed;
      members.emplace_back(std::move(key), std::move(*parsed));
    }
    Json json = Json::object(std::move(members));
    const auto twin =
        std::adjacent_find(json.if_object()->begin(), json.if_object()->end(),
                           [](const auto& a, const auto& b) { return a.first == b.first; });
    if (twin != json.if_object()->end()) {
      return fail(ErrorCode::kInvalid, "the key stands twice in this object",
                  pointer_of(Place{&place, twin->first, 0, false}));
    }
    return json;
  }

  std::vector<RoundedNumber>* rounded_;
};

// What a tree of the text would hold, found before any of it is made.
bool has_too_many_tokens(std::string_view text) {
  if (text.size() <= limits::kMaxJsonTokens) return false;
  std::size_t tokens = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (in_string) {
      if (c == '\\') ++i;
      in_string = c != '"';
    } else if (c == '"') {
      in_string = true;
    } else if (c == ',' || c == '[' || c == '{') {
      if (++tokens > limits::kMaxJsonTokens) return true;
    }
  }
  return false;
}

Result<Json> parse_document(std::string_view text, std::vector<RoundedNumber>* rounded) {
  if (text.size() > limits::kMaxLineBytes) {
    return fail(ErrorCode::kTooLarge,
                "the document is longer than " + std::to_string(limits::kMaxLineBytes) + " bytes");
  }
  if (has_too_many_tokens(text)) {
    return fail(ErrorCode::kTooLarge,
                "more than " + std::to_string(limits::kMaxJsonTokens) + " values in one document");
  }
  const Place top;
  const sj::padded_string padded(text);
  sj::ondemand::parser parser;
  sj::ondemand::document document;
  if (const auto error = parser.iterate(padded).get(document)) return malformed(error, top);
  sj::ondemand::json_type type{};
  if (const auto error = document.type().get(type)) return malformed(error, top);
  if (type != sj::ondemand::json_type::array && type != sj::ondemand::json_type::object) {
    return fail(ErrorCode::kInvalid, "must be a JSON object or array");
  }
  auto json = Builder(rounded).read_container(document, type, top, 0);
  if (json && document.current_location().error() != sj::OUT_OF_BOUNDS) {
    return fail(ErrorCode::kMalformed, "not valid JSON: text after the end of the document");
  }
  return json;
}

}  // namespace

Result<Json> parse(std::string_view text) { return parse_document(text, nullptr); }

Result<Json> parse(std::string_view text, std::vector<RoundedNumber>& rounded) {
  return parse_document(text, &rounded);
}

}  // namespace financescr::canonical
