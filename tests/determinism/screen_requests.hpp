// Screening requests of every kind: from rows of the pack, misspelt and not; in all Latin letters
// and in other scripts; hostile; at the exact border between CLEAR and REVIEW; and bad ones.
#pragma once

#include <cstdint>
#include <string>

#include "tests/determinism/draws.hpp"
#include "tests/determinism/material.hpp"

namespace financescr::corpus {

// One line without its line feed; about one in twenty-five is bad.
[[nodiscard]] std::string screen_request(const Material& material, std::uint64_t number,
                                         Draws& draws);

}  // namespace financescr::corpus
