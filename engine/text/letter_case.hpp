// Whether a letter is a capital.
#pragma once

#include <cstdint>

namespace financescr::text {

enum class LetterCase : std::uint8_t { kNone, kUpper, kLower };

// Of ASCII, Latin-1, Greek and Cyrillic letters; the others have none here.
[[nodiscard]] constexpr LetterCase case_of(char32_t c) {
  const auto within = [c](char32_t first, char32_t last) { return c >= first && c <= last; };
  if (within('A', 'Z') || within(0xC0, 0xDE) || within(0x0391, 0x03A9) || within(0x0400, 0x042F)) {
    return LetterCase::kUpper;
  }
  if (within('a', 'z') || within(0xDF, 0xFF) || within(0x03B1, 0x03C9) || within(0x0430, 0x045F)) {
    return LetterCase::kLower;
  }
  return LetterCase::kNone;
}

}  // namespace financescr::text
