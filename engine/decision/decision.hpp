// A decision: an outcome with the hashes of all that went into it; and the bundle, which is all
// that somebody who holds the pack needs to make the same decision again.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/canonical/json.hpp"
#include "engine/canonical/object_text.hpp"
#include "engine/core/domain.hpp"
#include "engine/core/result.hpp"
#include "engine/decision/summary.hpp"

namespace financescr::decision {

// Changes only when the outcome of some decision may change.
inline constexpr std::string_view kDecisionVersion = "financescr-decision/4";
inline constexpr std::string_view kBundleVersion = "financescr-bundle/1";

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
  Domain domain = Domain::kScreening;
  Summary summary;
  Pointers ignored_fields;  // JSON pointers into the request
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
[[nodiscard]] canonical::Json make_bundle(Domain domain, const canonical::Json& request_id,
                                          const canonical::Json& input,
                                          const canonical::Json& decision,
                                          const std::optional<std::string>& customer_ref = {});
// The same bundle as text.
[[nodiscard]] std::string bundle_text(const canonical::Json& request_id, const Decided& decided);

}  // namespace financescr::decision
