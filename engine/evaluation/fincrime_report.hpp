// The evaluation of screening on a pack's labelled scenarios.
//
// In: labels, their truths (as given, corrected, and the oracle's where the pack has one) and the
// outcome of each scenario. Out: a report that is a pure value of these: no clock, no machine, no
// thread count, and no order of rows is in it. docs/EVALUATION.md explains every figure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/evaluation/discrimination.hpp"
#include "engine/evaluation/frontier.hpp"
#include "engine/evaluation/label_noise.hpp"
#include "engine/evaluation/scenario.hpp"

namespace financescr::evaluation {

// The labels of a pack made ready to be screened and measured.
struct FincrimeData {
  std::vector<ScenarioLabel> labels;
  std::vector<Noise> noise;
  struct View {
    std::string name;           // "given", "corrected", "oracle"
    std::vector<Truth> truths;  // one a label
  };
  std::vector<View> views;
  std::vector<std::optional<Micro>> oracle_log_odds;  // one a label; empty without an oracle
};

// Errors: labels or oracle rows that cannot be read; kUnsupported without any label.
[[nodiscard]] tl::expected<FincrimeData, pack::PackErrors> read_fincrime_data(
    const pack::DomainPack& pack);
// The entities whose position each view asks for, in order of views.
[[nodiscard]] std::vector<std::string> entities_asked(const FincrimeData& data, std::size_t row);
// Whether a row can be screened at all.
[[nodiscard]] bool can_be_screened(const FincrimeData& data, std::size_t row);

struct Slice {
  std::string dimension;  // "name length"
  std::string value;      // "<=8"
  BinaryMetrics metrics;
};

// The figures on one way of reading the labels.
struct ViewReport {
  std::string name;
  std::int64_t rows = 0;
  std::int64_t left_out = 0;
  BinaryMetrics at_policy;
  Micro expected_cost;  // at the policy's threshold, in the policy's units
  Micro expected_cost_per_row;
  std::optional<Estimate> auc;
  std::optional<Estimate> average_precision;
  std::vector<RecallAtK> recall_at;     // of positives whose entity is named
  std::optional<Estimate> right_first;  // of these: reviewed, and the right entity is best
  std::vector<Tie> ties;
  std::optional<Frontier> frontier;  // absent without rows
  std::vector<Slice> slices;
};

// Ours beside the best score there can be: the generator's own posterior.
struct OracleReport {
  std::optional<Estimate> auc;
  std::optional<Estimate> average_precision;
  FrontierPoint cheapest;      // of the oracle's log-odds
  FrontierPoint our_cheapest;  // of our score
  Micro our_cost;              // at the policy's threshold
  std::vector<Tie> ties;       // of the oracle's log-odds
};

struct FincrimeReport {
  std::string pack_label;
  decision::Provenance provenance;
  std::string model;    // name and version
  std::string version;  // of the policy
  Micro threshold;
  AlertCosts costs;
  Micro recall_target;
  std::int64_t scenarios = 0;
  std::vector<ScenarioLabel> labels;
  std::vector<Noise> noise;
  std::int64_t contradicted_no_match = 0;  // NO_MATCH rows that some evidence makes a MATCH
  std::int64_t no_match = 0;
  std::vector<ViewReport> views;
  std::optional<OracleReport> oracle;

  // The view that is closest to the truth: the oracle's, else the corrected one.
  [[nodiscard]] const ViewReport& best_view() const { return views.back(); }
};

// `outcomes` has one entry a label; those of rows that cannot be screened are passed over.
// Errors: kTooLarge if the costs of all rows do not fit.
[[nodiscard]] Result<FincrimeReport> evaluate_fincrime(
    const replay::EngineSet& engine, const FincrimeData& data,
    const std::vector<ScenarioOutcome>& outcomes);

[[nodiscard]] canonical::Json to_json(const FincrimeReport& report);
[[nodiscard]] canonical::Json to_json(const FrontierPoint& point);
// Kinds of noise with their numbers, and every row.
[[nodiscard]] canonical::Json noise_json(const std::vector<Noise>& noise,
                                         const std::vector<ScenarioLabel>& labels);
// How many rows each kind of noise touches, in order of NoiseKind.
[[nodiscard]] std::vector<std::int64_t> noise_counts(const std::vector<Noise>& noise);

}  // namespace financescr::evaluation
