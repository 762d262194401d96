// Registry: counters, gauges and latency histograms in the text format of Prometheus (0.0.4).
// Labels are few and closed sets (a route, an outcome); never an id.
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>

namespace financescr::metrics {

using Labels = std::initializer_list<std::pair<std::string_view, std::string_view>>;

// Thread-safe.
class Registry {
 public:
  // Requires: a name is always used with the same kind and the same labels' names.
  void count(std::string_view name, Labels labels, std::int64_t by = 1);
  void set(std::string_view name, Labels labels, std::int64_t value);
  void observe_us(std::string_view name, Labels labels, std::int64_t duration_us);

  // All of them, in order of name and labels.
  [[nodiscard]] std::string text() const;

 private:
  static constexpr std::size_t kBuckets = 14;
  struct Histogram {
    std::array<std::int64_t, kBuckets + 1> counts{};  // the last is above every bound
    std::int64_t sum_us = 0;
  };
  using Series = std::map<std::string, std::int64_t, std::less<>>;  // labels as written → value

  mutable std::mutex mutex_;
  std::map<std::string, Series, std::less<>> counters_;
  std::map<std::string, Series, std::less<>> gauges_;
  std::map<std::string, std::map<std::string, Histogram, std::less<>>, std::less<>> histograms_;
};

}  // namespace financescr::metrics
