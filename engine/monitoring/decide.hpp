// The monitoring decision: facts of an event -> rules, models, names -> the highest -> ALERT or
// PASS.
//
// In: one event with its facts, a policy, the results of comparing names. Out: the outcome, a pure
// value of these. Never: a clock, a file, a random number, a store.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/canonical/json.hpp"
#include "engine/monitoring/name_check.hpp"
#include "engine/monitoring/policy.hpp"
#include "engine/monitoring/request.hpp"

namespace financescr::monitoring {

enum class Decision : std::uint8_t { kPass, kAlert };
[[nodiscard]] std::string_view to_string(Decision decision);

enum class Level : std::uint8_t { kLow, kMedium, kHigh, kCritical };
[[nodiscard]] std::string_view to_string(Level level);

// Reasons that are no rule's. Each rule has a code of its own (Rule::code).
enum class ReasonCode : std::uint8_t {
  kSanctionsMatch,      // a party's name matches an entry of a sanctions list
  kPepMatch,            // of politically exposed persons
  kAdverseMediaMatch,   // of adverse media
  kNameNotCompared,     // a party's name could not be compared, or not whole
  kLateBeyondHorizon,   // later than max_lateness: its facts may be incomplete
  kNoLimitForCurrency,  // the policy has no maximum for the currency: rules of amount are silent
  kSearchCut,           // a rule could not look at all that there was
};
inline constexpr std::size_t kReasonCodeCount = 7;
[[nodiscard]] std::string_view to_string(ReasonCode code);
[[nodiscard]] std::string_view describe(ReasonCode code);

struct FiredRule {
  std::size_t rule = 0;  // its place in the table
  Category category = Category::kAmount;
  Micro severity;
  std::string reason;
};

struct Outcome {
  Decision decision = Decision::kPass;
  Micro risk_score;
  Level level = Level::kLow;
  Micro rule_score;
  std::optional<Micro> name_score;  // nothing: no name was compared
  std::vector<FiredRule> rules;     // in the order of the table
  std::vector<PartyResult> names;
  std::vector<ReasonCode> reasons;
};

// Whether the policy has the rule look at such events, and the rule does.
[[nodiscard]] bool applies(std::size_t rule, const Evidence& evidence);

// What a rule finds; its severity is the policy's where the policy has one. Nothing: it is silent.
[[nodiscard]] std::optional<FiredRule> fire(std::size_t rule, const Evidence& evidence);

// Severities of 0 are reports that are owed, and add nothing.
[[nodiscard]] Micro rule_score(std::span<const FiredRule> rules, RuleScore how);
[[nodiscard]] Level level_of(Micro score, const Levels& levels);

[[nodiscard]] Outcome decide(const MonitorRequest& request, const Policy& policy, NameCheck names);

// The outcome object of a decision, but for its "policy".
[[nodiscard]] canonical::Json to_json(const Outcome& outcome, const MonitorRequest& request);
// A rule that fired, with the ids of the events that it saw.
[[nodiscard]] canonical::Json to_json(const FiredRule& fired,
                                      const std::vector<std::string>& event_ids);

}  // namespace financescr::monitoring
