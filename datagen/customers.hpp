// The customers of a synthetic bank.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "datagen/name_pools.hpp"

namespace financescr::datagen {

// What is drawn of a customer, in few bytes: v1 keeps all of them.
struct Customer {
  Person person;
  Region region = Region::kEu;
  CountryIndex nationality = kNoCountry;
  CountryIndex residence = kNoCountry;
  std::int32_t id_number = 0;            // 0: none
  std::optional<std::int32_t> dob_days;  // days since 1970-01-01
};

// C_000001 for index 0.
[[nodiscard]] std::string customer_id(std::int64_t index);

[[nodiscard]] Customer draw_customer(PythonRandom& rng, const NamePools& pools, double dob_present);

// The row of customers.jsonl, with its line feed.
[[nodiscard]] std::string customer_line(const NamePools& pools, std::string_view id_salt,
                                        std::int64_t index, const Customer& customer);

}  // namespace financescr::datagen
