// Alias retrieval: how often a party is found by an alias that the list searched does not hold.
//
// In: a development set (JSON lines with id, type, primary, alias, script, bucket) and, where it is
// at hand, the list the set was drawn from. Out: the watchlists to search and the tallies of what
// was found. Never: a clock, I/O.
//
// Protocol A searches every party under its primary name only. Protocol B searches all names but
// the queried alias: the queries are dealt into rounds so that a round leaves out at most one alias
// of a party.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/result.hpp"
#include "engine/pack/watchlist_row.hpp"

namespace financescr::bench_sets {

// How an alias relates to its party's primary name when spelling cannot tell: a nom de guerre, an
// acronym, a translation.
inline constexpr std::string_view kUnrelated = "unrelated";

struct AliasQuery {
  std::string party;  // its id
  std::string alias;
  std::string script;
  std::string bucket;
  std::string type;       // "person", "organisation", "other", "not said"
  std::size_t round = 0;  // of protocol B
};

struct AliasSet {
  std::string name;  // "ofac"
  std::vector<AliasQuery> queries;
  std::map<std::string, std::string> primaries;  // of the parties, by id
  std::size_t rounds = 0;
};

// Errors: kMalformed, kMissing or kInvalid, with the line, for a line that is no query.
[[nodiscard]] Result<AliasSet> read_alias_set(std::string name, std::string_view lines);

// The parties of the set and all others of the list, sorted by id. An entry of the list is a party
// of the set if it has its id or, failing that, its primary name, whatever the order of the words.
// A type that the set does not say is taken from the list.
[[nodiscard]] std::vector<pack::WatchlistRow> parties_of(
    AliasSet& set, const std::vector<pack::WatchlistRow>& list);

// watchlist.jsonl of protocol A, and of protocol B's round.
[[nodiscard]] std::string primary_names_only(const std::vector<pack::WatchlistRow>& parties);
[[nodiscard]] std::string all_names_but(const std::vector<pack::WatchlistRow>& parties,
                                        const AliasSet& set, std::size_t round);

struct RecallTally {
  std::size_t queries = 0;
  std::size_t found_at_1 = 0;
  std::size_t found_at_10 = 0;
  std::size_t review = 0;

  bool operator==(const RecallTally&) const = default;
};

// Tables by script and type leave `unrelated` out.
struct RecallTallies {
  RecallTally all;
  RecallTally without_unrelated;
  std::map<std::string, RecallTally> by_bucket;
  std::map<std::string, RecallTally> by_script;           // "cyrillic"
  std::map<std::string, RecallTally> by_type;             // "person"
  std::map<std::string, RecallTally> by_script_and_type;  // "cyrillic, person"

  // `place` is that of the query's party among the best, from 0; nothing if it is not there.
  void add(const AliasQuery& query, std::optional<std::size_t> place, bool review);
};

}  // namespace financescr::bench_sets
