#include "native_server/lambda/base64.hpp"

#include <algorithm>
#include <cstdint>

namespace financescr::lambda {
namespace {

constexpr std::string_view kDigits =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

std::optional<std::uint32_t> digit(char c) {
  if (c >= 'A' && c <= 'Z') return static_cast<std::uint32_t>(c - 'A');
  if (c >= 'a' && c <= 'z') return static_cast<std::uint32_t>(c - 'a' + 26);
  if (c >= '0' && c <= '9') return static_cast<std::uint32_t>(c - '0' + 52);
  if (c == '+') return 62;
  if (c == '/') return 63;
  return std::nullopt;
}

}  // namespace

std::string base64_encode(std::string_view bytes) {
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const std::string_view group = bytes.substr(i, 3);
    std::uint32_t bits = 0;
    for (std::size_t k = 0; k < 3; ++k) {
      bits = bits << 8U | (k < group.size() ? static_cast<unsigned char>(group[k]) : 0U);
    }
    for (std::size_t k = 0; k < 4; ++k) {
      text.push_back(k <= group.size() ? kDigits[bits >> (18 - 6 * k) & 63U] : '=');
    }
  }
  return text;
}

std::optional<std::string> base64_decode(std::string_view text) {
  if (text.size() % 4 != 0) return std::nullopt;
  std::string bytes;
  bytes.reserve(text.size() / 4 * 3);
  for (std::size_t i = 0; i < text.size(); i += 4) {
    std::string_view group = text.substr(i, 4);
    if (i + 4 == text.size()) {
      if (group.ends_with('=')) group.remove_suffix(1);
      if (group.ends_with('=')) group.remove_suffix(1);
    }
    if (group.size() < 2) return std::nullopt;
    std::uint32_t bits = 0;
    for (const char c : group) {
      const auto value = digit(c);
      if (!value) return std::nullopt;
      bits = bits << 6U | *value;
    }
    bits <<= 6U * static_cast<std::uint32_t>(4 - group.size());
    for (std::size_t k = 0; k + 1 < group.size(); ++k) {
      bytes.push_back(static_cast<char>(bits >> (16 - 8 * k) & 255U));
    }
    const auto unused = static_cast<std::uint32_t>(8 * (4 - group.size()));
    if ((bits & ((std::uint32_t{1} << unused) - 1U)) != 0) return std::nullopt;
  }
  return bytes;
}

}  // namespace financescr::lambda
