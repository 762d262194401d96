// Alignment: which words of one name answer to which words of another, and how much of each name
// that leaves explained.
//
// Every pair of words that sound alike is an edge; so is a run of two or three words against one
// word ("Abd al Rahman" and "Abdulrahman"), and an initial against a word that starts with it. The
// heaviest edges are taken first as long as their words are free.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/core/micro.hpp"
#include "engine/text/name.hpp"

namespace financescr::screening {

// How alike two words count, in per mille, given their token similarity: nothing below
// kLeastSimilarity, then rising twice as fast as the similarity itself.
inline constexpr std::int32_t kLeastSimilarity = 700;
[[nodiscard]] constexpr std::int32_t similarity_credit(std::int32_t similarity_permille) {
  return similarity_permille < kLeastSimilarity ? 0 : 2 * similarity_permille - 1000;
}

// A run of words joined must be at least this like the one word it answers, in per mille.
inline constexpr std::int32_t kLeastRunSimilarity = 800;

struct AlignedWords {
  std::uint8_t query_first;
  std::uint8_t query_count;
  std::uint8_t candidate_first;
  std::uint8_t candidate_count;
  std::int32_t credit_permille;
  bool by_initial;
};

struct Alignment {
  Micro query_coverage;      // weighed share of the query's words that is answered, 0 to 1
  Micro candidate_coverage;  // the same for the candidate's words
  Micro evidence;            // letters of name words that agree, over kFullEvidenceLetters, 0 to 1
  Micro initials;            // weighed share of the query that only an initial answers, 0 to 1
  std::vector<AlignedWords> pairs;  // by position in the query
};

inline constexpr std::int32_t kFullEvidenceLetters = 10;

// Words that say little about who is meant: particles, honorifics, legal forms, generic words.
[[nodiscard]] bool is_filler(const text::Word& word);

// Neither side may have more than limits::kMaxNameTokens words.
[[nodiscard]] Alignment align(std::span<const text::Word> query,
                              std::span<const text::Word> candidate);

}  // namespace financescr::screening
