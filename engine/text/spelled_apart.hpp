// Spelled apart: names whose letters stand alone ("V i k t o r", "B.o.u.t", with dots, dashes,
// signs or anything else between them), so that no word of a list can answer them.
//
// Initials beside whole words are no such names: "J. R. R. Tolkien", "A B C Company", "J.P.M.A. de
// Vries". A name is spelled apart if it has
//   three lone letters or more and no whole word, or
//   four or more, if they outnumber the letters of the whole words or are more than twice as many
//   as those words, or five or more in a row, or three or more in a row of which two are small,
//   though the name has capitals ("K i m Jong Un"), or five lone syllables of Han or Hangul or
//   more, if most of its words are such.
#pragma once

#include <cstddef>
#include <vector>

#include "engine/text/normalise.hpp"

namespace financescr::text {

struct SeenWord {
  std::size_t letters = 0;           // of its plain form
  const LoneLetter* lone = nullptr;  // nullptr: a whole word
};

[[nodiscard]] bool is_spelled_apart(const std::vector<SeenWord>& words, bool has_capital);

}  // namespace financescr::text
