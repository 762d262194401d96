#include "native_server/pistache/door.hpp"

#include <utility>

namespace financescr::pistache {

bool is_loopback(std::string_view peer) {
  return peer.starts_with("127.") || peer == "::1" || peer == "[::1]" ||
         peer.starts_with("::ffff:127.");
}

Seat::~Seat() {
  if (is_taken_) door_.leave(*this);
}

void Seat::take(bool is_served) {
  is_taken_ = true;
  is_served_ = is_served;
}

std::shared_ptr<Seat> Door::enter(const std::string& peer) {
  auto seat = std::make_shared<Seat>(*this, peer);
  const bool has_share = !limits_.is_shared_peer(peer);
  const std::lock_guard lock(mutex_);
  const auto found = by_peer_.find(peer);
  if (has_share && found != by_peer_.end() && found->second >= limits_.peer_connections) {
    return nullptr;
  }
  const bool is_served = served_ < limits_.connections;
  // Whoever was told first makes room for the next, but not at once.
  if (!is_served && told_ >= 2 * limits_.told_connections) return nullptr;
  ++by_peer_[peer];
  ++(is_served ? served_ : told_);
  seat->take(is_served);
  return seat;
}

void Door::leave(const Seat& seat) {
  const std::lock_guard lock(mutex_);
  --(seat.is_served() ? served_ : told_);
  const auto found = by_peer_.find(seat.peer());
  if (--found->second == 0) by_peer_.erase(found);
}

std::size_t Door::told() const {
  const std::lock_guard lock(mutex_);
  return told_;
}

}  // namespace financescr::pistache
