#include "engine/replay/engine_set.hpp"

#include <utility>

namespace financescr::replay {
namespace {

using SharedPack = std::shared_ptr<const pack::Pack>;
using SharedEngine = std::shared_ptr<const decision::DomainEngine>;

template <typename Engine>
SharedEngine create_engine(const SharedPack& pack, pack::PackErrors& errors) {
  return Engine::create(pack, errors);
}

// In the order of Domain.
constexpr auto kEngines = std::to_array<SharedEngine (*)(const SharedPack&, pack::PackErrors&)>({
    create_engine<screening::Engine>,
    create_engine<credit::Engine>,
    create_engine<monitoring::Engine>,
});
static_assert(kEngines.size() == kDomainCount);

}  // namespace

tl::expected<EngineSet, pack::PackErrors> EngineSet::create(pack::Pack pack) {
  EngineSet set;
  set.pack_ = std::make_shared<const pack::Pack>(std::move(pack));
  pack::PackErrors errors;
  for (const Domain domain : kDomains) {
    set.engines_[index_of(domain)] = kEngines[index_of(domain)](set.pack_, errors);
  }
  if (!errors.empty()) return tl::unexpected(std::move(errors));
  return set;
}

EngineSet EngineSet::with(SharedEngine engine) const {
  EngineSet set = *this;
  const Domain domain = engine->domain();
  set.engines_[index_of(domain)] = std::move(engine);
  return set;
}

}  // namespace financescr::replay
