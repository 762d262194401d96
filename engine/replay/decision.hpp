// A decision: an outcome with the hashes of all that went into it; and the bundle, which is all
// that somebody who holds the pack needs to make the same decision again.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/canonical/json.hpp"
#include "engine/canonical/object_text.hpp"
#include "engine/core/result.hpp"

namespace financescr::replay {

// Changes only when the outcome of some decision may change.
inline constexpr std::string_view kDecisionVersion = "financescr-decision/4";
inline constexpr std::string_view kBundleVersion = "financescr-bundle/1";

enum class Kind : std::uint8_t { kScreen, kCredit };
[[nodiscard]] std::string_view to_string(Kind kind);

// The hashes of what a decision is made with.
struct Provenance {
  std::string pack_hash;
  std::string policy_hash;
  std::string model_hash;
};

// A decision with the canonical input it was made from; both also as text, each written once.
struct Decided {
  canonical::Json input;
  canonical::Json decision;
  std::string input_text;
  canonical::ObjectText decision_text;
  // Of a screening, the candidate_id and score of each match; otherwise null.
  canonical::Json candidates;
  Pointers ignored_fields;               // JSON pointers into the request
  std::optional<std::string> applicant;  // the customer_id of an application of the pack
  // What the caller calls the subject: goes with the decision, and decides nothing of it.
  std::optional<std::string> customer_ref;
};

// The outcome with decision_version, input_hash, pack_hash, policy_hash, model_hash, result_hash.
// result_hash is over all the others and the outcome. Requires: `outcome` is an object. `matches`:
// the text of its "matches", which are then in the text of the decision alone.
[[nodiscard]] Decided make_decision(canonical::Json input, canonical::Json outcome,
                                    const Provenance& provenance,
                                    const std::optional<std::string>& matches = {});

// `request_id` may be null. It is part of the envelope, not of the decision, and so is
// "customer_ref", which a bundle has where the caller gave one.
[[nodiscard]] canonical::Json make_bundle(Kind kind, const canonical::Json& request_id,
                                          const canonical::Json& input,
                                          const canonical::Json& decision,
                                          const std::optional<std::string>& customer_ref = {});
// The same bundle as text.
[[nodiscard]] std::string bundle_text(Kind kind, const canonical::Json& request_id,
                                      const Decided& decided);

}  // namespace financescr::replay
