// replay: makes the decision of a bundle again and says whether it is identical, or where it first
// differs.
#pragma once

#include <optional>
#include <string>

#include "engine/canonical/json.hpp"
#include "engine/core/result.hpp"
#include "engine/replay/engine.hpp"

namespace financescr::replay {

struct Difference {
  std::string field;         // JSON pointer into the decision
  canonical::Json recorded;  // null where the bundle lacks the field
  canonical::Json replayed;
};

struct Replay {
  canonical::Json request_id;
  std::string result_hash;               // of the decision made again
  std::optional<Difference> difference;  // nothing: identical, byte by byte
};

// What went into a decision is compared first (decision_version, pack_hash, policy_hash,
// model_hash, input_hash), then the outcome in canonical order, so that the first difference is the
// cause and not a consequence.
// Errors: kInvalid or kMissing if it is no bundle; those of the engine if it cannot decide at all.
[[nodiscard]] tl::expected<Replay, Errors> replay(const canonical::Json& bundle,
                                                  const Engine& engine,
                                                  screening::Workspace& workspace);

// {"request_id","status":"identical"|"different","result_hash"}, and where they differ "field",
// "recorded" and "replayed".
[[nodiscard]] canonical::Json to_json(const Replay& replay);

}  // namespace financescr::replay
