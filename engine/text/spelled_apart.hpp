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
//
// Letters in short groups are no names either: five groups or more in a row of two letters at most,
// or six of three at most ("Vi kt or Bo ut", "VIK TOR ANA TOL YEV ICH"), or two or more in small
// letters, not all of one, that follow a short group in a name with capitals ("Vik tor Bo ut").
// Particles lie between them but do not count; legal forms and words of companies end a row.
#pragma once

#include <cstddef>
#include <vector>

#include "engine/text/normalise.hpp"

namespace financescr::text {

struct SeenWord {
  std::size_t letters = 0;           // of its plain form
  const LoneLetter* lone = nullptr;  // nullptr: a whole word
  std::size_t group_letters = 0;     // 0: not a group of one to three letters that may be cut off
  bool is_small_group = false;       // none of them is a capital
  bool is_particle = false;
};

[[nodiscard]] bool is_spelled_apart(const std::vector<SeenWord>& words, bool has_capital);

}  // namespace financescr::text
