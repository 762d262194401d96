// Report: what a backtest found. docs/EVALUATION.md has the paths of its JSON, which are a
// contract.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/backtest/tally.hpp"
#include "engine/canonical/json.hpp"
#include "engine/decision/decision.hpp"

namespace financescr::backtest {

struct InputCounts {
  std::int64_t lines = 0;
  std::int64_t events = 0;
  std::int64_t counted = 0;   // of the events, those within the period
  std::int64_t labelled = 0;  // of those, with a label
  std::int64_t matched = 0;   // labels of events that an event has, whatever its day
  std::int64_t ticks = 0;
  std::int64_t loan_alerts = 0;  // of the first policy: ticks whose checks of loans alert
  std::int64_t labels = 0;       // lines that are labels, which judge nothing here
  std::int64_t duplicates = 0;
  std::int64_t errors = 0;
  std::int64_t late = 0;
  std::optional<Date> first_day;  // of the events that are counted
  std::optional<Date> last_day;
};

// Events that two policies decide alike, or not.
struct Changes {
  std::int64_t both = 0;
  std::int64_t only_first = 0;
  std::int64_t only_second = 0;
  std::int64_t neither = 0;
  std::int64_t both_fraud = 0;
  std::int64_t only_first_fraud = 0;
  std::int64_t only_second_fraud = 0;
  std::int64_t neither_fraud = 0;
  std::array<std::int64_t, kSourceCount> no_more{};  // fires under the first policy alone
  std::array<std::int64_t, kSourceCount> newly{};    // under the second alone

  // The first of those that are decided otherwise.
  struct Event {
    std::string event_id;
    std::string account_id;
    Date day;
    std::optional<bool> is_fraud;
    Micro first_score;
    Micro second_score;
    bool is_alert_now = false;  // under the second
  };
  std::vector<Event> events;
};
inline constexpr std::size_t kMaxListedChanges = 200;

struct PolicyReport {
  std::string name;
  std::string version;
  decision::Provenance provenance;
  Micro alert_from;
  std::int64_t refused = 0;  // events whose time it does not believe, and so does not alert on
  Figures events;
  std::optional<Figures> accounts;  // where accounts are labelled
};

struct Report {
  InputCounts input;
  LabelCounts event_labels;
  LabelCounts account_labels;
  PolicyReport first;
  std::optional<PolicyReport> second;
  Changes changes;
  std::optional<Figures> oracle;  // of events, as if an alert were a probability of a half

  // What the figures of the whole are of: events, unless accounts alone have labels.
  [[nodiscard]] bool is_by_account() const {
    return event_labels.count() == 0 && account_labels.count() > 0;
  }
  [[nodiscard]] const Figures& overall(const PolicyReport& policy) const {
    return is_by_account() && policy.accounts ? *policy.accounts : policy.events;
  }
};

[[nodiscard]] canonical::Json to_json(const Report& report);

}  // namespace financescr::backtest
