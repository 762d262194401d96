// AmountMaxima: the largest amounts of windows that all end at one place.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace financescr::monitoring {

// Keeps those amounts that no later one reaches: of a window it is the first one that is the
// largest.
class AmountMaxima {
 public:
  // An amount behind all others. Amortised O(1).
  void push(std::size_t place, std::int64_t amount) {
    while (!peaks_.empty() && peaks_.back().amount <= amount) peaks_.pop_back();
    peaks_.push_back({place, amount});
  }

  // An amount before all others.
  void push_front(std::size_t place, std::int64_t amount) {
    if (!peaks_.empty() && peaks_.front().amount >= amount) return;
    peaks_.insert(peaks_.begin(), {place, amount});
  }

  // What stands at this place or behind it moves on by one.
  void make_room(std::size_t place) {
    for (auto peak = first_from(place); peak != peaks_.end(); ++peak) ++peak->place;
  }
  // An amount at a place that has none.
  void insert(std::size_t place, std::int64_t amount) {
    const auto next = first_from(place);
    if (next != peaks_.end() && next->amount >= amount) return;
    auto hidden = next;
    while (hidden != peaks_.begin() && (hidden - 1)->amount <= amount) --hidden;
    peaks_.insert(peaks_.erase(hidden, next), {place, amount});
  }

  // Forgets what stands at this place or behind it. Returns: the place from which those have to
  // be pushed again that it hid; `first` if none is left.
  [[nodiscard]] std::size_t pop_from(std::size_t place, std::size_t first) {
    peaks_.erase(first_from(place), peaks_.end());
    return peaks_.empty() ? first : peaks_.back().place + 1;
  }

  // The first places are gone.
  void drop(std::size_t count) {
    peaks_.erase(peaks_.begin(), first_from(count));
    for (Peak& peak : peaks_) peak.place -= count;
  }

  // The largest from a place on, 0 of none. O(log amounts).
  [[nodiscard]] std::int64_t largest_from(std::size_t place) const {
    const auto found = std::partition_point(
        peaks_.begin(), peaks_.end(), [place](const Peak& peak) { return peak.place < place; });
    return found == peaks_.end() ? 0 : found->amount;
  }

 private:
  struct Peak {
    std::size_t place = 0;
    std::int64_t amount = 0;
  };

  [[nodiscard]] std::vector<Peak>::iterator first_from(std::size_t place) {
    return std::partition_point(peaks_.begin(), peaks_.end(),
                                [place](const Peak& peak) { return peak.place < place; });
  }

  std::vector<Peak> peaks_;  // by place; each amount is above the next one
};

}  // namespace financescr::monitoring
