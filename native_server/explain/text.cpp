#include "native_server/explain/text.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "engine/text/characters.hpp"

namespace financescr::explain {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

bool is_safe(char32_t c) {
  const bool control = c < 0x20 || (c >= 0x7F && c < 0xA0);
  const bool turns = c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
                     (c >= 0x2066 && c <= 0x2069);
  const bool breaks = c == 0x2028 || c == 0x2029 || c == 0xFEFF;
  return !control && !turns && !breaks;
}

// How many bytes the first `count` code points take.
std::size_t bytes_of(std::string_view text, std::size_t count) {
  std::size_t position = 0;
  while (count-- > 0 && position < text.size()) {
    static_cast<void>(text::next_code_point(text, position));
  }
  return position;
}

}  // namespace

std::string printable(std::string_view text) {
  std::string out;
  for (std::size_t position = 0; position < text.size();) {
    const std::size_t start = position;
    const char32_t c = text::next_code_point(text, position);
    out += is_safe(c) ? text.substr(start, position - start) : kReplacement;
  }
  return out;
}

std::size_t code_points(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t position = 0; position < text.size(); ++count) {
    static_cast<void>(text::next_code_point(text, position));
  }
  return count;
}

std::vector<std::string> wrap(std::string_view text, std::size_t width) {
  std::vector<std::string> lines{""};
  std::size_t used = 0;  // code points of the last line
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    std::string_view word = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    std::size_t length = code_points(word);
    if (length == 0) continue;
    if (used > 0 && used + 1 + length > width) {
      lines.emplace_back();
      used = 0;
    }
    if (used > 0) {
      lines.back() += ' ';
      ++used;
    }
    for (; length > width; length -= width) {
      const std::size_t piece = bytes_of(word, width);
      lines.back() += word.substr(0, piece);
      lines.emplace_back();
      word.remove_prefix(piece);
    }
    lines.back() += word;
    used += length;
  }
  return lines;
}

std::string six_digits(Micro value, bool plus) {
  const bool negative = value.value < 0;
  const auto bits = static_cast<std::uint64_t>(value.value);
  const std::uint64_t size = negative ? ~bits + 1 : bits;
  constexpr auto kScale = static_cast<std::uint64_t>(Micro::kScale);
  const char* sign = plus ? "+" : "";
  return fmt::format("{}{}.{:06}", negative ? "-" : sign, size / kScale, size % kScale);
}

std::string listing(const std::vector<std::string>& items) {
  std::string out;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i > 0) out += i + 1 == items.size() ? " and " : ", ";
    out += items[i];
  }
  return out;
}

std::string quoted(std::string_view text) {
  std::string out(text);
  std::replace(out.begin(), out.end(), '"', '\'');
  return '"' + out + '"';
}

}  // namespace financescr::explain
