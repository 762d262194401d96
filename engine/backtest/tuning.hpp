// Tuning of monitoring: the threshold, and limits or parameters among given values, that serve a
// goal best in the earlier part of a history, as far as labels were known at its end; measured on
// the later part, which decides whether they are proposed.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/backtest/backtest.hpp"
#include "engine/backtest/score_counts.hpp"
#include "engine/canonical/json.hpp"
#include "engine/evaluation/fincrime_tuning.hpp"
#include "engine/monitoring/policy.hpp"

namespace financescr::backtest {

// A value of a policy by its JSON pointer, and what it may become.
struct Vary {
  std::string pointer;                  // "/limits/maximum/USD"
  std::vector<canonical::Json> values;  // at least one
};
// "/limits/maximum/USD=9000,10000". Errors: kInvalid.
[[nodiscard]] Result<Vary> parse_vary(std::string_view text);

// Policies that one tuning compares.
inline constexpr std::size_t kMaxVariants = 64;

// One policy of those that are compared.
struct Variant {
  std::vector<std::pair<std::string, canonical::Json>> changes;  // by pointer; none: as it is
  monitoring::Policy policy;
};
// Every combination of the values, the policy as it is first. Errors: kInvalid at the pointer of
// what no policy can be; kTooLarge.
[[nodiscard]] Result<std::vector<Variant>> variants_of(const monitoring::Policy& policy,
                                                       const std::vector<Vary>& vary);

// The scores of a history by day, so that it can be divided at any.
class DayScores {
 public:
  void add(const DecidedEvent& event);

  // The first day that has at least `share` of the fraud before it. Nothing: none does.
  [[nodiscard]] std::optional<Date> day_after(Micro share) const;
  // Of the days before `until`; fraud that was not known by then is among the rest.
  [[nodiscard]] std::vector<evaluation::Tie> known_before(Date until) const;
  // Of that day and all later ones, with everything that is known by now.
  [[nodiscard]] std::vector<evaluation::Tie> from(Date day) const;

 private:
  struct OfDay {
    ScoreCounts scores;                         // with everything that is known
    std::vector<std::pair<Date, Micro>> fraud;  // when it was known, and its score
  };
  std::map<Date, OfDay> days_;
};

struct TuningOptions {
  evaluation::TuningGoal goal;  // max_alerts is not used
  Micro max_alert_rate;         // of kAlerts
  std::optional<Date> split;    // nothing: where two thirds of the fraud lie before it
};

// What a threshold of a variant comes to.
struct Tuned {
  std::size_t variant = 0;
  Micro threshold;
  evaluation::Confusion before;  // the split, by what was known then
  evaluation::Confusion after;   // by everything that is known
  Micro cost_before;
  Micro cost_after;
};

struct Tuning {
  TuningOptions options;
  std::vector<Variant> variants;
  Date split;
  Tuned current;
  std::vector<Tuned> best;   // of each variant that can reach the goal, in their order
  std::size_t chosen = 0;    // among them
  bool is_proposed = false;  // it serves the goal no worse than the current one after the split
  std::vector<evaluation::FrontierPoint> frontier;  // of the chosen variant, before the split
};

// `scores`: of each variant. Errors: kInvalid without fraud on both sides of the split or where no
// variant reaches the goal.
[[nodiscard]] Result<Tuning> tune(const TuningOptions& options, std::vector<Variant> variants,
                                  const std::vector<DayScores>& scores);
[[nodiscard]] canonical::Json to_json(const Tuning& tuning);

}  // namespace financescr::backtest
