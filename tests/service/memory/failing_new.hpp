// Memory that is refused: operator new of this program, which fails when a test says so. Only on
// threads that the program under test has started, never on the test's own.
#pragma once

#include <cstdint>

namespace financescr::memory_test {

// While one lives, of the allocations that come from now on the first `after` succeed, and of the
// others each `every`-th fails; 0: one fails.
class Refusing {
 public:
  explicit Refusing(std::int64_t after, std::int64_t every = 0);
  ~Refusing();
  Refusing(const Refusing&) = delete;
  Refusing& operator=(const Refusing&) = delete;

  // Whether one has failed.
  [[nodiscard]] static bool has_refused();
};

}  // namespace financescr::memory_test
