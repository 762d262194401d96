// The small draws that every table of generator v1 is made of.
//
// All tables share one random stream, so the order of draws is part of the format: never reorder
// two of them, never put two into one expression.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "engine/core/date.hpp"
#include "engine/numeric/python_random.hpp"

namespace financescr::datagen {

using numeric::PythonRandom;

// True with the given probability; always draws.
[[nodiscard]] bool maybe(PythonRandom& rng, double probability);

// Requires: the list is not empty.
[[nodiscard]] std::string_view pick(PythonRandom& rng, std::span<const std::string_view> list);

// A day between first and last, both included, as "YYYY-MM-DD".
[[nodiscard]] std::string draw_day(PythonRandom& rng, Date first, Date last);

// An identity number, "P" and seven digits, at once hashed (see engine/pack/id_hash.hpp).
[[nodiscard]] std::string draw_id_hash(PythonRandom& rng);

// A row's identifier: the prefix and the number with at least `width` digits.
[[nodiscard]] std::string numbered(std::string_view prefix, std::int64_t number,
                                   std::size_t width = 6);

}  // namespace financescr::datagen
