#include "engine/text/field_date.hpp"

#include <optional>
#include <string>
#include <vector>

namespace financescr::text {
namespace {

constexpr std::size_t kMostTokens = 6;
constexpr int kFirstYear = 1850;
constexpr int kLastYear = 2100;

// A number or a month of a date.
struct Part {
  int value;
  std::size_t digits;  // 0: a month by name
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_year(const Part& part) {
  return part.digits == 4 && part.value >= kFirstYear && part.value <= kLastYear;
}

bool is_ordinal_ending(std::string_view ending) {
  return ending == "st" || ending == "nd" || ending == "rd" || ending == "th" || ending == "er";
}

// The parts that a word holds; nothing if it holds anything else.
std::optional<std::vector<Part>> parts_of(std::string_view word, std::string_view plain) {
  if (const int month = month_of(plain); month != 0) return std::vector<Part>{{month, 0}};
  std::vector<Part> parts;
  for (std::size_t i = 0; i < word.size();) {
    std::size_t end = i;
    int value = 0;
    while (end < word.size() && is_digit(word[end]) && end - i < 4) {
      value = value * 10 + (word[end++] - '0');
    }
    if (end > i) {
      parts.push_back({value, end - i});
    } else if (word[i] == '.' || word[i] == '-' || word[i] == '\'') {
      ++end;
    } else {
      const bool last = !parts.empty() && is_ordinal_ending(word.substr(i));
      return last ? std::optional(parts) : std::nullopt;
    }
    i = end;
  }
  if (parts.empty() || parts.size() > 3) return std::nullopt;
  return parts;
}

std::string two_digits(int value) {
  return std::string(1, static_cast<char>('0' + value / 10)) + static_cast<char>('0' + value % 10);
}

std::optional<PartialDate> date_from(int year, int month, int day) {
  if (month > 12 || day > 31) return std::nullopt;
  std::string text = std::to_string(year);
  if (month > 0) text += "-" + two_digits(month);
  if (month > 0 && day > 0) text += "-" + two_digits(day);
  return PartialDate::parse(text);
}

// The date that all of the parts are.
std::optional<PartialDate> date_of(const std::vector<Part>& p) {
  if (p.size() == 1) return is_year(p[0]) ? date_from(p[0].value, 0, 0) : std::nullopt;
  if (p.size() == 2) {
    if (!is_year(p[1]) || p[0].value < 1 || p[0].value > 12) return std::nullopt;
    return date_from(p[1].value, p[0].value, 0);
  }
  if (is_year(p[0])) return date_from(p[0].value, p[1].value, p[2].value);
  if (!is_year(p[2]) || p[0].value < 1 || p[1].value < 1) return std::nullopt;
  const int year = p[2].value;
  if (p[0].digits == 0) return date_from(year, p[0].value, p[1].value);
  if (p[1].digits == 0 || p[0].value > 12) return date_from(year, p[1].value, p[0].value);
  if (p[1].value > 12) return date_from(year, p[0].value, p[1].value);
  return p[0].value == p[1].value ? date_from(year, p[0].value, p[0].value) : date_from(year, 0, 0);
}

}  // namespace

FieldDate date_at(std::string_view raw, std::span<const FieldToken> tokens, std::size_t first) {
  FieldDate best;
  std::vector<Part> parts;
  for (std::size_t i = first; i < tokens.size() && i < first + kMostTokens; ++i) {
    const FieldBreak before = tokens[i].before;
    if (i > first && (before == FieldBreak::kOpen || before == FieldBreak::kClose ||
                      before == FieldBreak::kSemicolon)) {
      break;
    }
    const auto more =
        parts_of(raw.substr(tokens[i].begin, tokens[i].end - tokens[i].begin), tokens[i].plain);
    if (!more) {
      // "11 de abril de 1968"
      const bool link = i > first && tokens[i].meaning == ClutterWord::kLink;
      if (link) continue;
      break;
    }
    parts.insert(parts.end(), more->begin(), more->end());
    if (parts.size() > 3) break;
    if (const auto date = date_of(parts)) best = {i - first + 1, *date};
  }
  return best;
}

}  // namespace financescr::text
