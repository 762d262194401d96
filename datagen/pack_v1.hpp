// The whole v1 pack in memory; see packs.hpp.
#pragma once

#include <vector>

#include "datagen/generator_v1.hpp"
#include "engine/core/result.hpp"

namespace financescr::datagen {

// Returns: the files of generate_v1(), then policy.json, model.json and manifest.json of each
// domain, then golden/v1/fincrime_expected.jsonl and golden/v1/credit_expected.jsonl, whose rows
// hold the decision and the result_hash of each golden row.
// Errors: those of generate_v1(); kCorrupt if the generated pack does not load (a bug).
[[nodiscard]] Result<std::vector<GeneratedFile>> generate_pack_v1(const GeneratorOptions& options);

}  // namespace financescr::datagen
