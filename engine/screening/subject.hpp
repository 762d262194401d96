// Subject: whom a screening asks about.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/canonical/json.hpp"
#include "engine/core/country.hpp"
#include "engine/core/date.hpp"
#include "engine/core/partial_date.hpp"
#include "engine/core/result.hpp"
#include "engine/pack/customer_row.hpp"
#include "engine/pack/watchlist_row.hpp"

namespace financescr::screening {

struct Subject {
  std::string name;
  std::optional<PartialDate> date_of_birth;
  std::optional<Country> nationality;
  std::optional<Country> residence_country;
  std::string id_hash;          // empty: not known
  bool id_key_missing = false;  // an id number was given, but the key to hash it is not at hand
  pack::EntityType entity_type = pack::EntityType::kUnknown;

  // Reads "name" (required, with at least one letter or digit of some script), "dob",
  // "nationality", "residence_country", "id_hash", "id_key_missing", "entity_type". A date of birth
  // after `as_of` is an error, and so is a raw "id_number": the host hashes it before the engine
  // sees it.
  [[nodiscard]] static Subject read(const canonical::Json& json, const std::string& pointer,
                                    std::optional<Date> as_of, Errors& errors, Pointers& ignored);
  [[nodiscard]] static Subject of(const pack::CustomerRow& customer);
  [[nodiscard]] canonical::Json to_json() const;

  // dob, nationality, residence_country, id_number: those that are not known, in this order.
  [[nodiscard]] std::vector<std::string> missing_fields() const;
};

}  // namespace financescr::screening
