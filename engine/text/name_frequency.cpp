#include "engine/text/name_frequency.hpp"

#include <algorithm>

namespace financescr::text {
namespace {

constexpr std::int32_t kBitsPerLetter = 3;
constexpr std::uint64_t kOtherEntries = std::uint64_t{1} << 15U;

}  // namespace

std::int32_t word_bits(std::string_view letters, WordClass word_class) {
  if (is_filler(word_class) || word_class == WordClass::kInitial) return 0;
  const auto count = static_cast<std::int32_t>(std::min<std::size_t>(letters.size(), 8));
  const std::int32_t most = std::min(kMostWordBits, kBitsPerLetter * count);
  const CommonWord* const end = kCommonWords + kCommonWordCount;
  const CommonWord* const found = std::lower_bound(
      kCommonWords, end, letters,
      [](const CommonWord& word, std::string_view value) { return word.word < value; });
  if (found == end || found->word != letters) return most;
  return std::min<std::int32_t>(most, found->bits);
}

std::int32_t listed_word_bits(std::uint64_t having, std::uint64_t entries) {
  std::int32_t bits = 0;
  while (bits < kMostWordBits &&
         (having << static_cast<unsigned>(bits + 1)) <= entries + kOtherEntries) {
    ++bits;
  }
  return bits;
}

}  // namespace financescr::text
