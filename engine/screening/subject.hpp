// Subject: whom a screening asks about.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/canonical/json.hpp"
#include "engine/core/birth.hpp"
#include "engine/core/country.hpp"
#include "engine/core/date.hpp"
#include "engine/core/partial_date.hpp"
#include "engine/core/result.hpp"
#include "engine/pack/customer_row.hpp"
#include "engine/pack/watchlist_row.hpp"

namespace financescr::screening {

// A date that was given and is no date of birth (engine/core/birth.hpp).
struct SetAsideBirth {
  std::string text;  // as PartialDate writes it, or kZeroDate
  BirthFault fault = BirthFault::kPlaceholder;
};

struct Subject {
  std::string name;
  std::optional<PartialDate> date_of_birth;      // what is compared
  std::optional<SetAsideBirth> set_aside_birth;  // or this was given: kept, and not compared
  std::optional<Date> as_of;                     // the day that listed dates are judged by
  std::optional<Country> nationality;
  std::optional<Country> residence_country;
  std::vector<std::string> id_hashes;  // of the numbers of one field; empty: not known
  // Codes that name no state ("XXA", "stateless"): kept, and not compared.
  std::string set_aside_nationality;
  std::string set_aside_residence;
  bool id_key_missing = false;  // an id number was given, but the key to hash it is not at hand
  pack::EntityType entity_type = pack::EntityType::kUnknown;

  // Reads "name" (required, with at least one letter or digit of some script), "dob",
  // "nationality", "residence_country", "id_hash", "id_hashes", "id_key_missing", "entity_type". A
  // date that is no date of birth is set aside. A raw "id_number" is an error: the host hashes it
  // before the engine sees it.
  [[nodiscard]] static Subject read(const canonical::Json& json, const std::string& pointer,
                                    std::optional<Date> as_of, Errors& errors, Pointers& ignored);
  [[nodiscard]] static Subject of(const pack::CustomerRow& customer, std::optional<Date> as_of);
  [[nodiscard]] canonical::Json to_json() const;

  // The date that a name field holds, where no other is compared and somebody may be born then.
  void take_birth_in_name(const std::optional<PartialDate>& date);
  [[nodiscard]] bool has_id_hash(std::string_view hash) const;

  // dob, nationality, residence_country, id_number: those that are not known, in this order.
  [[nodiscard]] std::vector<std::string> missing_fields() const;
};

}  // namespace financescr::screening
