// Alignment: which words of one name answer to which words of another, and how much of each name
// that leaves explained.
//
// Every pair of words that sound alike and share a sound key is a link; so is a run of two or three
// words against one word ("Abd al Rahman" and "Abdulrahman"), and an initial against a word that
// starts with it. The heaviest links are taken first as long as their words are free.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/core/limits.hpp"
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

struct Link {
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
  std::vector<Link> pairs;   // the links taken, by position in the query
};

inline constexpr std::int32_t kFullEvidenceLetters = 10;

// What the words of a name weigh, in their order.
class NameWeights {
 public:
  NameWeights() = default;
  explicit NameWeights(std::span<const text::Word> words);
  // Requires: fewer than limits::kMaxNameTokens words so far.
  void add(std::int32_t weight_permille, text::WordClass word_class, std::size_t letters);

  [[nodiscard]] std::int64_t weight(std::size_t first, std::size_t count) const;
  // Letters of words that are no fillers.
  [[nodiscard]] std::int64_t telling_letters(std::size_t first, std::size_t count) const;
  [[nodiscard]] std::int64_t whole() const { return whole_; }

 private:
  std::array<std::uint16_t, limits::kMaxNameTokens> weights_;
  std::array<std::uint8_t, limits::kMaxNameTokens> telling_;
  std::size_t count_ = 0;
  std::int64_t whole_ = 0;
};

// How alike, in per mille, a word of the query must be to one of a name to answer it, if their
// letters differ. Fillers answer fillers only, but for a query's word that may be a company word
// misspelt ("Abnk"): it has four letters or more, and must be more alike than a name.
inline constexpr std::int32_t kLeastMisspeltSimilarity = 740;
inline constexpr std::size_t kLeastMisspeltLetters = 4;
[[nodiscard]] std::int32_t least_similarity(text::WordClass query, std::size_t query_letters,
                                            text::WordClass candidate);

// Credit of a query's word and a candidate's of which neither is an initial; 0 if they do not
// answer each other.
[[nodiscard]] std::int32_t word_credit(const text::Word& query, const text::Word& candidate);

// Credit of a run of words against one word of about its length; 0 if it does not answer it.
[[nodiscard]] std::int32_t run_credit(std::string_view run_phones, const text::Word& word);

// Credit where at least one side is an initial; `by_initial` tells that only a first letter agrees.
[[nodiscard]] std::int32_t initial_credit(const text::Word& a, const text::Word& b,
                                          bool& by_initial);

// All links between two names. Neither may have more than limits::kMaxNameTokens words.
[[nodiscard]] std::vector<Link> find_links(std::span<const text::Word> query,
                                           std::span<const text::Word> candidate);

// Whether the links are enough for the index to come upon the candidate: one of a run, or of a word
// that is searched for and not answered by an initial alone.
[[nodiscard]] bool is_found(std::span<const text::Word> query, std::span<const Link> links);

// Whether a word of a query is searched for: those of a class that is, or all where there are none.
[[nodiscard]] std::vector<bool> searched_words(std::span<const text::Word> query);

// Takes links, heaviest first, each word once.
[[nodiscard]] Alignment resolve(std::span<const Link> links, const NameWeights& query,
                                const NameWeights& candidate, bool keep_pairs);

[[nodiscard]] Alignment align(std::span<const text::Word> query,
                              std::span<const text::Word> candidate);

}  // namespace financescr::screening
