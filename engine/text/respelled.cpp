#include "engine/text/respelled.hpp"

#include <algorithm>
#include <cstdint>
#include <vector>

#include "engine/text/characters.hpp"
#include "engine/text/letter_case.hpp"
#include "engine/text/normalise.hpp"
#include "engine/text/word_class.hpp"

namespace financescr::text {
namespace {

constexpr std::size_t kFewestInRun = 2;
constexpr std::size_t kMostInRun = 8;

// A code point and where it stands.
struct Point {
  char32_t code;
  std::size_t begin;
  std::size_t end;
};

std::vector<Point> points_of(std::string_view raw) {
  std::vector<Point> points;
  points.reserve(raw.size());
  for (std::size_t i = 0; i < raw.size();) {
    const std::size_t begin = i;
    const char32_t code = next_code_point(raw, i);
    points.push_back({code, begin, i});
  }
  return points;
}

bool is_upper(char32_t c) { return case_of(c) == LetterCase::kUpper; }
bool is_lower(char32_t c) { return case_of(c) == LetterCase::kLower; }
bool is_cased(char32_t c) { return case_of(c) != LetterCase::kNone; }
bool is_digit(char32_t c) { return c >= '0' && c <= '9'; }

// Anything that a word may be made of, in any script.
bool is_word_part(char32_t c) {
  const CharacterKind kind = classify(c).kind;
  return kind != CharacterKind::kSeparator;
}

bool is_vowel(char32_t c) {
  return std::u32string_view(U"AEIOUYaeiouy").find(c) != std::u32string_view::npos;
}

// The signs that part the letters of a run.
bool parts_letters(std::string_view between) {
  return between == "." || between == ". " || between == " " || between == "-" || between == ".-";
}

// Whether points[i] is a letter that stands alone.
bool is_lone(const std::vector<Point>& points, std::size_t i) {
  return is_cased(points[i].code) && (i == 0 || !is_word_part(points[i - 1].code)) &&
         (i + 1 == points.size() || !is_word_part(points[i + 1].code));
}

// "JR", "DR", "LTD" are no initials.
bool is_no_title(std::string_view word) {
  const std::string plain = normalise(word);
  return plain == "jv" ? false : word_class(plain) == WordClass::kName;
}

char letter_for(char32_t digit, char one) {
  switch (digit) {
    case '0':
      return 'o';
    case '1':
      return one;
    case '3':
      return 'e';
    case '4':
      return 'a';
    case '5':
      return 's';
    case '6':
    case '9':
      return 'g';
    case '7':
      return 't';
    case '8':
      return 'b';
    default:
      return '\0';
  }
}

// Whether digits in [first, end) stand for letters: at least two letters, more than the digits, and
// one behind the first digit or the last digit is a zero or one behind a small letter.
bool has_digits_for_letters(const std::vector<Point>& points, std::size_t first, std::size_t end) {
  std::size_t letters = 0;
  std::size_t digits = 0;
  bool letter_behind = false;
  for (std::size_t i = first; i < end; ++i) {
    if (is_digit(points[i].code)) {
      if (letter_for(points[i].code, 'i') == '\0') return false;
      ++digits;
    } else if (is_cased(points[i].code)) {
      ++letters;
      letter_behind = letter_behind || digits > 0;
    } else {
      return false;
    }
  }
  const char32_t last = points[end - 1].code;
  const bool glued_end = digits == 1 && letters >= 3 && (last == '0' || last == '1');
  return digits > 0 && letters >= 2 && letters > digits && (letter_behind || glued_end);
}

// "44th", "2nd": an ordinal.
bool is_ordinal(const std::vector<Point>& points, std::size_t first, std::size_t end) {
  std::size_t i = first;
  while (i < end && is_digit(points[i].code)) ++i;
  return i > first && end - i <= 2 &&
         std::none_of(points.begin() + static_cast<std::ptrdiff_t>(i),
                      points.begin() + static_cast<std::ptrdiff_t>(end),
                      [](const Point& p) { return is_digit(p.code); });
}

}  // namespace

std::optional<std::string> with_words_cut(std::string_view raw) {
  const auto points = points_of(raw);
  std::string cut;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const auto code = [&](std::size_t k) { return k < points.size() ? points[k].code : U'\0'; };
    if (i > 0 && is_upper(points[i].code)) {
      const bool goes_on = is_cased(code(i + 1));
      const bool after_small = is_lower(code(i - 1)) && (goes_on || code(i + 1) == '.');
      const bool last_of_row = is_upper(code(i - 1)) && is_lower(code(i + 1)) && i > 1;
      if (after_small || (last_of_row && is_cased(code(i + 2)))) cut += ' ';
    }
    cut += raw.substr(points[i].begin, points[i].end - points[i].begin);
  }
  if (cut.size() == raw.size()) return std::nullopt;
  return cut;
}

