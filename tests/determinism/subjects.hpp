// Whom requests ask about: people of the pack under names that are theirs, misspelt, in other
// letters, or hostile.
#pragma once

#include <cstdint>
#include <string>

#include "engine/canonical/json.hpp"
#include "tests/determinism/draws.hpp"
#include "tests/determinism/material.hpp"
#include "tests/determinism/request_text.hpp"

namespace financescr::corpus {

// What the pack knows of somebody; "" where it knows nothing.
struct Known {
  std::string name;
  std::string date;
  std::string country;
  std::string id_hash;
};

// A customer or a party of the watchlist.
[[nodiscard]] Known known_person(const Material& material, Draws& draws);

// The party of this row of the watchlist, under its primary name or its first alias.
[[nodiscard]] Known known_party(const canonical::Json& row, Draws& draws);

// The members of a subject. Names of consecutive numbers go through all Latin letters.
[[nodiscard]] Members subject_members(const Known& known, std::uint64_t number, Draws& draws);

}  // namespace financescr::corpus
