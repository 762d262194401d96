// MonitorLines: a stream of lines to monitor, in batches: reading and deciding go in parallel, the
// past in the order of the lines, so that the answers are the same with any number of threads.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <variant>

#include "engine/monitoring/engine.hpp"
#include "engine/monitoring/features.hpp"
#include "engine/monitoring/monitor.hpp"
#include "engine/replay/lines.hpp"

namespace financescr::replay {

struct MonitorOptions {
  std::optional<std::string> builtin_policy;       // instead of the engine's
  std::optional<monitoring::FeatureSet> features;  // go with the answers
  bool keeps_bundles = false;
  std::uint64_t table_seed = 0;
};

class MonitorLines {
 public:
  // Requires: `engine` outlives this.
  MonitorLines(const monitoring::Engine& engine, const MonitorOptions& options);

  // A line on its way: read(), take(), decide() and settle() in this order.
  struct Line {
    std::size_t number = 0;
    canonical::Json event_id;
    std::optional<monitoring::Incoming> incoming;
    std::variant<std::monostate, monitoring::ToDecide, monitoring::Repeated> step;
    canonical::ObjectText decision;
    canonical::Json features;
    Pointers ignored;
    LineResult result;
  };
  // By any thread.
  [[nodiscard]] static Line read(std::size_t number, std::string_view text);
  [[nodiscard]] static Line too_long(std::size_t number);
  // In the order of the lines.
  void take(Line& line);
  // By any thread.
  void decide(Line& line, decision::Workspace& workspace) const;
  // In the order of the lines; its result is complete then.
  void settle(Line& line);

  [[nodiscard]] monitoring::Monitor& monitor() { return monitor_; }

 private:
  [[nodiscard]] std::string answer_of(const monitoring::Repeated& repeated);

  const monitoring::Engine& engine_;
  MonitorOptions options_;
  monitoring::Monitor monitor_;
  // Answers of events that came again before they were answered, and how often they are wanted.
  std::unordered_map<std::uint64_t, std::pair<std::string, std::size_t>> wanted_;
};

}  // namespace financescr::replay
