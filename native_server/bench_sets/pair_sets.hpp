// Names and records compared two by two, as `match` does: curated name pairs, and cases that people
// reported, with the right answer of each.
//
// In: the lines of a set, the model and policy that ship. Out: rows of the quality table. Never: a
// clock, I/O.
#pragma once

#include <string_view>

#include "engine/core/result.hpp"
#include "engine/screening/decide.hpp"
#include "native_server/bench_sets/quality_rows.hpp"

namespace financescr::bench_sets {

// The threshold at which the peers whose scores stand in the name pairs call a pair a match.
inline constexpr Micro kPeerThreshold{700'000};

// Lines {"group", "query": {"name", "schema"?}, "candidate": likewise, "expected": "match" or
// "no_match", "peer_score"?: {peer: score}}; a line that expects neither is passed over. Precision,
// recall and F1 of all pairs, of those that a peer scored, and of groups; groups of fewer than ten
// pairs count together. Errors: with the line, of one that is no pair.
[[nodiscard]] Result<QualityRows> measure_name_pairs(std::string_view lines,
                                                     const screening::Screener& screener);

// Lines {"kind", "listed": a candidate of `match`, "subject": a query of `match`, "right": "REVIEW"
// or "CLEAR"}: how many are decided so, by the first two words of their kind. A date of birth that
// is refused counts as reviewed. Errors: likewise.
[[nodiscard]] Result<QualityRows> measure_reported_cases(std::string_view lines,
                                                         const screening::Screener& screener);

}  // namespace financescr::bench_sets
