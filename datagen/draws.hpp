// The small draws that every table is made of.
//
// The order of draws from a stream is part of the format: never reorder two of them, never put two
// into one expression.
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

// A day between first and last, both included, as days since 1970-01-01.
[[nodiscard]] std::int32_t draw_day(PythonRandom& rng, Date first, Date last);

// The digits of an identity number, "P" and seven digits.
[[nodiscard]] std::int32_t draw_id_number(PythonRandom& rng);
// Its hash, the only form that is written (see engine/pack/id_hash.hpp).
[[nodiscard]] std::string hash_of_id(std::string_view salt, std::int32_t id_number);

// A row's identifier: the prefix and the number with at least `width` digits.
[[nodiscard]] std::string numbered(std::string_view prefix, std::int64_t number,
                                   std::size_t width = 6);

}  // namespace financescr::datagen
