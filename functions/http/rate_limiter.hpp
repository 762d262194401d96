// RateLimiter: a token bucket per principal, so that one client cannot take the service from the
// others.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace financescr::http {

struct RateLimit {
  std::int64_t per_second = 0;  // tokens that come back; 0: no limit
  std::int64_t burst = 0;       // tokens a bucket holds
};

// Thread-safe. Holds at most kMaxBuckets buckets; full ones are forgotten first.
class RateLimiter {
 public:
  static constexpr std::size_t kMaxBuckets = 10'000;

  explicit RateLimiter(RateLimit limit) : limit_(limit) {}

  // Takes a token. Returns nothing if there was one, else the whole seconds until there will be.
  // `now_us` is of a clock that never goes back.
  [[nodiscard]] std::optional<std::int64_t> take(std::string_view principal, std::int64_t now_us);

 private:
  struct Bucket {
    std::int64_t micro_tokens = 0;
    std::int64_t at_us = 0;
  };
  void refill(Bucket& bucket, std::int64_t now_us) const;
  void forget_full(std::int64_t now_us);

  RateLimit limit_;
  std::mutex mutex_;
  std::map<std::string, Bucket, std::less<>> buckets_;
};

}  // namespace financescr::http
