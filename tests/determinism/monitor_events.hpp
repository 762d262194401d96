// Lines of a stream to monitor: events of a small and busy world, ticks, late and bad ones.
#pragma once

#include <cstdint>
#include <string>

#include "tests/determinism/draws.hpp"
#include "tests/determinism/material.hpp"

namespace financescr::corpus {

// Time moves with the number of the line.
[[nodiscard]] std::string monitor_event(const Material& material, std::uint64_t number,
                                        Draws& draws);

}  // namespace financescr::corpus
