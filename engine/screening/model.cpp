#include "engine/screening/model.hpp"

#include "engine/canonical/fields.hpp"
#include "engine/core/limits.hpp"
#include "engine/numeric/elementary.hpp"

namespace financescr::screening {
namespace {

using canonical::Json;

constexpr Micro kLargestWeight = Micro::from_int(1000);

Model make_builtin() {
  Model model;
  model.name = "fincrime_heuristic";
  model.version = "v1";
  model.intercept = Micro{-9'950'000};
  const auto set = [&model](Feature feature, double at_zero, double slope) {
    model.weights[index_of(feature)] = {Micro::from_double(at_zero), Micro::from_double(slope), {}};
  };
  set(Feature::kQueryCoverage, 0, 7.2);
  set(Feature::kCandidateCoverage, 0, 5);
  set(Feature::kInitialsShare, 0, -0.7);
  set(Feature::kWeakAliasHit, 0, -1.5);
  set(Feature::kDobExact, 0, 3);
  set(Feature::kDobPartial, 0, 1.2);
  set(Feature::kDobDayMonthSwap, 0, 1.5);
  set(Feature::kDobConflict, 0, -7);
  set(Feature::kNationalityOverlap, -0.9, 1.4);
  set(Feature::kResidenceOverlap, -0.2, 0.5);
  // A listed identity number alerts whatever else contradicts.
  set(Feature::kIdNumberMatch, -0.8, 33.2);
  set(Feature::kEntityTypeMatch, -4, 4);
  set(Feature::kNameOrderConflict, 0, -4);
  set(Feature::kNameRarity, 0, 2.9);
  set(Feature::kNumberConflict, 0, -3);
  return model;
}

}  // namespace

const Model& builtin_model() {
  static const Model model = make_builtin();
  return model;
}

Model Model::read(const Json& json, Errors& errors) {
  Model model;
  canonical::Fields fields(json, "", errors);
  model.name = fields.required_text("name", limits::kMaxIdBytes);
  model.version = fields.required_text("version", limits::kMaxIdBytes);
  model.intercept = fields.required_number("intercept", -kLargestWeight, kLargestWeight);
  if (const Json* weights = fields.find("weights")) {
    canonical::Fields by_name(*weights, "/weights", errors);
    for (std::size_t i = 0; i < kFeatureCount; ++i) {
      const std::string_view name = to_string(feature_at(i));
      const Json* entry = by_name.find(name);
      if (entry == nullptr) continue;
      canonical::Fields weight(*entry, by_name.pointer_to(name), errors);
      const auto read = [&weight](std::string_view key) {
        return weight.number(key, -kLargestWeight, kLargestWeight).value_or(kMicroZero);
      };
      model.weights[i] = {read("at_zero"), read("slope"), read("missing")};
      weight.reject_unknown();
    }
    by_name.reject_unknown();
  } else {
    fields.reject("weights", ErrorCode::kMissing, "is required");
  }
  fields.reject_unknown();
  return model;
}

Json Model::to_json() const {
  Json by_name = Json::object();
  for (std::size_t i = 0; i < kFeatureCount; ++i) {
    const FeatureWeight& w = weights[i];
    if (w.at_zero == kMicroZero && w.slope == kMicroZero && w.missing == kMicroZero) continue;
    by_name.set(to_string(feature_at(i)),
                Json::object({{"at_zero", w.at_zero}, {"slope", w.slope}, {"missing", w.missing}}));
  }
  return Json::object({{"name", name},
                       {"version", version},
                       {"intercept", intercept},
                       {"weights", std::move(by_name)}});
}

Micro probability_of(Micro log_odds) {
  return Micro::from_double(numeric::logistic(log_odds.to_double()));
}

}  // namespace financescr::screening
