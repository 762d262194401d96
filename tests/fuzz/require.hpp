// What a fuzzer checks beyond not crashing: a condition that does not hold ends the run.
#pragma once

#include <cstdlib>

namespace financescr::fuzz {

inline void require(bool condition) {
  if (!condition) std::abort();
}

}  // namespace financescr::fuzz
