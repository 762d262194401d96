#include "engine/backtest/backtest.hpp"

#include <algorithm>
#include <utility>

#include "engine/replay/lines.hpp"

namespace financescr::backtest {
namespace {

using monitoring::Event;

bool fires(const Verdict& verdict, std::size_t source) {
  return std::any_of(verdict.fired.begin(), verdict.fired.end(),
                     [source](const Fired& fired) { return fired.source == source; });
}

}  // namespace

Backtest::Backtest(const Truth& truth, BacktestOptions options, std::unique_ptr<PolicyRun> first,
                   std::unique_ptr<PolicyRun> second)
    : truth_(truth), options_(std::move(options)), runs_{std::move(first), std::move(second)} {}

Backtest::Line Backtest::read(std::size_t number, std::string_view text) {
  Line line;
  line.number = number;
  std::vector<canonical::RoundedNumber> rounded;
  const auto json = canonical::parse(text, rounded);
  if (json) {
    line.incoming = monitoring::Incoming::read(*json, rounded, line.faults);
  } else {
    line.faults.push_back(json.error());
  }
  return line;
}

Backtest::Line Backtest::too_long(std::size_t number) {
  Line line;
  line.number = number;
  line.faults.push_back(replay::too_long_error());
  return line;
}

void Backtest::take(Line& line, std::size_t policy) {
  if (!line.incoming) return;
  auto taken = runs_[policy]->take(*line.incoming);
  if (taken) {
    line.decided[policy] = *std::move(taken);
    return;
  }
  line.decided[policy].is_refused = std::holds_alternative<Event>(line.incoming->what) &&
                                    taken.error().code != ErrorCode::kConflict;
  if (policy == 0) line.faults.push_back(taken.error());
}

void Backtest::decide(Line& line, decision::Workspace& workspace) const {
  for (std::size_t i = 0; i < policy_count(); ++i) {
    runs_[i]->decide(line.decided[i], workspace);
  }
}

std::optional<DecidedEvent> Backtest::settle(const Line& line) {
  ++input_.lines;
  input_.errors += line.faults.empty() ? 0 : 1;
  if (!line.incoming) return std::nullopt;
  const PolicyRun::Line& first = line.decided.front();
  const PolicyRun::Line& second = line.decided.back();
  if (std::holds_alternative<monitoring::Tick>(line.incoming->what)) {
    ++input_.ticks;
    input_.loan_alerts += first.is_alert_of_loans ? 1 : 0;
  }
  input_.labels += std::holds_alternative<monitoring::Label>(line.incoming->what) ? 1 : 0;
  input_.duplicates += first.is_repeated ? 1 : 0;
  if (first.is_repeated || (!first.request && !first.is_refused)) return std::nullopt;
  const Event& event = std::get<Event>(line.incoming->what);
  const Known known = truth_.of_event(event.event_id);
  DecidedEvent decided{.event_id = event.event_id,
                       .account_id = event.account_id,
                       .occurred_at = event.occurred_at,
                       .is_fraud = {},
                       .known_on = known.on,
                       .is_late = first.request && first.request->is_late,
                       .is_refused = first.is_refused,
                       .is_counted = options_.period.has(event.occurred_at.date()),
                       .first = first.verdict,
                       .second = policy_count() == 2 ? &second.verdict : nullptr};
  if (known.kind != kUnlabelled) {
    decided.is_fraud = truth_.kinds()[known.kind].is_fraud;
    ++input_.matched;
  }
  ++input_.events;
  input_.late += decided.is_late ? 1 : 0;
  refused_[0] += first.is_refused ? 1 : 0;
  refused_[1] += second.is_refused ? 1 : 0;
  if (decided.is_counted) count(decided, known);
  return decided;
}

void Backtest::count(const DecidedEvent& event, const Known& known) {
  const Date day = event.occurred_at.date();
  ++input_.counted;
  input_.labelled += event.is_fraud ? 1 : 0;
  input_.first_day = std::min(input_.first_day.value_or(day), day);
  input_.last_day = std::max(input_.last_day.value_or(day), day);
  if (options_.oracle != nullptr) {
    oracle_.add(options_.oracle->verdict_of(event.event_id), known, event.is_fraud.value_or(false),
                {});
  }
  tallies_[0].add(event.first, known, event.is_fraud.value_or(false), day);
  if (event.second != nullptr) {
    tallies_[1].add(*event.second, known, event.is_fraud.value_or(false), day);
    compare(event);
  }
  if (truth_.account_counts().count() == 0) return;
  auto account = accounts_.find(event.account_id);
  if (account == accounts_.end()) {
    account = accounts_.emplace(std::string(event.account_id), OfAccount{}).first;
  }
  account->second.verdicts[0].join(event.first);
  if (event.second != nullptr) account->second.verdicts[1].join(*event.second);
}

void Backtest::compare(const DecidedEvent& event) {
  const bool was = event.first.is_alert;
  const bool is = event.second->is_alert;
  const bool is_fraud = event.is_fraud.value_or(false);
  ++(was ? (is ? changes_.both : changes_.only_first)
         : (is ? changes_.only_second : changes_.neither));
  if (is_fraud) {
    ++(was ? (is ? changes_.both_fraud : changes_.only_first_fraud)
           : (is ? changes_.only_second_fraud : changes_.neither_fraud));
  }
  for (const Fired& fired : event.first.fired) {
    if (!fires(*event.second, fired.source)) ++changes_.no_more[fired.source];
  }
  for (const Fired& fired : event.second->fired) {
    if (!fires(event.first, fired.source)) ++changes_.newly[fired.source];
  }
  if (was == is || changes_.events.size() >= kMaxListedChanges) return;
  changes_.events.push_back({std::string(event.event_id), std::string(event.account_id),
                             event.occurred_at.date(), event.is_fraud, event.first.score,
                             event.second->score, is});
}

PolicyReport Backtest::policy_report(std::size_t policy) const {
  const PolicyRun& run = *runs_[policy];
  PolicyReport report;
  report.name = run.name();
  report.version = run.policy().version;
  report.provenance = run.engine().provenance();
  report.alert_from = run.policy().alert_from;
  report.refused = refused_[policy];
  report.events = tallies_[policy].figures(run.policy(), truth_.kinds(), options_.budgets);
  if (truth_.account_counts().count() == 0) return report;
  Tally of_accounts;
  for (const auto& [id, account] : accounts_) {
    const Known known = truth_.of_account(id);
    of_accounts.add(account.verdicts[policy], known, truth_.kinds()[known.kind].is_fraud, {});
  }
  report.accounts = of_accounts.figures(run.policy(), truth_.kinds(), options_.budgets);
  return report;
}

Report Backtest::report() const {
  Report report;
  report.input = input_;
  report.event_labels = truth_.event_counts();
  report.account_labels = truth_.account_counts();
  report.first = policy_report(0);
  if (policy_count() == 2) report.second = policy_report(1);
  if (options_.oracle != nullptr) {
    report.oracle = oracle_.figures(runs_.front()->policy(), truth_.kinds(), options_.budgets);
  }
  report.changes = changes_;
  return report;
}

}  // namespace financescr::backtest
