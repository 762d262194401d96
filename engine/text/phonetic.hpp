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
  // Open phones: what a script leaves open. See spelling.hpp.
  kUnwritten,
  kCarrier,
  kWaw,
  kYod,
  kMaksura,
  kHeh,
  kBeh,
  kPe,
  kVeta,
  kJim,
  kKaf,
  kGhe,
  kGhain,
  kHet,
  kDhal,
  kTe,
  kThe,
  kShin,
  kSin,
  kTje,
  kTse,
  kSunLam,
  kChieut,
  kLiquid,
  kNasal,
  kWeak,
  kEo,
  kAe,
  kLong,
  kEta,
  kSchwa,
  kChi,
  kFu,
  kDji,
  kZu,
  kGiyeok,
  kRieul,
  kSoftNasal,
  kCa,
  kJi,
  kXi,
  kRi,
  kDigit0,  // ... kDigit0 + 9
};
[[nodiscard]] constexpr bool is_open(Phone phone) {
  return phone >= Phone::kUnwritten && phone < Phone::kDigit0;
}
inline constexpr std::size_t kPhoneCount = static_cast<std::size_t>(Phone::kDigit0) + 10;

// Whether the coarse code counts two consonants as one where they meet.
[[nodiscard]] bool are_one_class(Phone a, Phone b);

// One byte a phone. Requires: a word as spelling.hpp spells it; letters in [a-z0-9] are one. At
// most limits::kMaxTokenBytes letters are read, and at most twice as many phones come out.
[[nodiscard]] std::string phones_of(std::string_view word);

// The keys under which the index files a word, ascending and distinct: its coarse code (vowels
// merged, related consonants merged, h dropped), that code with one element left out, its
// consonants, and these with one left out; for every reading of its open phones, and for the second
// reading of a plain phone that has two. Two words answer each other only if they share a key.
[[nodiscard]] std::vector<std::uint32_t> sound_keys(std::string_view phones);

[[nodiscard]] bool share_sound_key(std::string_view a, std::string_view b);

// The keys of a run of words that are read as one word (runs.hpp), ascending and distinct: one of
// the sound keys of each reading.
[[nodiscard]] std::vector<std::uint32_t> run_keys(std::string_view phones);

// Whether one of the run's keys is among the word's sound keys. Only then it may answer the word.
[[nodiscard]] bool run_meets_word(std::string_view run_phones, std::string_view word_phones);

}  // namespace financescr::text