std::optional<JoinedLetters> with_letters_joined(std::string_view raw) {
  const auto points = points_of(raw);
  JoinedLetters joined;
  bool has_upper = false;
  bool has_lower = false;
  for (std::size_t i = 0; i < points.size();) {
    if (!is_lone(points, i)) {
      joined.text += raw.substr(points[i].begin, points[i].end - points[i].begin);
      ++i;
      continue;
    }
    std::vector<std::size_t> run{i};
    std::string_view between;
    for (std::size_t next = i + 1; next < points.size(); ++next) {
      if (!is_word_part(points[next].code)) continue;
      const std::size_t end = points[run.back()].end;
      const std::string_view here = raw.substr(end, points[next].begin - end);
      if (!is_lone(points, next) || !parts_letters(here) || (run.size() > 1 && here != between)) {
        break;
      }
      between = here;
      run.push_back(next);
    }
    const bool joins = run.size() >= kFewestInRun && run.size() <= kMostInRun;
    for (const std::size_t k : run) {
      joined.text += raw.substr(points[k].begin, points[k].end - points[k].begin);
      if (!joins && k != run.back()) joined.text += between;
      has_upper = has_upper || (joins && is_upper(points[k].code));
      has_lower = has_lower || (joins && is_lower(points[k].code));
    }
    if (joins) {
      joined.longest = std::max(joined.longest, run.size());
      joined.all_dotted = joined.all_dotted && between.find(' ') == std::string_view::npos;
    }
    i = run.back() + 1;
  }
  if (joined.longest == 0) return std::nullopt;
  joined.one_case = !has_upper || !has_lower;
  return joined;
}

std::optional<std::string> with_letters_parted(std::string_view raw) {
  const auto points = points_of(raw);
  const bool has_small = std::any_of(points.begin(), points.end(),
                                     [](const Point& point) { return is_lower(point.code); });
  if (!has_small) return std::nullopt;
  std::string parted;
  for (std::size_t i = 0; i < points.size();) {
    std::size_t end = i;
    while (end < points.size() && is_word_part(points[end].code)) ++end;
    if (end == i) {
      parted += raw.substr(points[i].begin, points[i].end - points[i].begin);
      ++i;
      continue;
    }
    const auto first = points.begin() + static_cast<std::ptrdiff_t>(i);
    const auto last = points.begin() + static_cast<std::ptrdiff_t>(end);
    const bool capitals = std::all_of(first, last, [](const Point& p) {
      return is_upper(p.code) && p.code < 0x80 && !is_vowel(p.code);
    });
    const bool parts =
        (end - i == 2 || end - i == 3) && capitals &&
        is_no_title(raw.substr(points[i].begin, points[end - 1].end - points[i].begin));
    for (std::size_t k = i; k < end; ++k) {
      if (parts && k > i) parted += ' ';
      parted += raw.substr(points[k].begin, points[k].end - points[k].begin);
    }
    if (end < points.size())
      parted += raw.substr(points[end].begin, points[end].end - points[end].begin);
    i = end + 1;
  }
  if (parted.size() == raw.size()) return std::nullopt;
  return parted;
}

std::optional<std::string> with_digits_as_letters(std::string_view raw, char one) {
  const auto points = points_of(raw);
  std::string read;
  bool changed = false;
  for (std::size_t i = 0; i < points.size();) {
    std::size_t end = i;
    while (end < points.size() && is_word_part(points[end].code)) ++end;
    const bool letters =
        end > i && has_digits_for_letters(points, i, end) && !is_ordinal(points, i, end);
    changed = changed || letters;
    for (std::size_t k = i; k < end; ++k) {
      if (letters && is_digit(points[k].code)) {
        read += letter_for(points[k].code, one);
      } else {
        read += raw.substr(points[k].begin, points[k].end - points[k].begin);
      }
    }
    if (end < points.size())
      read += raw.substr(points[end].begin, points[end].end - points[end].begin);
    i = end + 1;
  }
  if (!changed) return std::nullopt;
  return read;
}

std::optional<Bracketed> bracketed(std::string_view raw) {
  const std::size_t open = raw.find_first_of("([{");
  if (open == std::string_view::npos) return std::nullopt;
  const std::size_t close = raw.find_first_of(")]}", open);
  if (close == std::string_view::npos || close == open + 1) return std::nullopt;
  if (raw.find_first_of("([{", open + 1) != std::string_view::npos) return std::nullopt;
  Bracketed found;
  found.inside = raw.substr(open + 1, close - open - 1);
  found.without = std::string(raw.substr(0, open)) + " " + std::string(raw.substr(close + 1));
  return found;
}

}  // namespace financescr::text
