// Search: the listed names that could match a query, found through the index and never by a scan,
// and their alignments, made from what the index found and equal to align() on the words.
//
// Each searched word of the query finds the listed words that share a sound key with it, each run
// of its words the listed words with the run's key, and each of its words the listed names of which
// a run has one of its keys. A name gathers what its words may answer; so every name for which
// is_found() holds becomes a candidate, with bounds that no alignment of it exceeds. That costs
// what the words of the query are common; what it may cost is limited (Workspace), and a search
// that is cut says so instead of having found everything.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/core/limits.hpp"
#include "engine/pack/watchlist.hpp"
#include "engine/screening/alignment.hpp"
#include "engine/text/name.hpp"
#include "engine/text/runs.hpp"
#include "engine/text/token_similarity.hpp"

namespace financescr::screening {

// Upper bounds of what an alignment with a name gives.
struct NameBounds {
  Micro query_coverage;
  Micro candidate_coverage;
  Micro evidence;
  Micro rarity;
};

// Memory that one query after another uses, one owner at a time; holds nothing between queries but
// how the last one ended.
class Workspace {
 public:
  Workspace() = default;
  // `most_work`: what one query may cost, in postings read or their like.
  explicit Workspace(std::int64_t most_work) : most_work_(most_work) {}

  // Whether the last query cost more than it may, so that listed names were not compared with it.
  // The same for the same query, list and limit, whatever the machine.
  [[nodiscard]] bool was_cut() const { return work_ > most_work_; }

 private:
  friend class Search;

  // What the words of a name that answered may bring, rounded up. In a name touched by this query.
  struct Slot {
    std::uint32_t query = 0;           // the query that last touched the name
    std::uint16_t query_gain = 0;      // per mille of a word's weight
    std::uint16_t candidate_gain = 0;  // the same
    std::uint16_t evidence = 0;        // hundredths of a letter
    std::uint16_t rarity = 0;          // hundredths of a bit
    std::uint8_t probe = 0;            // the probe that last counted
    std::uint8_t has_run = 0;          // a run of the name answers a word of the query
  };
  // A listed word that answers words of the query.
  struct Answer {
    std::uint32_t word;
    std::uint8_t first;
    std::uint8_t count;
    std::int16_t credit;
    bool needs_support;
  };

  // A run of a listed name that answers a word of the query.
  struct RunAnswer {
    std::uint32_t name;
    Link link;
  };

  std::vector<Slot> slots_;
  std::vector<std::uint32_t> touched_;
  std::vector<std::uint32_t> numbers_;  // words or runs that share a key with a word of the query
  std::vector<std::uint32_t> similar_;  // words that share a key of letters with it
  std::vector<std::uint32_t> seen_;     // of each listed word, the collection that last met it
  std::uint32_t collection_ = 0;
  std::vector<Answer> probe_answers_;
  std::vector<Answer> answers_;
  std::vector<RunAnswer> run_answers_;
  std::vector<Link> links_;
  std::uint32_t query_ = 0;
  std::int64_t most_work_ = limits::kMaxSearchWork;
  std::int64_t work_ = 0;
};

// Whether a search is a query's first, or counts its work on top of that of the query's other
// readings.
enum class SearchWork : std::uint8_t { kFirst, kContinued };

class Search {
 public:
  // Complexity: the listed words that share a key with a word of the query, and the postings of
  // those that answer it. Requires: all arguments outlive the search; one search a workspace.
  Search(const pack::Watchlist& watchlist, const text::Name& query, Workspace& workspace,
         SearchWork counted = SearchWork::kFirst);

  // The names that the index came upon, in no particular order, each once.
  [[nodiscard]] std::span<const std::uint32_t> names() const { return workspace_.touched_; }

  // Requires: one of names().
  [[nodiscard]] NameBounds bounds(std::uint32_t name) const;

  // Counts what is done with a name of names(). Returns: whether the query may cost that.
  [[nodiscard]] bool spend_on_bounds() const { return spend(kBoundsWork); }
  [[nodiscard]] bool spend_on_alignment() const { return spend(kAlignmentWork); }

  // The alignment of any listed name, equal to align() on the words of both.
  [[nodiscard]] Alignment align(std::uint32_t name, bool keep_pairs) const;

 private:
  // Costs, in postings read.
  static constexpr std::int64_t kComparisonWork = 8;
  static constexpr std::int64_t kEditWork = 2;
  static constexpr std::int64_t kBoundsWork = 8;
  static constexpr std::int64_t kAlignmentWork = 64;

  [[nodiscard]] bool spend(std::int64_t work) const {
    workspace_.work_ += work;
    return !workspace_.was_cut();
  }
  void probe_word(std::size_t i);
  void probe_initial(std::size_t i);
  void probe_runs();
  void probe_listed_runs(std::size_t i, const text::TokenPattern& pattern);
  [[nodiscard]] std::int32_t needed_similarity(const text::Word& single,
                                               std::uint32_t listed) const;
  void expand(const text::TokenPattern& pattern, std::span<const std::uint32_t> keys,
              const text::Word* single);
  void collect_words(std::span<const std::uint32_t> keys, std::vector<std::uint32_t>& words);
  void expand_edits(const text::Word& single);
  void expand_given_names(const text::Word& single);
  void keep_answers(std::size_t first, std::size_t count);
  void count(std::size_t first, std::size_t count);
  void count_supported();
  [[nodiscard]] std::int64_t surplus(std::size_t first, std::size_t count,
                                     const Workspace::Answer& answer) const;
  [[nodiscard]] std::int32_t run_credit(std::size_t i, const text::TokenPattern& pattern,
                                        std::span<const std::uint32_t> run, bool reversed) const;
  [[nodiscard]] Alignment align_words(std::span<const std::uint32_t> words, bool keep_pairs) const;
  Workspace::Slot& touch(std::uint32_t name);
  void add_initial_links(std::span<const std::uint32_t> words) const;

  const pack::Watchlist& watchlist_;
  std::span<const text::Word> words_;
  Workspace& workspace_;
  std::vector<std::vector<std::uint32_t>> keys_;  // of each word
  NameWeights weights_;
  std::vector<bool> searched_;
  bool has_initial_ = false;
  bool initials_searched_ = false;
  std::int64_t initial_count_ = 0;
  std::int64_t unsearched_weight_ = 0;
  std::int64_t unsearched_letters_ = 0;
  std::int64_t title_count_ = 0;  // titles not searched for, which may answer a name
  std::int64_t unsearched_bits_ = 0;
  std::uint8_t probe_ = 0;
};

}  // namespace financescr::screening
