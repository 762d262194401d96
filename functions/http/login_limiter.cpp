#include "functions/http/login_limiter.hpp"

#include <algorithm>

#include "engine/canonical/sha256.hpp"

namespace financescr::http {
namespace {

constexpr std::int64_t kSecond_us = 1'000'000;
constexpr std::int64_t kMinute_us = 60 * kSecond_us;
constexpr std::int64_t kAttempt_us = kMinute_us / LoginLimiter::kPeerAttempts;

// Of a text of any length, so that it takes the same room.
std::string key_of(std::string_view text) { return canonical::hex(canonical::sha256(text)); }

std::string pair_of(std::string_view name, std::string_view peer) {
  return key_of(std::string(peer) + "\n" + std::string(name));
}

std::int64_t wait_after(std::int64_t failures) {
  if (failures < LoginLimiter::kFreeAttempts) return 0;
  std::int64_t wait_s = LoginLimiter::kFirstWait_s;
  for (std::int64_t i = LoginLimiter::kFreeAttempts;
       i < failures && wait_s < LoginLimiter::kLongestWait_s; ++i) {
    wait_s *= 2;
  }
  return std::min(wait_s, LoginLimiter::kLongestWait_s) * kSecond_us;
}

std::int64_t stranger_wait_after(std::int64_t failures) {
  if (failures < LoginLimiter::kStrangerFailures) return 0;
  std::int64_t wait_s = LoginLimiter::kFirstStrangerWait_s;
  for (std::int64_t i = 2 * LoginLimiter::kStrangerFailures;
       i <= failures && wait_s < LoginLimiter::kLongestStrangerWait_s; i *= 2) {
    wait_s *= 2;
  }
  return std::min(wait_s, LoginLimiter::kLongestStrangerWait_s) * kSecond_us;
}

std::int64_t in_seconds(std::int64_t us) { return (us + kSecond_us - 1) / kSecond_us; }

// The entry of a key; in a full table, in place of the one that was unused the longest.
template <typename Table>
auto& entry_of(Table& table, const std::string& key) {
  const auto found = table.find(key);
  if (found != table.end()) return found->second;
  if (table.size() >= LoginLimiter::kMax) {
    table.erase(std::min_element(table.begin(), table.end(), [](const auto& a, const auto& b) {
      return a.second.at_us < b.second.at_us;
    }));
  }
  return table[key];
}

}  // namespace

bool LoginLimiter::is_known(const std::string& name, std::string_view peer) const {
  const auto found = known_.find(name);
  if (found == known_.end()) return false;
  const auto& peers = found->second.peers;
  return std::find(peers.begin(), peers.end(), peer) != peers.end();
}

std::optional<std::int64_t> LoginLimiter::take_from_peer(const std::string& peer,
                                                         std::int64_t now_us) {
  const bool is_new = !peers_.contains(peer);
  Attempts& attempts = entry_of(peers_, peer);
  if (is_new) attempts = {kMinute_us, now_us};
  const std::int64_t passed_us = std::min(now_us - attempts.at_us, kMinute_us);
  attempts.level_us = std::min(kMinute_us, attempts.level_us + passed_us);
  attempts.at_us = now_us;
  if (attempts.level_us < kAttempt_us) return in_seconds(kAttempt_us - attempts.level_us);
  attempts.level_us -= kAttempt_us;
  return std::nullopt;
}

std::optional<std::int64_t> LoginLimiter::begin(std::string_view name, std::string_view peer,
                                                std::int64_t now_us) {
  const std::string name_key = key_of(name);
  const std::string peer_key = key_of(peer);
  const std::lock_guard lock(mutex_);
  const bool is_stranger = !is_known(name_key, peer_key);
  if (is_stranger) {
    if (const auto wait_s = take_from_peer(peer_key, now_us)) return wait_s;
  }
  const auto forget = [now_us](Failures& failures) {
    if (now_us - failures.at_us >= kForget_us) failures = {};
  };
  std::int64_t stranger_wait_us = 0;
  if (const auto found = names_.find(name_key); is_stranger && found != names_.end()) {
    forget(found->second);
    stranger_wait_us = stranger_wait_after(found->second.count);
  }
  Failures& pair = entry_of(pairs_, pair_of(name, peer));
  forget(pair);
  if (pair.at_us == 0 && stranger_wait_us > 0) pair.not_before_us = now_us + stranger_wait_us;
  pair.at_us = std::max<std::int64_t>(now_us, 1);
  if (now_us < pair.not_before_us) return in_seconds(pair.not_before_us - now_us);
  if (is_stranger) {
    Failures& all = entry_of(names_, name_key);
    ++all.count;
    all.at_us = now_us;
  }
  ++pair.count;
  pair.not_before_us = now_us + std::max(wait_after(pair.count), stranger_wait_us);
  return std::nullopt;
}

std::optional<std::int64_t> LoginLimiter::peer_wait(std::string_view peer, std::int64_t now_us) {
  const std::string peer_key = key_of(peer);
  const std::lock_guard lock(mutex_);
  const auto found = peers_.find(peer_key);
  if (found == peers_.end() || successes_.contains(peer_key)) return std::nullopt;
  const std::int64_t passed_us = std::min(now_us - found->second.at_us, kMinute_us);
  const std::int64_t level_us = std::min(kMinute_us, found->second.level_us + passed_us);
  if (level_us >= kAttempt_us) return std::nullopt;
  return in_seconds(kAttempt_us - level_us);
}

void LoginLimiter::take_back(const std::string& name, const std::string& peer,
                             const std::string& pair) {
  const auto all = names_.find(name);
  if (all != names_.end() && all->second.count > 0 && !is_known(name, peer)) --all->second.count;
  if (const auto found = pairs_.find(pair); found != pairs_.end() && found->second.count > 0) {
    --found->second.count;
    found->second.not_before_us = 0;
  }
}

void LoginLimiter::succeeded(std::string_view name, std::string_view peer, std::int64_t now_us) {
  const std::string name_key = key_of(name);
  const std::string peer_key = key_of(peer);
  const std::lock_guard lock(mutex_);
  take_back(name_key, peer_key, pair_of(name, peer));
  pairs_.erase(pair_of(name, peer));
  KnownPeers& known = entry_of(known_, name_key);
  known.at_us = now_us;
  std::erase(known.peers, peer_key);
  if (known.peers.size() >= kMaxKnownPeers) known.peers.erase(known.peers.begin());
  known.peers.push_back(peer_key);
  entry_of(successes_, peer_key).at_us = now_us;
}

void LoginLimiter::withdrawn(std::string_view name, std::string_view peer) {
  const std::string name_key = key_of(name);
  const std::string peer_key = key_of(peer);
  const std::lock_guard lock(mutex_);
  take_back(name_key, peer_key, pair_of(name, peer));
}

std::size_t LoginLimiter::size() const {
  const std::lock_guard lock(mutex_);
  std::size_t known = 0;
  for (const auto& [name, entry] : known_) known += entry.peers.size();
  return pairs_.size() + names_.size() + peers_.size() + successes_.size() + known;
}

}  // namespace financescr::http
