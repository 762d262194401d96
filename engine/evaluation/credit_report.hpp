// The evaluation of credit decisions on a pack's labelled applications.
//
// In: labels and the decision on each application. Out: a report that is a pure value of these.
// docs/EVALUATION.md explains every figure.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "engine/evaluation/calibration.hpp"
#include "engine/evaluation/discrimination.hpp"
#include "engine/evaluation/labels.hpp"
#include "engine/replay/engine_set.hpp"

namespace financescr::evaluation {

// One labelled application as decided.
struct CreditOutcome {
  std::string application_id;
  std::string customer_id;  // empty: not given
  credit::Decision decision = credit::Decision::kDecline;
  Micro pd;
  bool by_pd = true;  // the PD alone decided; false: a guardrail or affordability declined
  bool defaulted = false;
  std::optional<Micro> true_pd;
  std::string employment;
  std::string region;  // of the customer, where the pack knows him
  Micro amount;        // pounds
  std::int64_t term_months = 0;
};

// Decides as credit::Engine does. Errors: those of its application().
[[nodiscard]] tl::expected<CreditOutcome, Errors> decide_labelled(const replay::EngineSet& engine,
                                                                  const CreditLabel& label);

// Labels without an application and applications without a label.
struct CreditData {
  std::vector<CreditLabel> labels;               // those with an application
  std::vector<std::string> without_application;  // ids of labels
  std::int64_t without_label = 0;                // applications
};
// Errors: labels that cannot be read; kUnsupported without any that can be used.
[[nodiscard]] tl::expected<CreditData, pack::PackErrors> read_credit_data(
    const pack::DomainPack& pack);

// What one of APPROVE, REFER and DECLINE came to.
struct OutcomeRate {
  std::optional<Estimate> rate;      // of all applications
  std::optional<Estimate> bad_rate;  // of these
  std::int64_t count = 0;
  std::int64_t bad = 0;
};

// The figures of one probability of default against what happened.
struct PdFigures {
  std::optional<Estimate> auc;
  std::optional<Estimate> gini;
  std::optional<KolmogorovSmirnov> ks;
  std::optional<Calibration> calibration;
  std::vector<Tie> ties;
};

struct CreditSlice {
  std::string dimension;
  std::string value;
  std::int64_t count = 0;
  std::int64_t bad = 0;
  std::optional<Estimate> auc;
  Micro mean_pd;
  std::optional<Estimate> bad_rate;
  std::optional<Estimate> approval_rate;
};

struct CreditReport {
  std::string pack_label;
  decision::Provenance provenance;
  std::string model;
  std::string version;
  credit::PdThresholds thresholds;
  credit::DecisionCosts costs;
  bool costs_stated = false;  // false: the policy states none, the built-in ones are used
  std::int64_t count = 0;
  std::vector<std::string> without_application;
  std::int64_t without_label = 0;
  std::array<OutcomeRate, 3> outcomes;  // in order of credit::Decision
  std::int64_t by_rule = 0;             // declined by a guardrail or affordability
  Micro cost;
  Micro cost_per_row;
  PdFigures ours;
  std::optional<PdFigures> oracle;  // the generator's PD, where every label has it
  Micro oracle_cost;                // of the same policy if the PD were the oracle's
  std::vector<CreditSlice> slices;
};

// What one decision cost in hindsight.
[[nodiscard]] Micro cost_of(credit::Decision decision, bool defaulted,
                            const credit::DecisionCosts& costs);
// The decision by PD alone.
[[nodiscard]] credit::Decision decision_by(Micro pd, const credit::PdThresholds& thresholds);

// Requires: at least one outcome. Independent of their order.
[[nodiscard]] CreditReport evaluate_credit(const replay::EngineSet& engine, const CreditData& data,
                                           const std::vector<CreditOutcome>& outcomes);
[[nodiscard]] canonical::Json to_json(const CreditReport& report);

}  // namespace financescr::evaluation
