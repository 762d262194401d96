// Names for screening requests.
#pragma once

#include <cstdint>
#include <string>

#include "tests/determinism/draws.hpp"

namespace financescr::corpus {

// `name` with one to three slips of the kinds people make: letters exchanged, left out, doubled,
// mistaken; words in another order, joined, left out, shortened to an initial; titles, other cases.
[[nodiscard]] std::string misspelt(const std::string& name, Draws& draws);

// `name` with some letters replaced by consecutive letters of the Latin blocks, or with combining
// marks, so that successive numbers come past all of them.
[[nodiscard]] std::string with_diacritics(const std::string& name, std::uint64_t number,
                                          Draws& draws);

// A name in a script other than Latin, sometimes with a Latin part.
[[nodiscard]] std::string in_other_script(const std::string& name, Draws& draws);

// Text that is a name only to a machine.
[[nodiscard]] std::string hostile(const std::string& name, Draws& draws);

}  // namespace financescr::corpus
