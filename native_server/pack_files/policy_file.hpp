// policy.json and manifest.json of a domain folder, changed together.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "engine/canonical/json.hpp"
#include "engine/core/result.hpp"
#include "engine/pack/domain_source.hpp"
#include "engine/pack/manifest.hpp"

namespace financescr::pack_files {

// The manifest a domain folder has now, or an empty one. Errors: it cannot be read.
[[nodiscard]] Result<pack::Manifest> current_manifest(const pack::DomainSource& source);

// Replaces members of the policy of a domain folder (or writes `whole` with them where it has
// none), then the manifest, each atomically. A crash between the two leaves a pack that is refused
// until `financescr pack manifest` is run, never one that is misread.
// Returns: the paths that were written. Errors: `path` is no folder with this domain; writing.
[[nodiscard]] Result<std::vector<std::string>> change_policy(
    const std::string& path, Domain domain, const canonical::Json& whole,
    const std::vector<canonical::Json::Member>& members);

}  // namespace financescr::pack_files
