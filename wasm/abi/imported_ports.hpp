// Clock and randomness of whoever loaded the module.
#pragma once

#include "functions/ports/clock.hpp"
#include "functions/ports/entropy.hpp"

namespace financescr::browser {

class ImportedClock final : public ports::Clock {
 public:
  [[nodiscard]] Timestamp now() override;
  [[nodiscard]] std::int64_t elapsed_us() override;
};

class ImportedEntropy final : public ports::Entropy {
 public:
  void fill(std::span<std::uint8_t> bytes) override;
};

}  // namespace financescr::browser
