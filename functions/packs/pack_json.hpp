// What clients see of packs, activations and jobs.
#pragma once

#include "engine/canonical/json.hpp"
#include "functions/ports/pack_library.hpp"
#include "functions/ports/records.hpp"

namespace financescr::packs {

// What an engine decides with, and how much its pack holds; null if it holds nothing of the domain.
[[nodiscard]] canonical::Json domain_json(const decision::DomainEngine& engine);

// Hashes, labels, row counts and versions of an opened pack.
[[nodiscard]] canonical::Json pack_json(const ports::LoadedPack& pack);

[[nodiscard]] canonical::Json activation_json(const ports::PackActivationRecord& record);

[[nodiscard]] canonical::Json job_json(const ports::JobRecord& record);

}  // namespace financescr::packs
