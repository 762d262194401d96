#include "functions/ports/ids.hpp"

#include <algorithm>
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

// 8-4-4-4-12, or the digits alone, in either case.
bool is_canonical_uuid(std::string_view text) {
  const auto parsed = parse_uuid(text);
  return parsed && (text.size() == parsed->size() || text.size() == 32) &&
         text.find_first_of("{}u") == std::string_view::npos;
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

std::string loggable_id(std::string_view id, std::string_view key) {
  constexpr std::string_view kPrefix = "h:";
  constexpr std::size_t kDigits = 32;
  constexpr std::size_t kMaxLineDigits = 12;
  const std::string_view head = id.substr(0, id.find('/'));
  const std::string_view line = id.substr(std::min(head.size() + 1, id.size()));
  const bool has_line = head.size() < id.size();
  const bool is_line = !line.empty() && line.size() <= kMaxLineDigits &&
                       line.find_first_not_of("0123456789") == std::string_view::npos;
  if (is_canonical_uuid(head) && is_line == has_line) return std::string(id);
  const bool is_hash =
      id.size() == kPrefix.size() + kDigits && id.starts_with(kPrefix) &&
      id.substr(kPrefix.size()).find_first_not_of("0123456789abcdef") == std::string_view::npos;
  if (is_hash) return std::string(id);
  const auto digest = canonical::hmac_sha256(key, "financescr id of a caller\n" + std::string(id));
  return std::string(kPrefix) + canonical::hex(digest).substr(0, kDigits);
}

std::string random_hex(ports::Entropy& entropy, std::size_t bytes) {
  std::string raw(bytes, '\0');
  const std::span<std::uint8_t> view(reinterpret_cast<std::uint8_t*>(raw.data()), raw.size());
  entropy.fill(view);
  return canonical::hex(view);
}

}  // namespace financescr
