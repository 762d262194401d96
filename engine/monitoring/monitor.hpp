// Monitor: a stream of events on its way through a policy. It keeps the past; what it says of an
// event is a request that is decided without it, by any thread.
//
// In: lines in the order of their ingestion. Out: for each a request to decide, or an answer.
// Never: a clock; time is what the events say.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "engine/canonical/json.hpp"
#include "engine/core/result.hpp"
#include "engine/monitoring/event_log.hpp"
#include "engine/monitoring/features.hpp"
#include "engine/monitoring/history.hpp"
#include "engine/monitoring/incoming.hpp"
#include "engine/monitoring/loan_watches.hpp"
#include "engine/monitoring/profiles.hpp"
#include "engine/monitoring/request.hpp"

namespace financescr::monitoring {

// An event and its number of ingestion: decide it, then answered().
struct ToDecide {
  std::uint64_t seq = 0;
  MonitorRequest request;
  std::vector<Micro> features;  // of the set that was asked for
};
// The event came before, with this number; with its answer, unless that is still to come.
struct Repeated {
  std::uint64_t seq = 0;
  std::optional<std::string> answer;
};
// Nothing is left to decide.
struct Answered {
  canonical::Json answer;
  bool is_alert = false;  // a tick whose checks of loans alert
};
using Step = std::variant<ToDecide, Repeated, Answered>;

class Monitor {
 public:
  // Requires: both outlive the monitor. `policy_name`: of a built-in policy that is used instead of
  // the pack's. `table_seed`: of tables in memory, unpredictable where others choose the events.
  Monitor(const Policy& policy, const Profiles& profiles, std::optional<std::string> policy_name,
          std::uint64_t table_seed = 0);

  // Events are to bring their features.
  void compute_features(FeatureSet set) { features_ = set; }
  // Requests are to come without the ids of the events that rules saw, which decide nothing.
  void leave_out_seen_events() { names_seen_events_ = false; }

  // Errors: times that cannot be believed; kConflict for an id that came before with other content.
  // Nothing has changed then.
  [[nodiscard]] Result<Step> take(Incoming incoming);

  // The line that an event was answered with, for when it comes again. It may have been let go.
  void answered(std::uint64_t seq, std::string_view text) { log_.set_answer(seq, text); }

  // All of it as bytes of a file: equal for equal monitors.
  [[nodiscard]] std::string save() const;
  // What was saved, to go on from. `bytes` start at a multiple of 8. Errors: kCorrupt,
  // kUnsupported; kConflict where it was saved under another policy.
  [[nodiscard]] Result<void> load(std::string_view bytes);

  [[nodiscard]] const History& history() const { return history_; }

 private:
  [[nodiscard]] Result<Step> take_event(Event event, const canonical::ContentHash& content);
  [[nodiscard]] Result<Step> take_tick(const Tick& tick);
  [[nodiscard]] Result<Step> take_label(const Label& label);
  [[nodiscard]] Result<void> count_label(const Label& label, const Entry& entry,
                                         std::string_view merchant_id);
  // Without its event, which the caller moves in.
  [[nodiscard]] ToDecide decide_with(const Event& event, const Past& past);
  [[nodiscard]] MonitorRequest request_for(Sight& sight, const LoanWatch* loan);
  [[nodiscard]] std::vector<std::string> ids_of(const std::vector<std::uint64_t>& seqs) const;
  [[nodiscard]] canonical::Json check_loan(const LoanWatch& watch, const Tick& tick,
                                           Micro& severity);

  [[nodiscard]] Result<void> load_log(const pack::ContainerView& view);
  [[nodiscard]] Result<void> load_loans(std::string_view lines);
  [[nodiscard]] Result<void> load_labels(std::string_view lines);

  const Policy& policy_;
  const Profiles& profiles_;
  std::optional<std::string> policy_name_;
  std::uint64_t table_seed_;
  History history_;
  EventLog log_;
  LoanWatches loans_;
  LabelRates labels_;
  std::optional<FeatureSet> features_;
  bool names_seen_events_ = true;
};

// What a policy says of time.
[[nodiscard]] HistoryOptions history_options(const Policy& policy, std::uint64_t table_seed);

}  // namespace financescr::monitoring
