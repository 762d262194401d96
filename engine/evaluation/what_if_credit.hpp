// What credit decisions would come to under another policy.
//
// In: the labelled applications of a pack and two policies. Out: both books, as `financescr eval`
// counts them, and how many applications move from which decision to which. Nothing is stored.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include "engine/canonical/json.hpp"
#include "engine/core/result.hpp"
#include "engine/replay/engine_set.hpp"

namespace financescr::evaluation {

// `active` with the members of `changes` in the place of its own; members of objects are replaced
// one by one, and a null stands for none.
// Returns: nothing when at least one error was appended to `errors`, as credit::read_policy does.
[[nodiscard]] std::optional<credit::Policy> changed_policy(const credit::Policy& active,
                                                           const canonical::Json& changes,
                                                           const std::string& pointer,
                                                           Errors& errors);

// All applications under one policy. Arrays are in order of credit::Decision.
struct CreditBook {
  std::array<std::int64_t, 3> counts{};
  std::array<std::int64_t, 3> defaulted{};
  std::int64_t declined_by_rule = 0;  // by a guardrail or affordability
  Micro cost;                         // in hindsight, under the policy's own costs
  std::string policy_hash;
};

struct CreditWhatIf {
  std::int64_t rows = 0;
  CreditBook current;
  CreditBook changed;
  std::array<std::array<std::int64_t, 3>, 3> moves{};  // [current][changed]
};

// Decides every labelled application under the engine's policy and under `changed`.
// Errors: kUnsupported without a credit domain or usable labels, or with more than
// limits::kMaxWhatIfRows of them; kInvalid if a label cannot be read.
[[nodiscard]] Result<CreditWhatIf> what_if_credit(const replay::EngineSet& engine,
                                                  const credit::Policy& changed);
[[nodiscard]] canonical::Json to_json(const CreditWhatIf& what_if);

}  // namespace financescr::evaluation
