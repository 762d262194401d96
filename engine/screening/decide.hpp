// The screening decision: candidates -> features -> score -> policy -> CLEAR or REVIEW, with the
// evidence.
//
// In: one request, the compiled list, a policy, a model. Out: the outcome, a pure value of these.
// Never: a clock, a file, a random number, a raw identity number.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/canonical/json.hpp"
#include "engine/core/result.hpp"
#include "engine/pack/pack.hpp"
#include "engine/screening/follow_up.hpp"
#include "engine/screening/model.hpp"
#include "engine/screening/policy.hpp"
#include "engine/screening/ranking.hpp"
#include "engine/screening/reasons.hpp"
#include "engine/screening/request.hpp"
#include "engine/screening/search.hpp"
#include "engine/screening/warnings.hpp"

namespace financescr::screening {

enum class Decision : std::uint8_t { kClear, kReview };
enum class Action : std::uint8_t { kClear, kReviewStandard, kReviewUrgent, kRequestInfo };

[[nodiscard]] std::string_view to_string(Decision decision);
[[nodiscard]] std::string_view to_string(Action action);

struct Screener {
  Policy policy;
  Model model;
};

struct Outcome {
  std::optional<Date> as_of;
  // As resolved: a customer's row where only its id was given; a date of birth from the name field
  // where there was no other.
  Subject subject;
  std::optional<text::NameReadings> names;  // of the subject; present in all that decide() gives
  Decision decision = Decision::kClear;
  Micro probability;
  Micro threshold;
  Level confidence = Level::kLow;
  Level severity = Level::kLow;
  Priority priority = Priority::kP2;
  Action action = Action::kClear;
  std::vector<ReasonCode> reasons;
  std::vector<Warning> warnings;  // what was given or listed and not compared
  std::optional<FollowUp> follow_up;
  std::vector<RankedMatch> matches;  // those returned, best first
  std::size_t retrieved = 0;
};

// Takes any threshold, for what-if; threshold_fault() refuses those that a request may not have.
// Errors: kNotFound for a customer that the pack does not hold, kInvalid for a customer's name
// without a letter.
[[nodiscard]] Result<Outcome> decide(const ScreenRequest& request, const pack::DomainPack& pack,
                                     const Screener& screener, Workspace& workspace);

// The outcome object of a decision, but for its "matches".
[[nodiscard]] canonical::Json to_json(const Outcome& outcome, const pack::DomainPack& pack,
                                      const Screener& screener);
// The value of "matches" as canonical text, and as a tree. They are most of a decision: the tree
// takes several times as long.
[[nodiscard]] std::string matches_text(const Outcome& outcome, const pack::Watchlist& watchlist,
                                       const Model& model);
[[nodiscard]] canonical::Json matches_json(const Outcome& outcome, const pack::Watchlist& watchlist,
                                           const Model& model);

// One subject against one entry, without an index: what `match` answers.
struct PairOutcome {
  Micro probability;
  Decision decision = Decision::kClear;
  std::vector<Warning> warnings;  // fields under "/query" and "/candidate"
};
[[nodiscard]] PairOutcome decide_pair(const Subject& subject, const pack::WatchlistRow& entry,
                                      const Screener& screener);

}  // namespace financescr::screening
