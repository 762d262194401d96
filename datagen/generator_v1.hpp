// Generator v1: the synthetic packs fincrime/v1, credit/v1 and golden/v1 from a seed.
//
// Input: a seed and sizes. Output: files as bytes; no file is written and no clock is read. The
// same options give the same bytes everywhere, and where the reference (generate_data_v1.py) is
// reproducible itself, they are its bytes. Only watchlist.jsonl is not: see name_variants.hpp.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/core/result.hpp"

namespace financescr::datagen {

struct GeneratorOptions {
  std::uint64_t seed = 42;
  std::int64_t customer_count = 3000;
  std::int64_t watchlist_count = 3000;
  std::int64_t credit_application_count = 3000;
  std::int64_t fincrime_scenario_count = 1000;
  double customers_dob_present = 0.95;  // share of customers with a date of birth
  double watchlist_dob_present = 0.60;  // share of listed persons with a date of birth
};

struct GeneratedFile {
  std::string path;  // relative to the output root, e.g. "fincrime/v1/customers.jsonl"
  std::string bytes;
  std::int64_t row_count = 0;
};

// Returns: customers, watchlist and labels of fincrime/v1; applications and labels of credit/v1;
// fincrime_golden and credit_golden of golden/v1, in this order.
// Errors: kInvalid or kTooLarge, naming the command-line flag, for a count that is negative, above
// ten million, or too small for the others, and for a probability outside 0 to 1.
[[nodiscard]] Result<std::vector<GeneratedFile>> generate_v1(const GeneratorOptions& options);

}  // namespace financescr::datagen
