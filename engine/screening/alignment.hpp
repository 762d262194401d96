// Alignment: which words of one name answer to which words of another, and how much of each name
// that leaves explained.
//
// Every pair of words that sound alike and share a sound key is a link; so is a run of two or three
// words against one word ("Abd al Rahman" and "Abdulrahman"), and an initial against a word that
// starts with it. Two words also answer each other if their letters differ by few edits
// (text/letter_edits.hpp) or if they are forms of one given name. Some links need support: they
// count only beside another link, of other words, that tells something. The heaviest links are
// taken first as long as their words are free.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "engine/core/limits.hpp"
#include "engine/core/micro.hpp"
#include "engine/text/descent.hpp"
#include "engine/text/name.hpp"

namespace financescr::screening {

// How alike two words count, in per mille, given their token similarity: nothing below
// kLeastSimilarity, then rising twice as fast as the similarity itself.
inline constexpr std::int32_t kLeastSimilarity = 700;
[[nodiscard]] constexpr std::int32_t similarity_credit(std::int32_t similarity_permille) {
  return similarity_permille < kLeastSimilarity ? 0 : 2 * similarity_permille - 1000;
}

// An initial against a word that starts with it, in per mille.
inline constexpr std::int32_t kInitialCredit = 650;

// A run of words joined must be at least this like the one word it answers, in per mille.
inline constexpr std::int32_t kLeastRunSimilarity = 800;
inline constexpr std::int32_t kNeverSimilar = 1001;  // more than any two words are

struct Link {
  std::uint8_t query_first;
  std::uint8_t query_count;
  std::uint8_t candidate_first;
  std::uint8_t candidate_count;
  std::int32_t credit_permille;
  bool by_initial;
  bool needs_support;
};

struct Alignment {
  Micro query_coverage;      // weighed share of the query's words that is answered, 0 to 1
  Micro candidate_coverage;  // the same for the candidate's words
  Micro evidence;            // letters of name words that agree, over kFullEvidenceLetters, 0 to 1
  Micro rarity;              // bits of the words that agree, over kFullRarityBits, 0 to 1
  Micro initials;            // weighed share of the query that only an initial answers, 0 to 1
  Micro number_conflict;     // 1: each name has a number that the other has not; kOneSidedConflict:
                             // only one of them has
  std::vector<Link> pairs;   // the links taken, by position in the query
  bool order_conflict = false;  // child and parent of one name are parent and child of the other
};

inline constexpr std::int32_t kFullEvidenceLetters = 10;
inline constexpr std::int32_t kFullRarityBits = 30;

// A number is one of up to four figures; more are an identity number and no part of a name.
inline constexpr std::size_t kLongestNumber = 4;
inline constexpr Micro kOneSidedConflict{400'000};

// Names added to a listed one do not hide it: where all of a candidate is answered, by two telling
// words or more, with kContainedEvidence, the query's coverage is at least this.
inline constexpr Micro kContainedCoverage{620'000};
inline constexpr Micro kContainedEvidence{800'000};
inline constexpr Micro kContainedCandidate{980'000};
inline constexpr std::size_t kContainedWords = 2;

// What the words of a name weigh, in their order.
class NameWeights {
 public:
  NameWeights() = default;
  explicit NameWeights(std::span<const text::Word> words);
  // Requires: fewer than limits::kMaxNameTokens words so far.
  void add(std::int32_t weight_permille, text::WordClass word_class, std::size_t letters,
           std::int32_t rarity_bits);

  [[nodiscard]] std::int64_t weight(std::size_t first, std::size_t count) const;
  // Letters of words that are no fillers.
  [[nodiscard]] std::int64_t telling_letters(std::size_t first, std::size_t count) const;
  [[nodiscard]] bool tells(std::size_t word) const { return telling_[word] > 0; }
  [[nodiscard]] std::int64_t rarity_bits(std::size_t first, std::size_t count) const;
  [[nodiscard]] std::int64_t whole() const { return whole_; }
  // The places of numbers, as bits.
  [[nodiscard]] std::uint64_t numbers() const { return numbers_; }

  // Who is whose child; add() does not find it out.
  [[nodiscard]] const std::vector<text::Descent>& descents() const { return descents_; }
  void set_descents(std::vector<text::Descent> descents) { descents_ = std::move(descents); }

 private:
  std::array<std::uint16_t, limits::kMaxNameTokens> weights_;
  std::array<std::uint8_t, limits::kMaxNameTokens> telling_;
  std::array<std::uint8_t, limits::kMaxNameTokens> rarity_;
  std::size_t count_ = 0;
  std::int64_t whole_ = 0;
  std::vector<text::Descent> descents_;
  std::uint64_t numbers_ = 0;
};

// How alike, in per mille, a word of the query must be to one of a name to answer it, if their
// letters differ. Numbers never do then. Fillers answer fillers only, but for a query's word that
// may be a company word misspelt ("Abnk"): it has four letters or more, and must be more alike than
// a name; and for a title that is also a name ("Seyed", "Muhandis"), which must sound the same.
inline constexpr std::int32_t kLeastTitleSimilarity = 900;
inline constexpr std::int32_t kLeastMisspeltSimilarity = 740;
inline constexpr std::size_t kLeastMisspeltLetters = 4;
[[nodiscard]] std::int32_t least_similarity(text::WordClass query, std::size_t query_letters,
                                            text::WordClass candidate);

// Credits of a query's word and a candidate's of which neither is an initial; 0 where they do not
// answer each other.
struct WordCredits {
  std::int32_t plain = 0;
  std::int32_t supported = 0;  // what they count beside another word that agrees, if that is more
};
[[nodiscard]] WordCredits word_credits(const text::Word& query, const text::Word& candidate);

// The part of word_credits() that rests on the letters.
[[nodiscard]] WordCredits edit_credits(const text::Word& query, const text::Word& candidate);

// What forms of one given name count (text/given_names.hpp), beside another word that agrees.
inline constexpr std::int32_t kGivenNameCredit = 750;

// Credit of a run of words against one word of about its length; 0 if it does not answer it.
[[nodiscard]] std::int32_t run_credit(std::string_view run_phones, const text::Word& word);

// Credit where at least one side is an initial; `by_initial` tells that only a first letter agrees.
[[nodiscard]] std::int32_t initial_credit(const text::Word& a, const text::Word& b,
                                          bool& by_initial);

// All links between two names. Neither may have more than limits::kMaxNameTokens words.
[[nodiscard]] std::vector<Link> find_links(std::span<const text::Word> query,
                                           std::span<const text::Word> candidate);

// Whether the links are enough for the index to come upon the candidate: one of a run, or of a word
// that is searched for and not answered by an initial alone or in need of support.
[[nodiscard]] bool is_found(std::span<const text::Word> query, std::span<const Link> links);

// Whether a word of a query is searched for: those of a class that is, or all where there are none.
[[nodiscard]] std::vector<bool> searched_words(std::span<const text::Word> query);

// Takes links, heaviest first, each word once.
[[nodiscard]] Alignment resolve(std::span<const Link> links, const NameWeights& query,
                                const NameWeights& candidate, bool keep_pairs);

[[nodiscard]] Alignment align(std::span<const text::Word> query,
                              std::span<const text::Word> candidate);

}  // namespace financescr::screening
