#include "engine/text/characters.hpp"

#include <algorithm>
#include <iterator>

#include "engine/text/character_table.hpp"

namespace financescr::text {
namespace {

constexpr char32_t kReplacement = 0xFFFD;
constexpr char32_t kFirstMark = 0x0300;
constexpr std::string_view kAsciiWord = "0123456789abcdefghijklmnopqrstuvwxyz";

// LEFT-TO-RIGHT OVERRIDE and RIGHT-TO-LEFT OVERRIDE.
constexpr char32_t kOverrides[] = {0x202D, 0x202E};

// Stretches a word of Arabic script; no letter, though Unicode calls it one.
constexpr char32_t kTatweel = 0x0640;

bool in_ranges(const CodePointRange* ranges, std::size_t count, char32_t c) {
  const auto* end = ranges + count;
  const auto* it = std::upper_bound(
      ranges, end, c,
      [](char32_t value, const CodePointRange& range) { return value < range.first; });
  return it != ranges && c <= std::prev(it)->last;
}

const ScriptRange* script_range(char32_t c) {
  const auto* end = kScripts + kScriptsCount;
  const auto* it = std::upper_bound(kScripts, end, c, [](char32_t value, const ScriptRange& range) {
    return value < range.first;
  });
  if (it == kScripts || c > std::prev(it)->last) return nullptr;
  return std::prev(it);
}

const Decomposition* decomposition(char32_t c) {
  const auto* end = kDecompositions + kDecompositionsCount;
  const auto* it = std::lower_bound(
      kDecompositions, end, c,
      [](const Decomposition& entry, char32_t value) { return entry.code_point < value; });
  return it != end && it->code_point == c ? it : nullptr;
}

// The letter that `letter` and `mark` are together; 0 if they are none.
char32_t composition(char32_t letter, char32_t mark) {
  const auto* end = kCompositions + kCompositionsCount;
  const auto* it =
      std::lower_bound(kCompositions, end, Composition{letter, mark, 0},
                       [](const Composition& a, const Composition& b) {
                         return a.letter != b.letter ? a.letter < b.letter : a.mark < b.mark;
                       });
  return it != end && it->letter == letter && it->mark == mark ? it->composed : 0;
}

// The letter in a circle or square, white or black, as NFKC and the names of these characters have
// it.
char32_t without_frame(char32_t c) {
  constexpr char32_t kLetters = 26;
  for (const char32_t first : {0x24B6U, 0x1F130U, 0x1F150U, 0x1F170U}) {
    if (c >= first && c < first + kLetters) return 'A' + (c - first);
  }
  return c >= 0x24D0 && c < 0x24D0 + kLetters ? 'a' + (c - 0x24D0) : c;
}

void push_composed(std::u32string& points, char32_t c) {
  const bool may_join = c >= kFirstMark && !points.empty();
  const char32_t together = may_join ? composition(points.back(), c) : 0;
  if (together != 0) {
    points.back() = together;
  } else {
    points += c;
  }
}

// ' ` and the typographic and modifier forms that transliterations use for hamza, ain and soft
// sign.
bool is_apostrophe(char32_t c) {
  switch (c) {
    case 0x0027:
    case 0x0060:
    case 0x00B4:
    case 0x02B9:
    case 0x02BA:
    case 0x02BB:
    case 0x02BC:
    case 0x02BD:
    case 0x02BE:
    case 0x02BF:
    case 0x2018:
    case 0x2019:
    case 0x201B:
    case 0x2032:
    case 0x2033:
      return true;
    default:
      return false;
  }
}

}  // namespace

char32_t next_code_point(std::string_view text, std::size_t& position) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const std::size_t start = position++;
  const char32_t lead = byte(start);
  if (lead < 0x80) return lead;
  std::size_t more = 0;
  char32_t value = 0;
  char32_t lowest = 0;
  if ((lead & 0xE0U) == 0xC0U) {
    more = 1, value = lead & 0x1FU, lowest = 0x80;
  } else if ((lead & 0xF0U) == 0xE0U) {
    more = 2, value = lead & 0x0FU, lowest = 0x800;
  } else if ((lead & 0xF8U) == 0xF0U) {
    more = 3, value = lead & 0x07U, lowest = 0x10000;
  } else {
    return kReplacement;
  }
  if (start + more >= text.size()) return kReplacement;
  for (std::size_t i = 1; i <= more; ++i) {
    if ((byte(start + i) & 0xC0U) != 0x80U) return kReplacement;
    value = (value << 6U) | (byte(start + i) & 0x3FU);
  }
  const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
  if (value < lowest || value > 0x10FFFF || surrogate) return kReplacement;
  position = start + more + 1;
  return value;
}

Character classify(char32_t c) {
  if (c >= 'a' && c <= 'z') return {CharacterKind::kWord, kAsciiWord.substr(c - 'a' + 10, 1)};
  if (c >= 'A' && c <= 'Z') return {CharacterKind::kWord, kAsciiWord.substr(c - 'A' + 10, 1)};
  if (c >= '0' && c <= '9') return {CharacterKind::kWord, kAsciiWord.substr(c - '0', 1)};
  if (is_apostrophe(c)) return {CharacterKind::kApostrophe, {}};
  if (c < 0x80)
    return {c < 0x20 || c == 0x7F ? CharacterKind::kUnreadable : CharacterKind::kSeparator, {}};
  if (c == kTatweel) return {CharacterKind::kIgnored, {}};
  const auto* end = kFolds + kFoldsCount;
  const auto* it = std::lower_bound(kFolds, end, c, [](const CharacterFold& fold, char32_t value) {
    return fold.code_point < value;
  });
  if (it != end && it->code_point == c) return {CharacterKind::kWord, it->folded};
  if (const ScriptRange* range = script_range(c)) {
    return {CharacterKind::kTransliterated, {}, range->script};
  }
  if (c == kOverrides[0] || c == kOverrides[1]) return {CharacterKind::kReordering, {}};
  if (in_ranges(kIgnored, kIgnoredCount, c)) return {CharacterKind::kIgnored, {}};
  if (in_ranges(kUnreadable, kUnreadableCount, c)) return {CharacterKind::kUnreadable, {}};
  if (in_ranges(kOtherLetters, kOtherLettersCount, c)) return {CharacterKind::kOtherLetter, {}};
  return {};
}

std::u32string code_points(std::string_view text) {
  std::u32string points;
  points.reserve(text.size());
  for (std::size_t position = 0; position < text.size();) {
    const char32_t c = without_frame(next_code_point(text, position));
    const Decomposition* parts = c < 0x80 ? nullptr : decomposition(c);
    if (parts == nullptr) {
      push_composed(points, c);
      continue;
    }
    for (std::size_t i = 0; i < parts->count; ++i) {
      push_composed(points, kDecomposed[parts->first + i]);
    }
  }
  return points;
}

}  // namespace financescr::text
