// Transactions with numbers that no other run and thread has, so that what was acknowledged can be
// looked for after a crash.
#pragma once

#include <cstdint>

namespace financescr::stores {

// The number of transaction `i` of a thread of a run. Requires: thread < 64, i < 100,000.
[[nodiscard]] constexpr std::int64_t number_of(std::int64_t run, std::int64_t thread,
                                               std::int64_t i) {
  return (run * 64 + thread) * 100'000 + i;
}

}  // namespace financescr::stores
