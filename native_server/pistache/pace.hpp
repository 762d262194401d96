// Pace: whether something moves fast enough, and comes to an end.
//
// Speed gains no credit: what moved in one stretch says nothing of the next, so that a client
// cannot send all but one byte quickly and then hold the rest for an hour.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace financescr::pistache {

class Pace {
 public:
  using TimePoint = std::chrono::steady_clock::time_point;
  using Duration = std::chrono::steady_clock::duration;

  // From `now` on it may take `limit`, whatever moves.
  void start(TimePoint now, Duration limit) { start(now, limit, limit, 0, 0); }
  // From `now` on, when `moved` bytes have moved: `bytes_per_second` in every stretch, and all of
  // it before `end`.
  void start(TimePoint now, Duration stretch, Duration end, std::size_t bytes_per_second,
             std::int64_t moved);

  // Whether it has to be cut now, when `moved` bytes have moved in all.
  [[nodiscard]] bool is_over(TimePoint now, std::int64_t moved);
  // is_over() is false before this.
  [[nodiscard]] TimePoint deadline() const { return deadline_; }

 private:
  TimePoint deadline_;  // of this stretch
  TimePoint end_;
  Duration stretch_{};
  std::int64_t needed_ = 0;  // bytes a stretch
  std::int64_t moved_ = 0;   // at its begin
};

}  // namespace financescr::pistache
