// Backtest: a history of events through one policy or two, each decision as `monitor` makes it,
// counted beside what is known of the events.
//
// In: lines of events and ticks in the order of their ingestion; a truth. Out: a report, the same
// for the same input whatever the number of threads. Never: a clock, a file.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/backtest/oracle.hpp"
#include "engine/backtest/policy_run.hpp"
#include "engine/backtest/report.hpp"
#include "engine/backtest/tally.hpp"
#include "engine/backtest/truth.hpp"

namespace financescr::backtest {

// Days of the events that are counted; others are part of the past all the same.
struct Period {
  std::optional<Date> from;
  std::optional<Date> until;

  [[nodiscard]] bool has(Date day) const {
    return (!from || *from <= day) && (!until || day <= *until);
  }
};

struct BacktestOptions {
  Period period;
  std::vector<Micro> budgets;  // shares of all events, 0 to 1, rising
  const Oracle* oracle = nullptr;
};

// What a policy made of one event. Two policies: two verdicts. One that refuses an event, whose
// time it does not believe, has no alert on it: that is a verdict as well.
struct DecidedEvent {
  std::string_view event_id;
  std::string_view account_id;
  Timestamp occurred_at;
  std::optional<bool> is_fraud;  // nothing: it has no label
  Date known_on;                 // from when the label is known
  bool is_late = false;
  bool is_refused = false;  // by the first policy
  bool is_counted = false;  // within the period
  const Verdict& first;
  const Verdict* second;  // nullptr: there is one policy
};

class Backtest {
 public:
  // Requires: `truth` and the oracle outlive this.
  Backtest(const Truth& truth, BacktestOptions options, std::unique_ptr<PolicyRun> first,
           std::unique_ptr<PolicyRun> second = nullptr);

  // A line on its way: read(), take(), decide() and settle() in this order.
  struct Line {
    std::size_t number = 0;
    std::optional<monitoring::Incoming> incoming;
    std::array<PolicyRun::Line, 2> decided;
    Errors faults;  // an error line
  };
  // By any thread.
  [[nodiscard]] static Line read(std::size_t number, std::string_view text);
  [[nodiscard]] static Line too_long(std::size_t number);
  // In the order of the lines, for each policy; different policies by different threads at once.
  void take(Line& line, std::size_t policy);
  [[nodiscard]] std::size_t policy_count() const { return runs_.back() == nullptr ? 1 : 2; }
  // By any thread.
  void decide(Line& line, decision::Workspace& workspace) const;
  // In the order of the lines. Returns: the event that was decided, if the line has one.
  std::optional<DecidedEvent> settle(const Line& line);

  // Of all that was settled.
  [[nodiscard]] Report report() const;

 private:
  struct OfAccount {
    std::array<Verdict, 2> verdicts;
  };

  void count(const DecidedEvent& event, const Known& known);
  void compare(const DecidedEvent& event);
  [[nodiscard]] PolicyReport policy_report(std::size_t policy) const;

  const Truth& truth_;
  BacktestOptions options_;
  std::array<std::unique_ptr<PolicyRun>, 2> runs_;
  InputCounts input_;
  std::array<std::int64_t, 2> refused_{};
  std::array<Tally, 2> tallies_;
  Tally oracle_;
  std::map<std::string, OfAccount, std::less<>> accounts_;  // where accounts are labelled
  Changes changes_;
};

}  // namespace financescr::backtest
