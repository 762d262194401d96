// The customers of a synthetic bank.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "datagen/name_pools.hpp"

namespace financescr::datagen {

struct Customer {
  std::string customer_id;  // C_000001 ...
  std::string name;
  std::optional<std::string> dob;                // "YYYY-MM-DD"
  std::optional<std::string> nationality;        // ISO 3166-1 alpha-2
  std::optional<std::string> residence_country;  // ISO 3166-1 alpha-2
  std::optional<std::string> id_hash;
  Region region = Region::kEu;
};

[[nodiscard]] std::vector<Customer> draw_customers(PythonRandom& rng, std::int64_t count,
                                                   double dob_present);

[[nodiscard]] std::string customers_jsonl(const std::vector<Customer>& customers);

}  // namespace financescr::datagen
