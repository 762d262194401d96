#include "functions/metrics/metrics.hpp"

#include "engine/core/micro.hpp"

namespace financescr::metrics {
namespace {

constexpr std::array<std::int64_t, 14> kBounds_us = {
    100,    250,    500,     1'000,   2'500,     5'000,     10'000,
    25'000, 50'000, 100'000, 250'000, 1'000'000, 2'500'000, 10'000'000};

std::string seconds(std::int64_t us) { return Micro{us}.to_string(); }

// {a="x",b="y"} without the braces; values escaped as the format asks.
std::string written(Labels labels) {
  std::string text;
  text.reserve(64);
  for (const auto& [name, value] : labels) {
    if (!text.empty()) text.push_back(',');
    text.append(name).append("=\"");
    for (const char c : value) {
      if (c == '\\' || c == '"') text.push_back('\\');
      if (c == '\n') {
        text += "\\n";
      } else {
        text.push_back(c);
      }
    }
    text.push_back('"');
  }
  return text;
}

template <typename Map>
auto& at(Map& map, std::string_view key) {
  auto found = map.find(key);
  if (found == map.end()) found = map.emplace(std::string(key), typename Map::mapped_type{}).first;
  return found->second;
}

void append_line(std::string& out, const std::string& name, const std::string& labels,
                 const std::string& value) {
  out += name;
  if (!labels.empty()) out.append("{").append(labels).append("}");
  out.append(" ").append(value).append("\n");
}

void append_type(std::string& out, const std::string& name, std::string_view type) {
  out.append("# TYPE ").append(name).append(" ").append(type).append("\n");
}

}  // namespace

void Registry::count(std::string_view name, Labels labels, std::int64_t by) {
  const std::string series = written(labels);
  const std::lock_guard lock(mutex_);
  at(at(counters_, name), series) += by;
}

void Registry::set(std::string_view name, Labels labels, std::int64_t value) {
  const std::string series = written(labels);
  const std::lock_guard lock(mutex_);
  at(at(gauges_, name), series) = value;
}

void Registry::observe_us(std::string_view name, Labels labels, std::int64_t duration_us) {
  static_assert(kBounds_us.size() == kBuckets);
  std::size_t bucket = 0;
  while (bucket < kBuckets && duration_us > kBounds_us[bucket]) ++bucket;
  const std::string series = written(labels);
  const std::lock_guard lock(mutex_);
  Histogram& histogram = at(at(histograms_, name), series);
  ++histogram.counts[bucket];
  histogram.sum_us += duration_us;
}

std::string Registry::text() const {
  const std::lock_guard lock(mutex_);
  std::string out;
  const auto append_series = [&out](const auto& metrics, std::string_view type) {
    for (const auto& [name, series] : metrics) {
      append_type(out, name, type);
      for (const auto& [labels, value] : series) {
        append_line(out, name, labels, std::to_string(value));
      }
    }
  };
  append_series(counters_, "counter");
  append_series(gauges_, "gauge");
  for (const auto& [name, series] : histograms_) {
    append_type(out, name, "histogram");
    for (const auto& [labels, histogram] : series) {
      const std::string comma = labels.empty() ? "" : labels + ",";
      std::int64_t below = 0;
      for (std::size_t i = 0; i < kBuckets; ++i) {
        below += histogram.counts[i];
        append_line(out, name + "_bucket", comma + "le=\"" + seconds(kBounds_us[i]) + "\"",
                    std::to_string(below));
      }
      below += histogram.counts[kBuckets];
      append_line(out, name + "_bucket", comma + "le=\"+Inf\"", std::to_string(below));
      append_line(out, name + "_sum", labels, seconds(histogram.sum_us));
      append_line(out, name + "_count", labels, std::to_string(below));
    }
  }
  return out;
}

}  // namespace financescr::metrics
