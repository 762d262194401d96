// RateLimiter: a token bucket per principal, so that one client cannot take the service from the
// others.
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

  explicit RateLimiter(RateLimit limit) : requests_(60 * limit.per_second, limit.burst) {}

  // Takes a token. Returns nothing if there was one, else the whole seconds until there will be.
  // `now_us` is of a clock that never goes back.
  [[nodiscard]] std::optional<std::int64_t> take(std::string_view principal, std::int64_t now_us) {
    return requests_.take(principal, now_us);
  }

  // What holds attempts to log in; there is no server without these limits.
  [[nodiscard]] LoginLimiter& logins() { return logins_; }

 private:
  class Buckets {
   public:
    Buckets(std::int64_t per_minute, std::int64_t burst) : per_minute_(per_minute), burst_(burst) {}
    [[nodiscard]] std::optional<std::int64_t> take(std::string_view name, std::int64_t now_us);

   private:
    struct Bucket {
      std::int64_t level = 0;
      std::int64_t at_us = 0;
    };
    void refill(Bucket& bucket, std::int64_t now_us) const;
    void forget_full(std::int64_t now_us);

    std::int64_t per_minute_;  // 0: no limit
    std::int64_t burst_;
    std::mutex mutex_;
    std::map<std::string, Bucket, std::less<>> buckets_;
  };

  Buckets requests_;
  LoginLimiter logins_;
};

}  // namespace financescr::http
