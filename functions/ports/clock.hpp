// Clock: the only way to learn the time.
#pragma once

#include <cstdint>

#include "engine/core/timestamp.hpp"

namespace financescr::ports {

class Clock {
 public:
  virtual ~Clock() = default;
  // Wall clock, UTC. May jump.
  [[nodiscard]] virtual Timestamp now() = 0;
  // Microseconds since some start; never goes back. For durations only.
  [[nodiscard]] virtual std::int64_t elapsed_us() = 0;
};

}  // namespace financescr::ports
