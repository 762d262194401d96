#include "native_server/pistache/streams.hpp"

#include <algorithm>

namespace financescr::pistache {

Budget::Room Streams::begin(const std::string& principal) {
  const std::lock_guard lock(mutex_);
  if (running_ >= most_) return Budget::Room::kUsed;
  if (!principal.empty()) {
    std::size_t& own = by_principal_[principal];
    if (own >= std::max<std::size_t>(most_ / 2, 1)) return Budget::Room::kShareUsed;
    ++own;
  }
  ++running_;
  return Budget::Room::kFree;
}

void Streams::end(const std::string& principal) {
  const std::lock_guard lock(mutex_);
  --running_;
  const auto found = by_principal_.find(principal);
  if (found != by_principal_.end() && --found->second == 0) by_principal_.erase(found);
}

}  // namespace financescr::pistache
