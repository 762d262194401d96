// Sound codes: what a romanised word sounds like, so that spellings of one name meet.
//
// A word becomes a sequence of phones: digraphs that stand for one sound in romanisations ("kh",
// "sh", "zh", "ou") become one phone, doubled letters one. Token similarity compares phones; the
// index finds words by coarser keys made from them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace financescr::text {

enum class Phone : std::uint8_t {
  kA,
  kE,
  kI,
  kO,
  kU,
  kY,
  kW,  // vowels and glides
  kB,
  kC,
  kD,
  kF,
  kG,
  kH,
  kJ,
  kK,
  kL,
  kM,
  kN,
  kP,
  kQ,
  kR,
  kS,
  kT,
  kV,
  kZ,
  kCh,
  kSh,
  kZh,
  kKh,
  kGh,
  kTh,
  kTs,
  kDz,
  kDigit0,  // ... kDigit0 + 9
};
inline constexpr std::size_t kPhoneCount = static_cast<std::size_t>(Phone::kDigit0) + 10;

// One byte a phone. Requires: letters in [a-z0-9]. At most limits::kMaxTokenBytes letters are read.
[[nodiscard]] std::string phones_of(std::string_view word);

// The keys under which the index files a word, ascending and distinct: its coarse code (vowels
// merged, related consonants merged, h dropped), that code with one element left out, its
// consonants, and these with one left out; all of them once more for the second reading of a phone
// that has two. Two words answer each other only if they share a key.
[[nodiscard]] std::vector<std::uint32_t> sound_keys(std::string_view phones);

[[nodiscard]] bool share_sound_key(std::string_view a, std::string_view b);

// The one key of a run of words that are read as one word (runs.hpp): one of its sound keys. A run
// answers a word only if this is among the word's sound keys.
[[nodiscard]] std::uint32_t run_key(std::string_view phones);

}  // namespace financescr::text
