// ChangedEntities: what two packs list differently, ready to be searched; so that after a change of
// the list only those customers are screened again whom it can concern. An entity differs if its
// row does, or if a word of its names has become commoner or rarer in the list.
#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "engine/pack/pack.hpp"
#include "engine/replay/engine_set.hpp"
#include "engine/screening/search.hpp"

namespace financescr::jobs {

class ChangedEntities {
 public:
  // Complexity: one pass over both lists, and an index over the entities that differ.
  // Requires: both packs have a screening domain.
  [[nodiscard]] static ChangedEntities between(const replay::EngineSet& before,
                                               const replay::EngineSet& after);

  // False only if both packs decide alike about the customer of that id, but for their hashes: the
  // same row, the same policy and model, and no entity that differs is found by name or id hash.
  // Requires: the packs of between() live.
  [[nodiscard]] bool may_concern(std::string_view customer_id,
                                 screening::Workspace& workspace) const;

 private:
  [[nodiscard]] bool list_concerns(const pack::Watchlist& list, const pack::CustomerRow& customer,
                                   screening::Workspace& workspace) const;

  const pack::DomainPack* before_ = nullptr;
  const pack::DomainPack* after_ = nullptr;
  bool everything_ = false;  // the policies or models differ
  // The entities that differ, as they were and as they are; nothing where there is none.
  std::array<std::optional<pack::Pack>, 2> lists_;
};

}  // namespace financescr::jobs
