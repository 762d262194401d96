// People who are on no list, to see how many of them a list makes alert.
//
// In: the lines of a set {"source", "name", "dob"?, "country"?}. Out: subjects as a bank knows
// them. Never: a clock, I/O.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/result.hpp"
#include "engine/screening/subject.hpp"

namespace financescr::bench_sets {

struct Innocent {
  std::string source;
  screening::Subject subject;  // a person, with date of birth and nationality where they are known
};

// Errors: with the line, of one without a name.
[[nodiscard]] Result<std::vector<Innocent>> read_innocents(std::string_view lines);

// The set's rows of common full names (its sources that say "common"), and further names made of a
// first word of one of them and the last word of another, `count` together, each once; fewer if
// there are not so many. The same for the same seed.
[[nodiscard]] std::vector<std::string> common_names(const std::vector<Innocent>& innocents,
                                                    std::size_t count, std::uint64_t seed);

}  // namespace financescr::bench_sets
