#include "functions/http/plain_text.hpp"

#include <cstdint>

namespace financescr::http {
namespace {

// What the first byte of a UTF-8 sequence says of it: how many bytes follow, and the least code
// point that may be written with so many.
struct Lead {
  int following = 0;
  std::uint32_t bits = 0;
  std::uint32_t least = 0;
};

std::optional<Lead> lead_of(std::uint8_t byte) {
  if (byte < 0x80U) return Lead{0, byte, 0};
  if ((byte & 0xE0U) == 0xC0U) return Lead{1, byte & 0x1FU, 0x80};
  if ((byte & 0xF0U) == 0xE0U) return Lead{2, byte & 0x0FU, 0x800};
  if ((byte & 0xF8U) == 0xF0U) return Lead{3, byte & 0x07U, 0x10000};
  return std::nullopt;
}

// Takes the first code point of a text that is not empty.
std::optional<std::uint32_t> take_code_point(std::string_view& text) {
  const auto lead = lead_of(static_cast<std::uint8_t>(text.front()));
  text.remove_prefix(1);
  if (!lead || text.size() < static_cast<std::size_t>(lead->following)) return std::nullopt;
  std::uint32_t code_point = lead->bits;
  for (int i = 0; i < lead->following; ++i) {
    const auto byte = static_cast<std::uint8_t>(text.front());
    if ((byte & 0xC0U) != 0x80U) return std::nullopt;
    code_point = code_point << 6U | (byte & 0x3FU);
    text.remove_prefix(1);
  }
  const bool surrogate = code_point >= 0xD800 && code_point <= 0xDFFF;
  if (code_point < lead->least || code_point > 0x10FFFF || surrogate) return std::nullopt;
  return code_point;
}

bool is_control(std::uint32_t code_point) {
  if (code_point == '\t' || code_point == '\n' || code_point == '\r') return false;
  return code_point < 0x20 || (code_point >= 0x7F && code_point < 0xA0);
}

}  // namespace

bool is_plain_text(std::string_view text) {
  while (!text.empty()) {
    const auto code_point = take_code_point(text);
    if (!code_point || is_control(*code_point)) return false;
  }
  return true;
}

std::string_view trim_space(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\n";
  const std::size_t begin = text.find_first_not_of(kSpace);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kSpace) - begin + 1);
}

std::optional<std::string> read_text(canonical::Fields& fields, std::string_view key,
                                     std::size_t max_bytes) {
  const auto text = fields.text(key, max_bytes);
  if (!text) return std::nullopt;
  if (!is_plain_text(*text)) {
    fields.reject(key, ErrorCode::kInvalid, "must not hold control characters");
    return std::nullopt;
  }
  const std::string_view trimmed = trim_space(*text);
  if (trimmed.empty()) return std::nullopt;
  return std::string(trimmed);
}

std::string read_required_text(canonical::Fields& fields, std::string_view key,
                               std::size_t max_bytes) {
  const canonical::Json* member = fields.find(key);
  auto text = read_text(fields, key, max_bytes);
  if (text) return std::move(*text);
  if (member == nullptr) {
    fields.reject(key, ErrorCode::kMissing, "is required");
  } else if (member->if_string() != nullptr && trim_space(*member->if_string()).empty()) {
    fields.reject(key, ErrorCode::kInvalid, "must not be empty");
  }
  return {};
}

}  // namespace financescr::http
