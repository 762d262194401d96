// One row of customers.jsonl: what the bank knows of a customer.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/canonical/json.hpp"
#include "engine/core/country.hpp"
#include "engine/core/partial_date.hpp"
#include "engine/core/result.hpp"

namespace financescr::pack {

struct CustomerRow {
  std::string customer_id;
  std::string name;
  std::optional<PartialDate> date_of_birth;
  std::optional<Country> nationality;
  std::optional<Country> residence_country;
  std::string id_hash;  // empty: not known
  std::string region;   // EU or ASIA, for slices; empty: not given

  [[nodiscard]] static CustomerRow read(const canonical::Json& json, Errors& errors,
                                        Pointers& ignored);
  [[nodiscard]] canonical::Json to_json() const;
};

}  // namespace financescr::pack
