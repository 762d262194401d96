// What both generators are asked for.
#pragma once

#include <cstdint>
#include <string_view>

#include "datagen/name_pools.hpp"
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
  bool with_oracle = true;              // whether oracle.jsonl is written (oracle.hpp)

  // v2 only.
  double credit_raw_fields_rate = 0.70;   // share of applications with raw balances
  const NamePools* name_pools = nullptr;  // not owned; nullptr: name_pools_v2()
};

// Errors: kInvalid or kTooLarge, naming the command-line flag, for a count that is negative, above
// ten million, or too small for the others, and for a probability outside 0 to 1.
[[nodiscard]] Result<void> validate(const GeneratorOptions& options);

}  // namespace financescr::datagen
