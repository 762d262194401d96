// What a host and its pack say of themselves.
#pragma once

#include <cstdint>

#include "engine/canonical/json.hpp"
#include "engine/replay/engine_set.hpp"

namespace financescr::browser {

// {"version","decision_version","bundle_version","self_test","memory_limit_bytes"}
[[nodiscard]] canonical::Json about(std::int64_t memory_limit_bytes);

// {"fincrime":DOMAIN|null,"credit":DOMAIN|null} with DOMAIN = {"label","as_of","pack_hash",
// "policy_hash","model_hash","policy_version","rows"}
[[nodiscard]] canonical::Json describe(const replay::EngineSet& engine);

// {"errors":[{"code","detail","pointer"}]}
[[nodiscard]] std::string refusal(const Errors& errors);

}  // namespace financescr::browser
