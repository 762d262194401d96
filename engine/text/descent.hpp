// Descent: who is whose child in a name that says so. "Karim bin Said" is Karim, the son of Said;
// "Said bin Karim" is another man.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/text/name.hpp"

namespace financescr::text {

// Places of two words in a name.
struct Descent {
  std::uint8_t child;
  std::uint8_t parent;
};

// One for each word of descent that stands between a child and a parent (bin, ibn, ben, bint, ould)
// or behind the parent (oglu, kyzy). Titles, articles and "Abd" are no names here.
[[nodiscard]] std::vector<Descent> descents_of(std::span<const Word> words);

}  // namespace financescr::text
