// Pairs of a query and a candidate: the same party, another one, one like a pack row and one that
// is hostile; and bad ones.
#pragma once

#include <cstdint>
#include <string>

#include "tests/determinism/draws.hpp"
#include "tests/determinism/material.hpp"

namespace financescr::corpus {

// One line without its line feed; about one in twenty-five is bad.
[[nodiscard]] std::string match_request(const Material& material, std::uint64_t number,
                                        Draws& draws);

}  // namespace financescr::corpus
