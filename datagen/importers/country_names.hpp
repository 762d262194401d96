// Countries as sanctions lists give them: names, codes and notes around them.
#pragma once

#include <optional>
#include <string_view>

#include "engine/core/country_names.hpp"

namespace financescr::datagen {

// As country_from_name(), and also an ISO 3166-1 code of two or three capitals ("na" is no
// country), a name with a note in parentheses behind it ("Germany (previous address)"), and one
// followed by "citizenship" or "national".
[[nodiscard]] std::optional<Country> listed_country(std::string_view text);

}  // namespace financescr::datagen
