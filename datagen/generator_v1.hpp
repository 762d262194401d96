// Generator v1: the synthetic packs fincrime/v1, credit/v1 and golden/v1 from a seed.
//
// The same options give the same bytes everywhere, and where the reference (generate_data_v1.py) is
// reproducible itself, they are its bytes. Only watchlist.jsonl is not: see name_variants.hpp.
// All tables share one stream of draws, so customers (28 bytes each) and scenarios are kept in
// memory; entries and applications are not.
#pragma once

#include <vector>

#include "datagen/generator_options.hpp"
#include "datagen/output.hpp"

namespace financescr::datagen {

// Writes customers, watchlist and labels of fincrime/v1; applications and labels of credit/v1;
// fincrime_golden and credit_golden of golden/v1; then oracle.jsonl of fincrime/v1.
// Returns: what was written, in this order. Errors: those of validate() and of the output.
[[nodiscard]] Result<std::vector<WrittenFile>> generate_v1(const GeneratorOptions& options,
                                                           Output& output);

// The same in memory.
[[nodiscard]] Result<std::vector<GeneratedFile>> generate_v1(const GeneratorOptions& options);

// The customers that v1's watchlist lists: element i is the index of the one who is entry i.
// Requires: valid options.
[[nodiscard]] std::vector<std::uint32_t> linked_customers_v1(const GeneratorOptions& options);

}  // namespace financescr::datagen
