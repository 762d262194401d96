// Runs: neighbouring words of a name read as one word, because one list joins what another writes
// apart ("Zhen Rong", "Abd al Rahman", "Walker Sarah" for "SarahWalker").
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/text/name.hpp"

namespace financescr::text {

struct Run {
  std::uint8_t first;
  std::uint8_t count;
  std::uint8_t letters;  // of all its words
  bool reversed;         // two words, the second one first
  std::string phones;
};

// Two neighbours in either order, or three ("Roso boron eksport"); together no longer than a word
// may be. Words that number or title a name, and legal forms, are in no run. In order of `first`.
[[nodiscard]] std::vector<Run> runs_of(std::span<const Word> words);

// How long a word is when its unwritten vowels are silent, and when all are written.
struct LetterCount {
  std::size_t least;
  std::size_t most;
};
[[nodiscard]] LetterCount letter_count(std::size_t letters, std::string_view phones);

// Whether a run and a single word are near enough in length to be compared.
[[nodiscard]] bool comparable_lengths(const LetterCount& run, const LetterCount& word);

}  // namespace financescr::text
