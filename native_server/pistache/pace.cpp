#include "native_server/pistache/pace.hpp"

#include <algorithm>

namespace financescr::pistache {

void Pace::start(TimePoint now, Duration stretch, Duration end, std::size_t bytes_per_second,
                 std::int64_t moved) {
  end_ = now + end;
  stretch_ = stretch;
  deadline_ = std::min(now + stretch, end_);
  const auto stretch_ms = std::chrono::duration_cast<std::chrono::milliseconds>(stretch).count();
  needed_ = static_cast<std::int64_t>(bytes_per_second) * stretch_ms / 1'000;
  moved_ = moved;
}

bool Pace::is_over(TimePoint now, std::int64_t moved) {
  if (now < deadline_) return false;
  if (now >= end_ || moved - moved_ < needed_) return true;
  moved_ = moved;
  deadline_ = std::min(now + stretch_, end_);
  return false;
}

}  // namespace financescr::pistache
