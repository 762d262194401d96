// What a decision is about. Everything that differs between domains stands in one table
// (engine/pack/domain_spec.hpp) or behind one interface (engine/decision/domain_engine.hpp).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace financescr {

enum class Domain : std::uint8_t {
  kScreening,
  kCredit,
  kMonitoring,
};

// In the order in which packs hold them and answers list them.
inline constexpr std::array kDomains = {
    Domain::kScreening,
    Domain::kCredit,
    Domain::kMonitoring,
};
inline constexpr std::size_t kDomainCount = kDomains.size();

[[nodiscard]] constexpr std::size_t index_of(Domain domain) {
  return static_cast<std::size_t>(domain);
}

}  // namespace financescr
