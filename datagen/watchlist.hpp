// The entries of a synthetic watchlist, a quarter of which are customers of the bank.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "datagen/customers.hpp"
#include "datagen/name_variants.hpp"

namespace financescr::datagen {

enum class ListedKind : std::uint8_t { kPerson, kOrganisation, kVessel };

struct ListedEntity {
  ListedKind kind = ListedKind::kPerson;
  std::string_view list_type;      // SANCTIONS, PEP, ADVERSE_MEDIA
  std::string_view list_subtype;   // v2: TERRORISM, NARCOTICS, ...
  std::vector<NameVariant> names;  // the first is the primary name, weak ones are last
  std::optional<std::int32_t> dob_days;
  CountryIndex nationality = kNoCountry;
  CountryIndex residence = kNoCountry;
  std::int32_t id_number = 0;  // 0: none
  std::string_view source;     // OFAC, EU, UN, HMT, DEMO
};

// WL_000001 for index 0.
[[nodiscard]] std::string entity_id(std::int64_t index);

// The entry of a listed customer. What the customer does not have costs no draw. Pools with rich
// aliases also draw a list subtype, last.
[[nodiscard]] ListedEntity draw_linked(PythonRandom& rng, const NamePools& pools,
                                       const Customer& customer, double dob_present);

// The entry of somebody else; with rich aliases first the draw whether it is a person, an
// organisation or a vessel.
[[nodiscard]] ListedEntity draw_stranger(PythonRandom& rng, const NamePools& pools,
                                         double dob_present);

// The row of watchlist.jsonl, with its line feed. v2 has more fields than v1.
[[nodiscard]] std::string entity_line(const NamePools& pools, std::string_view id_salt,
                                      std::int64_t index, const ListedEntity& entity);

}  // namespace financescr::datagen
