// AmountMaxima: the largest of any run of amounts, without looking at each.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace financescr::monitoring {

// Over a sequence that the caller keeps. What changed from a place on is computed anew when it is
// asked for, in time linear in what changed.
class AmountMaxima {
 public:
  // Whatever stands at this place and behind it has changed, or is new.
  void changed_from(std::size_t place);

  // The largest of amount(low) to amount(high - 1), 0 of none. `size`: of the sequence. O(log
  // size).
  template <typename Amount>
  [[nodiscard]] std::int64_t largest(std::size_t low, std::size_t high, std::size_t size,
                                     Amount amount) {
    update(size, amount);
    std::int64_t most = 0;
    const auto take = [&most](std::int64_t value) { most = value > most ? value : most; };
    std::size_t level = 0;
    const auto value_at = [&](std::size_t at) {
      return level == 0 ? amount(at) : levels_[level - 1][at];
    };
    while (low < high) {
      while (low < high && low % kFan != 0) take(value_at(low++));
      while (low < high && high % kFan != 0) take(value_at(--high));
      low /= kFan;
      high /= kFan;
      ++level;
    }
    return most;
  }

 private:
  static constexpr std::size_t kFan = 16;

  template <typename Amount>
  void update(std::size_t size, Amount amount) {
    std::size_t from = valid_ / kFan;
    std::size_t below = size;  // values of the level below
    for (std::size_t level = 0; below >= kFan; ++level) {
      if (levels_.size() == level) levels_.emplace_back();
      auto& maxima = levels_[level];
      const std::size_t count = below / kFan;
      maxima.resize(count);
      for (std::size_t i = from < count ? from : count; i < count; ++i) {
        std::int64_t most = 0;
        for (std::size_t k = i * kFan; k < (i + 1) * kFan; ++k) {
          const std::int64_t value = level == 0 ? amount(k) : levels_[level - 1][k];
          most = value > most ? value : most;
        }
        maxima[i] = most;
      }
      from /= kFan;
      below = count;
    }
    valid_ = size;
  }

  std::vector<std::vector<std::int64_t>> levels_;  // maxima of 16, of 256, ...
  std::size_t valid_ = 0;                          // places that the maxima know
};

inline void AmountMaxima::changed_from(std::size_t place) {
  if (place < valid_) valid_ = place;
}

}  // namespace financescr::monitoring
