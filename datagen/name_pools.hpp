// Name pools and countries of generator v1, and the draws from them.
// Source: the reference's generate_data_v1.py; order and weights decide what a seed yields.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "datagen/draws.hpp"

namespace financescr::datagen {

enum class Region : std::uint8_t { kEu, kAsia };

[[nodiscard]] std::string_view to_string(Region region);
[[nodiscard]] Region draw_region(PythonRandom& rng, double eu_probability);

// ISO 3166-1 alpha-2: of the region, or of either.
[[nodiscard]] std::string_view draw_country_of(PythonRandom& rng, Region region);
[[nodiscard]] std::string_view draw_any_country(PythonRandom& rng);

// "First Last", "First M Last" or "First Second Last".
[[nodiscard]] std::string draw_name(PythonRandom& rng, Region region);

}  // namespace financescr::datagen
