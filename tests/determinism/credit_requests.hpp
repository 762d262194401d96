// Credit requests of every kind: applications of the pack, applications given whole with random and
// extreme fields, at the exact border between two decisions; and bad ones.
#pragma once

#include <cstdint>
#include <string>

#include "tests/determinism/draws.hpp"
#include "tests/determinism/material.hpp"

namespace financescr::corpus {

// One line without its line feed; about one in twenty-five is bad.
[[nodiscard]] std::string credit_request(const Material& material, std::uint64_t number,
                                         Draws& draws);

}  // namespace financescr::corpus
