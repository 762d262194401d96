// How much this thread has worked.
#pragma once

#include <time.h>

#include <cstdint>

namespace financescr::bench {

// Of the thread's own time; the difference of two is a cost.
[[nodiscard]] inline std::int64_t cpu_nanoseconds() {
  timespec used{};
  static_cast<void>(::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used));
  return std::int64_t{used.tv_sec} * 1'000'000'000 + used.tv_nsec;
}

}  // namespace financescr::bench
