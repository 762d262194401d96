#include "functions/http/rate_limiter.hpp"

#include <algorithm>
#include <iterator>

namespace financescr::http {
namespace {

constexpr std::int64_t kToken = 1'000'000;  // in millionths: a rate per second is one per us

}  // namespace

void RateLimiter::refill(Bucket& bucket, std::int64_t now_us) const {
  const std::int64_t full = limit_.burst * kToken;
  // Longer than it takes to fill the bucket is the same as full, and cannot overflow.
  const std::int64_t to_fill_us = full / limit_.per_second + 1;
  const std::int64_t passed_us = std::min(now_us - bucket.at_us, to_fill_us);
  bucket.micro_tokens = std::min(full, bucket.micro_tokens + passed_us * limit_.per_second);
  bucket.at_us = now_us;
}

void RateLimiter::forget_full(std::int64_t now_us) {
  for (auto entry = buckets_.begin(); entry != buckets_.end();) {
    refill(entry->second, now_us);
    const bool is_full = entry->second.micro_tokens == limit_.burst * kToken;
    entry = is_full ? buckets_.erase(entry) : std::next(entry);
  }
}

std::optional<std::int64_t> RateLimiter::take(std::string_view principal, std::int64_t now_us) {
  if (limit_.per_second == 0) return std::nullopt;
  const std::lock_guard lock(mutex_);
  auto found = buckets_.find(principal);
  if (found == buckets_.end()) {
    if (buckets_.size() >= kMaxBuckets) forget_full(now_us);
    if (buckets_.size() >= kMaxBuckets) return 1;
    found = buckets_.emplace(std::string(principal), Bucket{limit_.burst * kToken, now_us}).first;
  }
  Bucket& bucket = found->second;
  refill(bucket, now_us);
  if (bucket.micro_tokens >= kToken) {
    bucket.micro_tokens -= kToken;
    return std::nullopt;
  }
  const std::int64_t wait_us =
      (kToken - bucket.micro_tokens + limit_.per_second - 1) / limit_.per_second;
  return (wait_us + 999'999) / 1'000'000;
}

}  // namespace financescr::http
