#include "tests/determinism/request_text.hpp"

#include "engine/canonical/json.hpp"

namespace financescr::corpus {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view kNoRequests[] = {
    "{"sv,
    "}"sv,
    "[]"sv,
    "{}"sv,
    "nul"sv,
    "null"sv,
    "17"sv,
    "\"text\""sv,
    "{\"request_id\":}"sv,
    "{\"request_id\":\"a\" \"b\":1}"sv,
    "{\"request_id\":\"a\",}"sv,
    "{\"request_id\":\"a\"} x"sv,
    "{\"request_id\":01}"sv,
    "{\"request_id\":1.}"sv,
    "{\"request_id\":+1}"sv,
    "{\"request_id\":0x10}"sv,
    "{\"request_id\":1e99}"sv,
    "{\"request_id\":99999999999999999999}"sv,
    "{\"request_id\":NaN}"sv,
    "{\"request_id\":\"\\ud800\"}"sv,
    "{\"request_id\":\"\\q\"}"sv,
    "{\"request_id\":\"tab\tinside\"}"sv,
    "{\"request_id\":tru}"sv,
    "{\"request_id\":\"twice\",\"request_id\":\"twice\"}"sv,
    "{\"request_id\":\"\xff\xfe\"}"sv,
    "{\"request_id\":\"\xc0\xaf\"}"sv,
    "{\"request_id\":\"\xed\xa0\x80\"}"sv,
    "{\"subject\":{\"name\":\"\xc3\"}}"sv,
    "{'request_id':1}"sv,
    "\xef\xbb\xbf{\"request_id\":\"bom\"}"sv,
    "{\"subject\":[],\"application\":[]}"sv,
    "{\"subject\":\"text\",\"application\":\"text\"}"sv,
    "{\"customer_id\":7,\"application_id\":7}"sv,
    "{\"customer_id\":\"nobody\",\"application_id\":\"none\"}"sv,
    "{\"as_of\":\"2026-02-30\",\"customer_id\":\"C_000001\",\"application_id\":\"A_000001\"}"sv,
};

std::string nested(std::size_t depth) {
  return "{\"request_id\":" + std::string(depth, '[') + std::string(depth, ']') + "}";
}

}  // namespace

std::string quoted(std::string_view text) {
  std::string out;
  canonical::append_string(out, text);
  return out;
}

std::string object_text(const Members& members) {
  std::string out = "{";
  for (const auto& [key, value] : members) {
    if (out.size() > 1) out += ',';
    canonical::append_string(out, key);
    out += ':';
    out += value;
  }
  return out + "}";
}

std::string object_text(Members members, Draws& draws) {
  draws.shuffle(members);
  return object_text(members);
}

void append_utf8(std::string& out, char32_t c) {
  const auto put = [&out](char32_t bits) { out += static_cast<char>(bits); };
  if (c < 0x80) {
    put(c);
  } else if (c < 0x800) {
    put(0xC0U | c >> 6U);
    put(0x80U | (c & 0x3FU));
  } else if (c < 0x10000) {
    put(0xE0U | c >> 12U);
    put(0x80U | (c >> 6U & 0x3FU));
    put(0x80U | (c & 0x3FU));
  } else {
    put(0xF0U | c >> 18U);
    put(0x80U | (c >> 12U & 0x3FU));
    put(0x80U | (c >> 6U & 0x3FU));
    put(0x80U | (c & 0x3FU));
  }
}

std::vector<char32_t> code_points(std::string_view text) {
  std::vector<char32_t> out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xC0U) == 0x80U) {
      out.back() = out.back() << 6U | (byte & 0x3FU);
    } else {
      const auto mask = byte < 0x80 ? 0x7FU : byte < 0xE0 ? 0x1FU : byte < 0xF0 ? 0x0FU : 0x07U;
      out.push_back(byte & mask);
    }
  }
  return out;
}

std::string escaped(std::string_view json) {
  constexpr std::string_view kDigits = "0123456789aBcDeF";
  std::string out;
  const auto unit = [&](char32_t value) {
    out += "\\u";
    for (unsigned shift = 16; shift > 0; shift -= 4) out += kDigits[value >> (shift - 4) & 0xFU];
  };
  for (const char32_t c : code_points(json)) {
    if (c < 0x80) {
      out += static_cast<char>(c);
    } else if (c < 0x10000) {
      unit(c);
    } else {
      unit(0xD800U + ((c - 0x10000U) >> 10U));
      unit(0xDC00U + ((c - 0x10000U) & 0x3FFU));
    }
  }
  return out;
}

std::string damaged_line(const std::string& good, Draws& draws) {
  switch (draws.below(5)) {
    case 0:
      return good.substr(0, draws.below(good.size()));
    case 1: {
      std::string line = good;
      do {
        const auto byte = static_cast<char>(draws.below(256));
        line[draws.below(line.size())] = byte == '\n' ? 'x' : byte;
      } while (draws.percent(30));
      return line;
    }
    case 2:
      return nested(draws.below(60));
    default:
      return std::string(draws.pick(kNoRequests));
  }
}

}  // namespace financescr::corpus
