#include "engine/text/display_order.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "engine/text/characters.hpp"

namespace financescr::text {
namespace {

enum class Mark : std::uint8_t { kNone, kLeftToRight, kRightToLeft, kOpening, kClosing };

Mark mark_of(char32_t c) {
  switch (c) {
    case 0x200E:  // LRM
      return Mark::kLeftToRight;
    case 0x061C:  // ALM
    case 0x200F:  // RLM
      return Mark::kRightToLeft;
    case 0x202A:  // LRE
    case 0x202B:  // RLE
    case 0x2066:  // LRI
    case 0x2067:  // RLI
    case 0x2068:  // FSI
      return Mark::kOpening;
    case 0x202C:  // PDF
    case 0x2069:  // PDI
      return Mark::kClosing;
    default:
      return Mark::kNone;
  }
}

// What stands beside a mark.
enum class Side : std::uint8_t { kNoLetter, kLeftToRight, kRightToLeft };

// Hebrew, Arabic, Syriac, Thaana, N'Ko and their presentation forms, and the planes' blocks that
// Unicode keeps for scripts from right to left.
bool runs_right_to_left(char32_t c) {
  return (c >= 0x0590 && c <= 0x08FF) || (c >= 0xFB1D && c <= 0xFDFF) ||
         (c >= 0xFE70 && c <= 0xFEFC) || (c >= 0x10800 && c <= 0x10FFF) ||
         (c >= 0x1E800 && c <= 0x1EFFF);
}

Side side_of(char32_t c) {
  switch (classify(c).kind) {
    case CharacterKind::kWord:
    case CharacterKind::kTransliterated:
    case CharacterKind::kOtherLetter:
    case CharacterKind::kApostrophe:
      return runs_right_to_left(c) ? Side::kRightToLeft : Side::kLeftToRight;
    case CharacterKind::kIgnored:
    case CharacterKind::kUnreadable:
    case CharacterKind::kReordering:
    case CharacterKind::kSeparator:
      return Side::kNoLetter;
  }
  return Side::kNoLetter;
}

bool is_seen(char32_t c) { return classify(c).kind != CharacterKind::kIgnored; }

// Whether a mark between these two can part a word.
bool parts(Mark mark, Side before, Side behind) {
  const bool inside = before != Side::kNoLetter && behind != Side::kNoLetter;
  switch (mark) {
    case Mark::kNone:
      return false;
    case Mark::kLeftToRight:
      return before == Side::kRightToLeft && behind == Side::kRightToLeft;
    case Mark::kRightToLeft:
      return before == Side::kLeftToRight && behind == Side::kLeftToRight;
    case Mark::kOpening:  // behind a letter even a blank may be moved away
      return inside || before == Side::kLeftToRight;
    case Mark::kClosing:
      return inside || behind == Side::kLeftToRight;
  }
  return false;
}

}  // namespace

std::size_t reordering_marks(std::u32string_view points) {
  const bool none = std::none_of(points.begin(), points.end(),
                                 [](char32_t c) { return mark_of(c) != Mark::kNone; });
  if (none) return 0;
  std::size_t count = 0;
  Side before = Side::kNoLetter;
  for (std::size_t i = 0; i < points.size();) {
    if (is_seen(points[i])) {
      before = side_of(points[i++]);
      continue;
    }
    std::size_t end = i;
    while (end < points.size() && !is_seen(points[end])) ++end;
    if (i > 0 && end < points.size()) {
      const Side behind = side_of(points[end]);
      count += static_cast<std::size_t>(
          std::count_if(points.begin() + static_cast<std::ptrdiff_t>(i),
                        points.begin() + static_cast<std::ptrdiff_t>(end),
                        [&](char32_t c) { return parts(mark_of(c), before, behind); }));
    }
    i = end;
  }
  return count;
}

}  // namespace financescr::text
