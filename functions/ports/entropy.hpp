// Entropy: the only source of randomness. Cryptographically strong in every host; fixed in tests.
#pragma once

#include <cstdint>
#include <span>

namespace financescr::ports {

class Entropy {
 public:
  virtual ~Entropy() = default;
  // Thread-safe.
  virtual void fill(std::span<std::uint8_t> bytes) = 0;
};

}  // namespace financescr::ports
