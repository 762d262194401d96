// Tally: verdicts beside the truth, counted as they come, and the figures that these counts give.
// Of a unit (an event, or an account) nothing is kept, so that a history may be of any length.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/backtest/score_counts.hpp"
#include "engine/backtest/truth.hpp"
#include "engine/backtest/verdict.hpp"
#include "engine/core/date.hpp"
#include "engine/evaluation/discrimination.hpp"
#include "engine/evaluation/estimate.hpp"

namespace financescr::backtest {

// What is found when so many alerts may be made.
struct BudgetFigures {
  Micro share;  // of all units
  BudgetCut cut;
  std::optional<evaluation::Estimate> recall;
  std::optional<evaluation::Estimate> precision;
};

struct SourceFigures {
  std::size_t source = 0;
  std::int64_t fired = 0;
  std::int64_t fraud = 0;         // of those
  std::int64_t needed = 0;        // alerts that there would not be without it
  std::int64_t needed_fraud = 0;  // of those
  std::optional<evaluation::Estimate> precision;
  std::optional<evaluation::Estimate> recall;
  std::vector<BudgetFigures> budgets;  // of its severities alone, as a ranking
};

// What of a kind is found when so many alerts may be made.
struct KindBudget {
  Micro share;  // of all units
  std::optional<evaluation::Estimate> found;
  // Cases with an event that is looked at.
  std::optional<evaluation::Estimate> cases_found;
};

// Units of one kind: fraud of a typology, or innocents that look like one.
struct KindFigures {
  std::string name;
  std::int64_t count = 0;
  std::int64_t alerted = 0;
  std::optional<evaluation::Estimate> share;  // alerted of them
  std::int64_t cases = 0;                     // that labels tell apart
  std::int64_t cases_alerted = 0;             // with an alert on one of their events
  std::vector<KindBudget> budgets;
  std::vector<std::pair<std::size_t, std::int64_t>> sources;  // how many each fired on
  std::vector<KindFigures> parts;                             // by difficulty
};

struct Overlap {
  std::size_t first = 0;
  std::size_t second = 0;
  std::int64_t both = 0;
};

struct DayCounts {
  std::int64_t events = 0;
  std::int64_t alerts = 0;
  std::int64_t fraud = 0;
  std::int64_t caught = 0;  // fraud with an alert
};

struct Figures {
  evaluation::BinaryMetrics at_policy;
  std::optional<evaluation::Estimate> average_precision;
  std::optional<evaluation::Estimate> roc_area;
  std::vector<evaluation::Tie> ties;
  std::vector<BudgetFigures> budgets;
  std::vector<SourceFigures> sources;  // those that are on, and those that fired
  std::vector<KindFigures> typologies;
  std::vector<KindFigures> difficulties;
  std::vector<KindFigures> innocents;
  std::vector<Overlap> overlaps;  // the largest first
  std::map<Date, DayCounts> days;
};

class Tally {
 public:
  void add(const Verdict& verdict, const Known& known, bool is_fraud, std::optional<Date> day);

  // `kinds` are those of the truth; `shares` the budgets, as shares of all units.
  [[nodiscard]] Figures figures(const monitoring::Policy& policy, const std::vector<Kind>& kinds,
                                const std::vector<Micro>& shares) const;

 private:
  struct OfSource {
    std::int64_t fired = 0;
    std::int64_t fraud = 0;
    std::int64_t needed = 0;
    std::int64_t needed_fraud = 0;
    ScoreCounts severities;
  };
  struct OfCase {
    bool is_alerted = false;
    Micro score;              // the highest of its events
    std::int64_t events = 0;  // with that score
  };
  struct OfKind {
    std::int64_t count = 0;
    std::int64_t alerted = 0;
    ScoreCounts scores;
    std::vector<OfCase> by_case;
    std::array<std::int64_t, kSourceCount> sources{};

    void join(const OfKind& other);
  };

  [[nodiscard]] std::vector<SourceFigures> source_figures(const monitoring::Policy& policy,
                                                          const std::vector<Micro>& shares) const;
  [[nodiscard]] static double cases_within(const std::vector<OfCase>& cases, const BudgetCut& cut);
  // By kind, with its cases.
  [[nodiscard]] std::vector<OfKind> kinds_with_cases() const;
  // Kinds that `choose` gives a name, joined by it.
  template <typename Choose>
  [[nodiscard]] static std::vector<KindFigures> kind_figures(
      const std::vector<OfKind>& counts, const std::vector<Kind>& kinds,
      const std::vector<BudgetFigures>& budgets, Choose choose);

  evaluation::Confusion confusion_;
  ScoreCounts scores_;
  std::array<OfSource, kSourceCount> sources_;
  std::array<std::array<std::int64_t, kSourceCount>, kSourceCount> both_{};
  std::vector<OfKind> kinds_;
  std::map<std::pair<KindId, std::uint32_t>, OfCase> cases_;  // by kind and number
  std::map<Date, DayCounts> days_;
};

}  // namespace financescr::backtest
