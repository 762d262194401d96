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

// What the fields of real systems hold for `name`: titles and offices in several languages, births,
// passports and places behind it, a second person, letters apart or joined, words torn, digits for
// letters, numbers as words, digits or Roman numerals, short company words and given names.
[[nodiscard]] std::string as_in_a_field(const std::string& name, Draws& draws);

// Text that is a name only to a machine.
[[nodiscard]] std::string hostile(const std::string& name, Draws& draws);

}  // namespace financescr::corpus
