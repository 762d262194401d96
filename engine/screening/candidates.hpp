// Candidates: the listed names that could match a query, found through the index and never by a
// scan. A candidate carries bounds of how much of each name the words that were found can explain,
// so that the ranking aligns only those names that can still enter the result.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/pack/watchlist.hpp"
#include "engine/text/name.hpp"

namespace financescr::screening {

struct Candidate {
  std::uint32_t name;
  Micro query_coverage_bound;
  Micro candidate_coverage_bound;
  Micro evidence_bound;
};

// Memory that one query after another uses, one owner at a time; holds nothing between queries.
class Workspace {
 public:
  struct Slot {
    std::uint32_t query = 0;  // the query that last touched the name
    std::uint32_t probe = 0;  // the probe of that query that last counted
    std::int32_t query_gain = 0;
    std::int32_t candidate_gain = 0;
    std::int32_t evidence = 0;
  };

 private:
  friend std::vector<Candidate> find_candidates(const pack::Watchlist&, const text::Name&,
                                                Workspace&);
  std::vector<Slot> slots_;
  std::vector<std::uint32_t> touched_;
  std::uint32_t query_ = 0;
};

// In no particular order, each name once. Complexity: the postings of all words that sound like a
// word of the query.
[[nodiscard]] std::vector<Candidate> find_candidates(const pack::Watchlist& watchlist,
                                                     const text::Name& query, Workspace& workspace);

}  // namespace financescr::screening
