#include "functions/ids.hpp"

#include <array>

#include "engine/canonical/sha256.hpp"

namespace financescr {
namespace {

// 32 hexadecimal digits to 8-4-4-4-12.
std::string hyphenated(std::string_view digits) {
  std::string text;
  text.reserve(36);
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i == 8 || i == 12 || i == 16 || i == 20) text.push_back('-');
    text.push_back(digits[i]);
  }
  return text;
}

}  // namespace

std::string make_id(ports::Clock& clock, ports::Entropy& entropy) {
  std::array<std::uint8_t, 16> bytes{};
  entropy.fill(bytes);
  const auto ms = static_cast<std::uint64_t>(clock.now().us / 1000);
  for (std::size_t i = 0; i < 6; ++i) {
    bytes[i] = static_cast<std::uint8_t>(ms >> (8 * (5 - i)));
  }
  bytes[6] = static_cast<std::uint8_t>((bytes[6] & 0x0FU) | 0x70U);
  bytes[8] = static_cast<std::uint8_t>((bytes[8] & 0x3FU) | 0x80U);
  return hyphenated(canonical::hex(bytes));
}

std::optional<std::string> parse_uuid(std::string_view text) {
  if (text.starts_with("urn:uuid:")) text.remove_prefix(9);
  if (text.size() >= 2 && text.front() == '{' && text.back() == '}') {
    text = text.substr(1, text.size() - 2);
  }
  std::string digits;
  for (const char c : text) {
    if (c == '-') continue;
    const bool upper = c >= 'A' && c <= 'F';
    if (!upper && !(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'f')) return std::nullopt;
    digits.push_back(upper ? static_cast<char>(c - 'A' + 'a') : c);
  }
  if (digits.size() != 32) return std::nullopt;
  return hyphenated(digits);
}

std::string random_hex(ports::Entropy& entropy, std::size_t bytes) {
  std::string raw(bytes, '\0');
  const std::span<std::uint8_t> view(reinterpret_cast<std::uint8_t*>(raw.data()), raw.size());
  entropy.fill(view);
  return canonical::hex(view);
}

}  // namespace financescr
