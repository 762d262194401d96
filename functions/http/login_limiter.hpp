// LoginLimiter: how long to wait before a password may be tried.
//
// A name from one peer has five attempts, then waits that double from 15 seconds to 15 minutes. A
// name that is tried wrongly from many peers makes those wait from their first attempt on, 5 to 60
// seconds, but for peers it has logged in from before: whoever guesses elsewhere slows strangers
// and locks nobody out. A peer has thirty attempts a minute, for all names together. Failures are
// forgotten after an hour without one.
//
// What is remembered is bounded: of each kind kMax entries, those unused the longest go first. It
// is of this server and this run only.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace financescr::http {

// Thread-safe. Times are of a clock that never goes back, in microseconds.
class LoginLimiter {
 public:
  static constexpr std::size_t kMax = 10'000;
  static constexpr std::size_t kMaxKnownPeers = 16;  // of a name
  static constexpr std::int64_t kFreeAttempts = 5;
  static constexpr std::int64_t kFirstWait_s = 15;
  static constexpr std::int64_t kLongestWait_s = 900;
  static constexpr std::int64_t kStrangerFailures = 20;  // of a name before strangers wait
  static constexpr std::int64_t kFirstStrangerWait_s = 5;
  static constexpr std::int64_t kLongestStrangerWait_s = 60;
  static constexpr std::int64_t kPeerAttempts = 30;  // a minute
  static constexpr std::int64_t kForget_us = 3'600'000'000;

  // Whole seconds until an attempt may be made, or nothing: then it may, and counts as failed until
  // it is said how it ended. An attempt that has to wait counts for nothing. `peer`: limited_as().
  [[nodiscard]] std::optional<std::int64_t> begin(std::string_view name, std::string_view peer,
                                                  std::int64_t now_us);
  // How long a peer that has used up its attempts must wait, before it is known which name it
  // tries; takes none. Nothing for a peer from which somebody logged in: that name may be tried.
  [[nodiscard]] std::optional<std::int64_t> peer_wait(std::string_view peer, std::int64_t now_us);
  // The attempt that began was right.
  void succeeded(std::string_view name, std::string_view peer, std::int64_t now_us);
  // It could not be found out.
  void withdrawn(std::string_view name, std::string_view peer);

  // How much is remembered.
  [[nodiscard]] std::size_t size() const;

 private:
  struct Failures {
    std::int64_t count = 0;
    std::int64_t not_before_us = 0;
    std::int64_t at_us = 0;
  };
  struct Attempts {
    std::int64_t level_us = 0;  // of a bucket that a minute fills
    std::int64_t at_us = 0;
  };
  struct Success {
    std::int64_t at_us = 0;
  };
  struct KnownPeers {
    std::vector<std::string> peers;  // the latest last
    std::int64_t at_us = 0;
  };
  template <typename Entry>
  using Table = std::map<std::string, Entry, std::less<>>;

  [[nodiscard]] bool is_known(const std::string& name, std::string_view peer) const;
  [[nodiscard]] std::optional<std::int64_t> take_from_peer(const std::string& peer,
                                                           std::int64_t now_us);
  void take_back(const std::string& name, const std::string& peer, const std::string& pair);

  mutable std::mutex mutex_;
  Table<Failures> pairs_;  // by name and peer
  Table<Failures> names_;  // of strangers
  Table<Attempts> peers_;
  Table<KnownPeers> known_;   // by name
  Table<Success> successes_;  // by peer
};

}  // namespace financescr::http
