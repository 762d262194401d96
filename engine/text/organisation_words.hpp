// Organisation words: what "zavod", "sazman" or "empresa" is in English.
//
// Lists give the name of a company now in its own language, now translated. Words that say what
// kind of organisation it is are therefore heard as their English equivalent, in whatever script
// they came; they weigh as little as English generic words do.
#pragma once

#include <string_view>

namespace financescr::text {

// Requires: a word of normalised text. Returns: the English word, empty if this is none we know. A
// word in English is none, unless another English word is preferred.
[[nodiscard]] std::string_view english_of(std::string_view word);

}  // namespace financescr::text
