// What clients see of packs, activations and jobs.
#pragma once

#include "engine/canonical/json.hpp"
#include "functions/ports/pack_library.hpp"
#include "functions/ports/records.hpp"

namespace financescr::handlers {

// Hashes, labels, row counts and versions of an opened pack.
[[nodiscard]] canonical::Json pack_json(const ports::LoadedPack& pack);

[[nodiscard]] canonical::Json activation_json(const ports::PackActivationRecord& record);

[[nodiscard]] canonical::Json job_json(const ports::JobRecord& record);

}  // namespace financescr::handlers
