// Whole packs: the generators' data files, and what the reference's users had to write by hand or
// never had: policies, models, manifests, and golden sets with expected decisions.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "datagen/generator_options.hpp"
#include "datagen/output.hpp"
#include "engine/core/result.hpp"
#include "engine/replay/engine_set.hpp"

namespace financescr::datagen {

enum class PackVersion : std::uint8_t { kV1, kV2 };

[[nodiscard]] std::string_view to_string(PackVersion version);  // "v1", "v2"

// Writes the files of generate_v1() or generate_v2(), then policy.json, model.json and
// manifest.json of each domain. Memory: that of the generator.
[[nodiscard]] Result<void> write_pack(PackVersion version, const GeneratorOptions& options,
                                      Output& output);

// Write golden/v?/fincrime_expected.jsonl and golden/v?/credit_expected.jsonl: the decision and the
// result_hash of each row of the golden file, whose bytes are given, by the pack just written.
// Errors: kCorrupt if a row cannot be decided (a bug).
[[nodiscard]] Result<void> write_fincrime_expected(PackVersion version,
                                                   const replay::EngineSet& engine,
                                                   std::string_view golden, Output& output);
[[nodiscard]] Result<void> write_credit_expected(PackVersion version,
                                                 const replay::EngineSet& engine,
                                                 std::string_view golden, Output& output);

// All of it in memory.
// Errors: those of the generator; kCorrupt if the generated pack does not load (a bug).
[[nodiscard]] Result<std::vector<GeneratedFile>> generate_pack(PackVersion version,
                                                               const GeneratorOptions& options);

}  // namespace financescr::datagen
