// PolicyRun: a history on its way through one policy, in the engine's own types: what `monitor`
// decides of each line, without the text, the hashes and the ids of the events that rules saw.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>

#include "engine/backtest/verdict.hpp"
#include "engine/monitoring/engine.hpp"
#include "engine/monitoring/monitor.hpp"

namespace financescr::backtest {

class PolicyRun {
 public:
  // `engine` decides under the policy. `name`: what a report calls it.
  PolicyRun(std::shared_ptr<const monitoring::Engine> engine, std::string name,
            std::uint64_t table_seed);

  // A line on its way: take(), then decide().
  struct Line {
    std::optional<monitoring::MonitorRequest> request;  // an event that is to be decided
    bool is_repeated = false;                           // the event came before
    bool is_refused = false;                            // its time cannot be believed
    bool is_alert_of_loans = false;                     // a tick whose checks of loans alert
    Verdict verdict;
  };
  // In the order of the lines. Errors: as Monitor::take().
  [[nodiscard]] Result<Line> take(monitoring::Incoming incoming);
  // By any thread.
  void decide(Line& line, decision::Workspace& workspace) const;

  [[nodiscard]] const monitoring::Engine& engine() const { return *engine_; }
  [[nodiscard]] const monitoring::Policy& policy() const { return engine_->policy(); }
  [[nodiscard]] const std::string& name() const { return name_; }

 private:
  std::shared_ptr<const monitoring::Engine> engine_;
  std::string name_;
  monitoring::Monitor monitor_;
};

}  // namespace financescr::backtest
