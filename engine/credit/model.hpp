// Model: the probability of default within 12 months, as an additive model on the log-odds.
//
//   log_odds = intercept + sum over features of round(weight * value)      (Micro, exact integers)
//   pd       = clamp(1 / (1 + e^-log_odds), floor, ceiling), rounded to Micro
//
// The log-odds IS the integer sum of the contributions, so an explanation adds up by construction.
// A feature that is not known contributes 0.
#pragma once

#include <array>
#include <optional>
#include <string>

#include "engine/canonical/json.hpp"
#include "engine/core/result.hpp"
#include "engine/credit/features.hpp"
#include "engine/credit/reasons.hpp"

namespace financescr::credit {

struct FeatureTerm {
  Micro weight;     // log-odds for each unit of the feature, at most kMaxWeight in size
  Micro reference;  // mean of the feature over approved applicants; what a reason is measured from
  ReasonCode reason = ReasonCode::kExcessiveObligations;

  bool operator==(const FeatureTerm&) const = default;
};

struct Model {
  std::string name;
  std::string version;
  Micro intercept;
  std::array<FeatureTerm, kFeatureCount> terms{};  // indexed by Feature
  Micro pd_floor;
  Micro pd_ceiling;

  // Returns: nothing when at least one error was appended to `errors`.
  [[nodiscard]] static std::optional<Model> read(const canonical::Json& value,
                                                 const std::string& pointer, Errors& errors);
  [[nodiscard]] canonical::Json to_json() const;
  bool operator==(const Model&) const = default;
};

inline constexpr Micro kMaxWeight = Micro::from_int(1000);
inline constexpr Micro kMaxReference = Micro::from_int(1'000'000);

struct Prediction {
  std::array<Micro, kFeatureCount> contributions{};  // without the intercept
  Micro log_odds;
  Micro pd;
};

[[nodiscard]] Prediction predict(const Model& model, const FeatureVector& features);

// How far each family of features raises the log-odds above the reference applicant's: the sum of
// contribution - round(weight * reference). Setting all features of a family to their references
// lowers the log-odds by exactly this. A feature that is not known counts as at its reference.
[[nodiscard]] FamilyExcess family_excess(const Model& model, const FeatureVector& features,
                                         const Prediction& prediction);

// The families that have at least one feature.
[[nodiscard]] std::array<bool, kReasonCodeCount> families_of(const Model& model);

// The reference system's formula, "credit_heuristic" version "v1"; docs/CREDIT.md gives the source
// of every number.
[[nodiscard]] const Model& builtin_model();

}  // namespace financescr::credit
