#include "engine/text/runs.hpp"

#include <algorithm>

#include "engine/text/phonetic.hpp"

namespace financescr::text {
namespace {

constexpr std::size_t kLongestRun = 3;
constexpr std::size_t kFewestLetters = 4;
constexpr std::size_t kMostLetters = 24;
constexpr std::size_t kLengthSlack = 2;

bool joins(const Word& word) {
  switch (word.word_class) {
    case WordClass::kName:
    case WordClass::kInitial:
    case WordClass::kParticle:
    case WordClass::kGeneric:
      return true;
    case WordClass::kHonorific:
    case WordClass::kLegalForm:
    case WordClass::kNumber:
      return false;
  }
  return false;
}

}  // namespace

std::vector<Run> runs_of(std::span<const Word> words) {
  std::vector<Run> runs;
  for (std::size_t first = 0; first + 1 < words.size(); ++first) {
    std::string phones;
    std::size_t letters = 0;
    for (std::size_t count = 1; count <= kLongestRun && first + count <= words.size(); ++count) {
      const Word& word = words[first + count - 1];
      letters += word.letters.size();
      if (!joins(word) || letters > kMostLetters) break;
      std::string reversed(word.phones);
      reversed += phones;
      phones += word.phones;
      if (count == 1 || letters < kFewestLetters) continue;
      const Run run{static_cast<std::uint8_t>(first), static_cast<std::uint8_t>(count),
                    static_cast<std::uint8_t>(letters), false, phones};
      runs.push_back(run);
      if (count == 2 && reversed != phones) {
        runs.push_back({run.first, 2, run.letters, true, reversed});
      }
    }
  }
  return runs;
}

LetterCount letter_count(std::size_t letters, std::string_view phones) {
  const auto unwritten =
      std::count(phones.begin(), phones.end(), static_cast<char>(Phone::kUnwritten));
  return {letters, letters + static_cast<std::size_t>(unwritten)};
}

bool comparable_lengths(const LetterCount& run, const LetterCount& word) {
  return word.least <= run.most + kLengthSlack && run.least <= word.most + kLengthSlack;
}

}  // namespace financescr::text
