// Small ASCII helpers that the importers share. Bytes above 0x7F are left alone; no locale.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace financescr::datagen {

[[nodiscard]] constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
[[nodiscard]] constexpr bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
[[nodiscard]] constexpr char to_lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

[[nodiscard]] constexpr std::string_view trim(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r\n";
  const std::size_t first = text.find_first_not_of(kBlank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

// Without blanks and full stops at the end.
[[nodiscard]] constexpr std::string_view trim_sentence(std::string_view text) {
  text = trim(text);
  while (!text.empty() && text.back() == '.') text = trim(text.substr(0, text.size() - 1));
  return text;
}

// Whether `text` starts with `prefix`, ASCII case ignored.
[[nodiscard]] constexpr bool starts_with_ignoring_case(std::string_view text,
                                                       std::string_view prefix) {
  if (text.size() < prefix.size()) return false;
  for (std::size_t i = 0; i < prefix.size(); ++i) {
    if (to_lower(text[i]) != to_lower(prefix[i])) return false;
  }
  return true;
}

[[nodiscard]] constexpr bool equal_ignoring_case(std::string_view a, std::string_view b) {
  return a.size() == b.size() && starts_with_ignoring_case(a, b);
}

// First place of `wanted` in `text` at or after `from`, ASCII case ignored, or npos.
// Requires: short texts; O(text * wanted).
[[nodiscard]] constexpr std::size_t find_ignoring_case(std::string_view text,
                                                       std::string_view wanted,
                                                       std::size_t from = 0) {
  for (std::size_t i = from; i + wanted.size() <= text.size(); ++i) {
    if (starts_with_ignoring_case(text.substr(i), wanted)) return i;
  }
  return std::string_view::npos;
}

[[nodiscard]] constexpr bool has_digit(std::string_view text) {
  return text.find_first_of("0123456789") != std::string_view::npos;
}

// The text with every run of ASCII white space as one blank, and none at the ends.
[[nodiscard]] inline std::string squeezed(std::string_view text) {
  std::string out;
  bool blank = false;
  for (const char c : trim(text)) {
    const bool is_blank = c == ' ' || c == '\t' || c == '\r' || c == '\n';
    if (is_blank && !blank) out.push_back(' ');
    if (!is_blank) out.push_back(c);
    blank = is_blank;
  }
  return out;
}

// The parts between separators, trimmed, without the empty ones.
[[nodiscard]] inline std::vector<std::string_view> split_trimmed(std::string_view text,
                                                                 char separator) {
  std::vector<std::string_view> parts;
  while (!text.empty()) {
    const std::size_t end = text.find(separator);
    const std::string_view part = trim(text.substr(0, end));
    if (!part.empty()) parts.push_back(part);
    if (end == std::string_view::npos) break;
    text = text.substr(end + 1);
  }
  return parts;
}

// First place of `wanted` outside parentheses, or npos: "(Korea, North)" holds no ", ".
[[nodiscard]] constexpr std::size_t find_outside_parentheses(std::string_view text,
                                                             std::string_view wanted) {
  int depth = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (depth == 0 && starts_with_ignoring_case(text.substr(i), wanted)) return i;
    if (text[i] == '(') ++depth;
    if (text[i] == ')' && depth > 0) --depth;
  }
  return std::string_view::npos;
}

}  // namespace financescr::datagen
