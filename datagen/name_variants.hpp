// The spellings under which a watchlist knows a person.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "datagen/draws.hpp"

namespace financescr::datagen {

// Distinct spellings of a name in a drawn order, 1 to 12 of them; the first is the primary name.
//
// The reference keeps them in a Python set of strings, whose order differs from run to run. Here
// they are kept in order of insertion before the same shuffle, which spends the same draws.
[[nodiscard]] std::vector<std::string> draw_name_variants(PythonRandom& rng,
                                                          std::string_view full_name);

}  // namespace financescr::datagen
