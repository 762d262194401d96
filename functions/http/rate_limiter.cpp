#include "functions/http/rate_limiter.hpp"

#include <algorithm>
#include <iterator>

namespace financescr::http {
namespace {

// A token in the unit of levels: a rate per minute is then as many units per microsecond.
constexpr std::int64_t kToken = 60'000'000;

}  // namespace

void RateLimiter::Buckets::refill(Bucket& bucket, std::int64_t now_us) const {
  const std::int64_t full = burst_ * kToken;
  // Longer than it takes to fill the bucket is the same as full, and cannot overflow.
  const std::int64_t to_fill_us = full / per_minute_ + 1;
  const std::int64_t passed_us = std::min(now_us - bucket.at_us, to_fill_us);
  bucket.level = std::min(full, bucket.level + passed_us * per_minute_);
  bucket.at_us = now_us;
}

void RateLimiter::Buckets::forget_full(std::int64_t now_us) {
  for (auto entry = buckets_.begin(); entry != buckets_.end();) {
    refill(entry->second, now_us);
    const bool is_full = entry->second.level == burst_ * kToken;
    entry = is_full ? buckets_.erase(entry) : std::next(entry);
  }
}

// Rounded up. Requires: the bucket holds less.
std::int64_t RateLimiter::Buckets::seconds_until(std::int64_t level, const Bucket& bucket) const {
  const std::int64_t wait_us = (level - bucket.level + per_minute_ - 1) / per_minute_;
  return (wait_us + 999'999) / 1'000'000;
}

std::optional<std::int64_t> RateLimiter::Buckets::peek(std::string_view name, std::int64_t now_us) {
  if (per_minute_ == 0) return std::nullopt;
  const std::lock_guard lock(mutex_);
  const auto found = buckets_.find(name);
  if (found == buckets_.end()) return std::nullopt;
  refill(found->second, now_us);
  if (found->second.level >= kToken) return std::nullopt;
  return seconds_until(kToken, found->second);
}

std::optional<std::int64_t> RateLimiter::Buckets::take(std::string_view name, std::int64_t now_us,
                                                       bool keeps_half) {
  if (per_minute_ == 0) return std::nullopt;
  const std::lock_guard lock(mutex_);
  auto found = buckets_.find(name);
  if (found == buckets_.end()) {
    if (buckets_.size() >= kMaxBuckets) forget_full(now_us);
    if (buckets_.size() >= kMaxBuckets) return 1;
    found = buckets_.emplace(std::string(name), Bucket{burst_ * kToken, now_us}).first;
  }
  Bucket& bucket = found->second;
  refill(bucket, now_us);
  const std::int64_t least = kToken + (keeps_half ? burst_ / 2 * kToken : 0);
  if (bucket.level < least) return seconds_until(least, bucket);
  bucket.level -= kToken;
  return std::nullopt;
}

}  // namespace financescr::http
