// The system's clock and its source of randomness, as ports.
#pragma once

#include "functions/ports/clock.hpp"
#include "functions/ports/entropy.hpp"

namespace financescr::service {

class SystemClock final : public ports::Clock {
 public:
  [[nodiscard]] Timestamp now() override;
  [[nodiscard]] std::int64_t elapsed_us() override;
};

// getrandom(2). Throws std::system_error if the kernel has none to give.
class SystemEntropy final : public ports::Entropy {
 public:
  void fill(std::span<std::uint8_t> bytes) override;
};

}  // namespace financescr::service
