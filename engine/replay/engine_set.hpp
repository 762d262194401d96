// EngineSet: a pack with the engine of every domain, validated whole and ready to decide.
// Immutable; copies share everything.
#pragma once

#include <array>
#include <memory>
#include <string>

#include "engine/credit/engine.hpp"
#include "engine/decision/domain_engine.hpp"
#include "engine/monitoring/engine.hpp"
#include "engine/pack/pack.hpp"
#include "engine/screening/engine.hpp"

namespace financescr::replay {

class EngineSet {
 public:
  // Errors: every fault of the policies, the models and the rows they decide on.
  [[nodiscard]] static tl::expected<EngineSet, pack::PackErrors> create(pack::Pack pack);

  // The same with another engine of its domain.
  [[nodiscard]] EngineSet with(std::shared_ptr<const decision::DomainEngine> engine) const;

  [[nodiscard]] const pack::Pack& pack() const { return *pack_; }
  [[nodiscard]] const decision::DomainEngine& of(Domain domain) const {
    return *engines_[index_of(domain)];
  }
  [[nodiscard]] const screening::Engine& screening() const {
    return static_cast<const screening::Engine&>(of(Domain::kScreening));
  }
  [[nodiscard]] const credit::Engine& credit() const {
    return static_cast<const credit::Engine&>(of(Domain::kCredit));
  }
  [[nodiscard]] const monitoring::Engine& monitoring() const {
    return static_cast<const monitoring::Engine&>(of(Domain::kMonitoring));
  }

 private:
  EngineSet() = default;

  std::shared_ptr<const pack::Pack> pack_;
  std::array<std::shared_ptr<const decision::DomainEngine>, kDomainCount> engines_;
};

}  // namespace financescr::replay
