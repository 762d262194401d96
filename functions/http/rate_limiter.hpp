// RateLimiter: token buckets of principals and peers, so that one client cannot take the service
// from the others.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "functions/http/login_limiter.hpp"

namespace financescr::http {

struct RateLimit {
  std::int64_t per_second = 0;  // tokens that come back; 0: no limit
  std::int64_t burst = 0;       // tokens a bucket holds
};

// Thread-safe. Holds at most kMaxBuckets buckets of each kind; full ones are forgotten first.
class RateLimiter {
 public:
  static constexpr std::size_t kMaxBuckets = 10'000;

  // One in so many of a client's requests may be a refused token, or a question about health.
  static constexpr std::int64_t kShareOfPeers = 10;

  explicit RateLimiter(RateLimit limit)
      : requests_(60 * limit.per_second, limit.burst),
        refusals_(per_minute_of_peer(limit), limit.burst / kShareOfPeers + 1),
        probes_(per_minute_of_peer(limit), limit.burst / kShareOfPeers + 1) {}

  // Takes a token. Returns nothing if there was one, else the whole seconds until there will be.
  // `now_us` is of a clock that never goes back.
  [[nodiscard]] std::optional<std::int64_t> take(std::string_view principal, std::int64_t now_us) {
    return requests_.take(principal, now_us);
  }

  // The same for a line of a batch, which leaves half of the burst to requests.
  [[nodiscard]] std::optional<std::int64_t> take_line(std::string_view principal,
                                                      std::int64_t now_us) {
    return requests_.take(principal, now_us, true);
  }

  // Whether a peer has had so many tokens refused lately that none of it is looked at: the seconds
  // until one will be. A refusal takes its token with take_refusal().
  [[nodiscard]] std::optional<std::int64_t> refused_too_often(std::string_view peer,
                                                              std::int64_t now_us) {
    return refusals_.peek(peer, now_us);
  }
  void take_refusal(std::string_view peer, std::int64_t now_us) {
    static_cast<void>(refusals_.take(peer, now_us));
  }

  // The same as take() for a question about the server's health.
  [[nodiscard]] std::optional<std::int64_t> take_probe(std::string_view peer, std::int64_t now_us) {
    return probes_.take(peer, now_us);
  }

  // What holds attempts to log in; there is no server without these limits.
  [[nodiscard]] LoginLimiter& logins() { return logins_; }

 private:
  class Buckets {
   public:
    Buckets(std::int64_t per_minute, std::int64_t burst) : per_minute_(per_minute), burst_(burst) {}
    // `keeps_half`: only what the bucket holds above its half is taken.
    [[nodiscard]] std::optional<std::int64_t> take(std::string_view name, std::int64_t now_us,
                                                   bool keeps_half = false);
    // As take(), but takes nothing, and a name that is not known has all of its tokens.
    [[nodiscard]] std::optional<std::int64_t> peek(std::string_view name, std::int64_t now_us);

   private:
    struct Bucket {
      std::int64_t level = 0;
      std::int64_t at_us = 0;
    };
    [[nodiscard]] std::int64_t seconds_until(std::int64_t level, const Bucket& bucket) const;
    void refill(Bucket& bucket, std::int64_t now_us) const;
    void forget_full(std::int64_t now_us);

    std::int64_t per_minute_;  // 0: no limit
    std::int64_t burst_;
    std::mutex mutex_;
    std::map<std::string, Bucket, std::less<>> buckets_;
  };

  static std::int64_t per_minute_of_peer(RateLimit limit) {
    return (60 * limit.per_second + kShareOfPeers - 1) / kShareOfPeers;
  }

  Buckets requests_;
  Buckets refusals_;
  Buckets probes_;
  LoginLimiter logins_;
};

}  // namespace financescr::http
