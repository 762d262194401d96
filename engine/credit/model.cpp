#include "engine/credit/model.hpp"

#include <algorithm>

#include "engine/credit/fixed_point.hpp"
#include "engine/numeric/elementary.hpp"

namespace financescr::credit {

Prediction predict(const Model& model, const FeatureVector& features) {
  Prediction out;
  out.log_odds = model.intercept;
  for (std::size_t i = 0; i < kFeatureCount; ++i) {
    if (!is_missing(feature_at(i), features[i])) {
      out.contributions[i] = multiply(model.terms[i].weight, features[i]);
    }
    out.log_odds += out.contributions[i];
  }
  const Micro pd = Micro::from_double(numeric::logistic(out.log_odds.to_double()));
  out.pd = std::clamp(pd, model.pd_floor, model.pd_ceiling);
  return out;
}

FamilyExcess family_excess(const Model& model, const FeatureVector& features,
                           const Prediction& prediction) {
  FamilyExcess excess{};
  for (std::size_t i = 0; i < kFeatureCount; ++i) {
    if (is_missing(feature_at(i), features[i])) continue;
    const FeatureTerm& term = model.terms[i];
    excess[index_of(term.reason)] +=
        prediction.contributions[i] - multiply(term.weight, term.reference);
  }
  return excess;
}

std::array<bool, kReasonCodeCount> families_of(const Model& model) {
  std::array<bool, kReasonCodeCount> used{};
  for (const FeatureTerm& term : model.terms) used[index_of(term.reason)] = true;
  return used;
}

const Model& builtin_model() {
  // Weights: the reference's formula. References: means over the applications of the seed-42 pack
  // that the built-in policy approves (docs/CREDIT.md says how they are recomputed).
  static const Model model{
      .name = "credit_heuristic",
      .version = "v1",
      .intercept = {-2'200'000},
      .terms = {{
          {{1'300'000}, {306'311}, ReasonCode::kRevolvingUtilisation},
          {{900'000}, {290'449}, ReasonCode::kBalanceVolatility},
          {{450'000}, {770'147}, ReasonCode::kIncomeInsufficient},
          {{250'000}, {555'006}, ReasonCode::kTermRequested},
          {{550'000}, {68'685}, ReasonCode::kDelinquentObligations},
          {{750'000}, {1'164}, ReasonCode::kDelinquentObligations},
          {{-600}, {1'632'862'992}, ReasonCode::kExcessiveObligations},
          {{-100'000}, {3'018'835}, ReasonCode::kLengthOfEmployment},
          {{800'000}, {18'626}, ReasonCode::kNotEmployed},
          {{200'000}, {169'965}, ReasonCode::kIrregularEmployment},
          {{0}, {0}, ReasonCode::kOverdraftUse},
      }},
      .pd_floor = {10'000},
      .pd_ceiling = {600'000},
  };
  return model;
}

}  // namespace financescr::credit
