// One row of watchlist.jsonl: a list entry with everything a list says of it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/canonical/fields.hpp"
#include "engine/canonical/json.hpp"
#include "engine/core/country.hpp"
#include "engine/core/partial_date.hpp"
#include "engine/core/result.hpp"

namespace financescr::pack {

enum class ListType : std::uint8_t { kSanctions, kPep, kAdverseMedia };
enum class EntityType : std::uint8_t { kUnknown, kPerson, kOrganisation, kVessel, kAircraft };

[[nodiscard]] std::string_view to_string(ListType type);
[[nodiscard]] std::string_view to_string(EntityType type);
[[nodiscard]] const std::vector<std::string_view>& list_type_names();    // in order of ListType
[[nodiscard]] const std::vector<std::string_view>& entity_type_names();  // in order of EntityType

struct WatchlistRow {
  std::string entity_id;
  ListType list_type = ListType::kSanctions;
  EntityType entity_type = EntityType::kUnknown;
  std::string primary_name;
  std::vector<std::string> aliases;
  std::vector<std::string> weak_aliases;  // names the list itself calls weak
  std::vector<PartialDate> dates_of_birth;
  std::vector<Country> nationalities;
  std::vector<Country> residence_countries;
  std::vector<std::string> id_hashes;
  std::vector<std::string> programs;
  std::string list_subtype;          // TERRORISM, NARCOTICS, ...; empty: not given
  std::vector<std::string> same_as;  // ids of entries of the same party, on this list or another
  std::string source;
  bool active = true;

  bool operator==(const WatchlistRow&) const = default;

  // Errors go to `errors` with their pointers; fields that are not known go to `ignored`.
  [[nodiscard]] static WatchlistRow read(const canonical::Json& json, Errors& errors,
                                         Pointers& ignored);
  // The canonical row: optional fields are left out when they are empty.
  [[nodiscard]] canonical::Json to_json() const;
  // Appends the same as canonical text and a line feed, without making the tree.
  void append_line(std::string& out) const;
};

// The dates of birth of a member that is an array of strings; each that is none is an error.
[[nodiscard]] std::vector<PartialDate> read_dates(canonical::Fields& fields, std::string_view key);

// The required name of a member; one without a letter or digit of any script is an error.
[[nodiscard]] std::string read_name(canonical::Fields& fields, std::string_view key);

// Names of a member that is an array of strings; an empty one is an error.
[[nodiscard]] std::vector<std::string> read_names(canonical::Fields& fields, std::string_view key);

}  // namespace financescr::pack
