// The hashes that tell a pack's rows: what an activation approves, and what a server is held to.
#pragma once

#include <array>
#include <string>

#include "engine/pack/domain_spec.hpp"
#include "functions/ports/pack_library.hpp"
#include "functions/ports/records/pack_activations.hpp"

namespace financescr::ports {

// One for each domain, in their order; of domains after credit it is empty where the pack has
// nothing of them.
using PackHashes = std::array<std::string, kDomainCount>;

[[nodiscard]] PackHashes pack_hashes(const LoadedPack& pack);
[[nodiscard]] PackHashes pack_hashes(const PackActivationRecord& record);
void set_pack_hashes(PackActivationRecord& record, const PackHashes& hashes);

// Whether a pack is the one that an activation is about.
[[nodiscard]] bool is_of(const LoadedPack& pack, const PackActivationRecord& record);

// Adds them to an object: "screening_pack_hash", "credit_pack_hash", ...
void add_pack_hashes(canonical::Json& json, const PackHashes& hashes);

}  // namespace financescr::ports
