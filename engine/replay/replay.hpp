// replay: makes the decision of a bundle again and says whether it is identical, or where it first
// differs. Identical means that every member of the bundle is what make_bundle() would write today;
// the exceptions are the values of request_id and customer_ref, which are the caller's and no part
// of the decision.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/canonical/json.hpp"
#include "engine/canonical/rounded_numbers.hpp"
#include "engine/core/result.hpp"
#include "engine/replay/engine_set.hpp"

namespace financescr::replay {

struct Difference {
  std::string field;  // JSON pointer into the bundle
  canonical::Json
      recorded;  // null where the bundle lacks the field; a number's text if it was rounded
  canonical::Json replayed;
};

struct Replay {
  canonical::Json request_id;
  // Of the decision made again; nothing if another pack, policy, model or engine cannot make it.
  std::optional<std::string> result_hash;
  std::optional<Difference> difference;  // nothing: identical, byte by byte
};

// What went into a decision is compared first (pack_hash, decision_version, policy_hash,
// model_hash, input_hash), then the members of the bundle, its input and its decision in canonical
// order, then the numbers that were rounded when the bundle was read, so that the first difference
// is the cause and not a consequence. Errors: kInvalid or kMissing if it is no bundle; those of the
// engine if the same pack, policy, model and engine cannot decide the input at all.
[[nodiscard]] tl::expected<Replay, Errors> replay(
    const canonical::Json& bundle, const std::vector<canonical::RoundedNumber>& rounded,
    const EngineSet& engines, decision::Workspace& workspace);

// {"request_id","status":"identical"|"different","result_hash"|null}, and where they differ
// "field", "recorded" and "replayed".
[[nodiscard]] canonical::Json to_json(const Replay& replay);

}  // namespace financescr::replay
