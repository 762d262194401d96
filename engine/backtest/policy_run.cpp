#include "engine/backtest/policy_run.hpp"

#include <utility>

namespace financescr::backtest {

PolicyRun::PolicyRun(std::shared_ptr<const monitoring::Engine> engine, std::string name,
                     std::uint64_t table_seed)
    : engine_(std::move(engine)),
      name_(std::move(name)),
      monitor_(engine_->policy(), engine_->profiles(), {}, table_seed) {
  monitor_.leave_out_seen_events();
}

Result<PolicyRun::Line> PolicyRun::take(monitoring::Incoming incoming) {
  auto step = monitor_.take(std::move(incoming));
  if (!step) return tl::unexpected(step.error());
  Line line;
  if (auto* decided = std::get_if<monitoring::ToDecide>(&*step)) {
    line.request = std::move(decided->request);
  } else if (const auto* answered = std::get_if<monitoring::Answered>(&*step)) {
    line.is_alert_of_loans = answered->is_alert;
  } else {
    line.is_repeated = true;
  }
  return line;
}

void PolicyRun::decide(Line& line, decision::Workspace& workspace) const {
  if (!line.request) return;
  line.verdict = verdict_of(engine_->judge(*line.request, workspace), policy());
}

}  // namespace financescr::backtest
