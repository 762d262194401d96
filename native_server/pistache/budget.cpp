#include "native_server/pistache/budget.hpp"

#include <utility>

namespace financescr::pistache {
namespace {

bool fits(std::size_t used, std::size_t bytes, std::size_t all, bool is_small) {
  const std::size_t open = is_small ? all : all - all / 8;
  return used <= open && bytes <= open - used;
}

}  // namespace

bool Budget::has_share(std::string_view holder, std::size_t bytes, bool is_small) const {
  if (holder.empty()) return true;
  const auto found = by_holder_.find(holder);
  return fits(found == by_holder_.end() ? 0 : found->second, bytes, share_, is_small);
}

Budget::Room Budget::take(const Holders& holders, std::size_t held, std::size_t bytes) {
  const bool is_small = held <= kSmallBytes && bytes <= kSmallBytes - held;
  const std::lock_guard lock(mutex_);
  if (!has_share(holders.peer, bytes, is_small) || !has_share(holders.principal, bytes, is_small)) {
    return Room::kShareUsed;
  }
  if (!fits(held_, bytes, total_, is_small)) return Room::kUsed;
  if (bytes > 0) add(holders, bytes);
  return Room::kFree;
}

void Budget::take_anyway(const Holders& holders, std::size_t bytes) {
  if (bytes == 0) return;
  const std::lock_guard lock(mutex_);
  add(holders, bytes);
}

void Budget::add(const Holders& holders, std::size_t bytes) {
  // Both before anything is counted: there may be no memory for one.
  std::size_t nobody = 0;
  std::size_t& of_peer = holders.peer.empty() ? nobody : by_holder_[holders.peer];
  std::size_t& of_principal = holders.principal.empty() ? nobody : by_holder_[holders.principal];
  of_peer += bytes;
  of_principal += bytes;
  held_ += bytes;
}

void Budget::give_back(const Holders& holders, std::size_t bytes) {
  if (bytes == 0) return;
  const std::lock_guard lock(mutex_);
  held_ -= bytes;
  for (const std::string* holder : {&holders.peer, &holders.principal}) {
    const auto found = by_holder_.find(*holder);
    if (found == by_holder_.end()) continue;
    found->second -= bytes;
    if (found->second == 0) by_holder_.erase(found);
  }
}

std::size_t Budget::held() const {
  const std::lock_guard lock(mutex_);
  return held_;
}

Budget::Room Held::hold(std::size_t bytes) {
  if (bytes <= kFreeBytes) bytes = 0;
  if (bytes > bytes_) {
    const Budget::Room room = budget_->take(holders_, bytes_, bytes - bytes_);
    if (room != Budget::Room::kFree) return room;
  } else {
    budget_->give_back(holders_, bytes_ - bytes);
  }
  bytes_ = bytes;
  return Budget::Room::kFree;
}

void Held::hold_anyway(std::size_t bytes) {
  if (bytes <= kFreeBytes) bytes = 0;
  if (bytes > bytes_) {
    budget_->take_anyway(holders_, bytes - bytes_);
  } else {
    budget_->give_back(holders_, bytes_ - bytes);
  }
  bytes_ = bytes;
}

Budget::Room Held::move_to(Budget& budget, Holders holders) {
  const Budget::Room room = budget.take(holders, 0, bytes_);
  if (room == Budget::Room::kFree) change_to(budget, std::move(holders));
  return room;
}

void Held::move_anyway(Budget& budget, Holders holders) {
  budget.take_anyway(holders, bytes_);
  change_to(budget, std::move(holders));
}

void Held::change_to(Budget& budget, Holders holders) {
  budget_->give_back(holders_, bytes_);
  budget_ = &budget;
  holders_ = std::move(holders);
}

}  // namespace financescr::pistache
