#include "engine/screening/model.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "engine/screening/policy.hpp"
#include "engine/screening/ranking.hpp"
#include "tests/unit/screening/samples.hpp"

namespace financescr::screening {
namespace {

using canonical::Json;

Model read_model(std::string_view text, std::string& faults) {
  Errors errors;
  Model model = Model::read(samples::parse(text), errors);
  faults = samples::listing(errors);
  return model;
}

TEST_CASE("a listed identity number alerts, whatever all else says against it") {
  const Model& model = builtin_model();
  Micro worst = model.intercept;
  for (std::size_t i = 0; i < kFeatureCount; ++i) {
    const FeatureWeight& weight = model.weights[i];
    const bool is_id = i == index_of(Feature::kIdNumberMatch);
    worst += is_id ? weight.contribution(kMicroOne)
                   : std::min({weight.contribution(kMissing), weight.contribution(kMicroZero),
                               weight.contribution(kMicroOne)});
  }
  CHECK(probability_of(worst) >= Policy{}.threshold);
}

TEST_CASE("a model survives JSON, the one that ships included") {
  std::string faults;
  const Model pinned = read_model(samples::kModel, faults);
  REQUIRE(faults.empty());
  for (const Model& model : {pinned, builtin_model()}) {
    CAPTURE(model.name);
    const std::string text = canonical::write(model.to_json());
    const Model again = read_model(text, faults);
    CHECK(faults.empty());
    CHECK(canonical::write(again.to_json()) == text);
    for (std::size_t i = 0; i < kFeatureCount; ++i) {
      CHECK(again.weights[i].at_zero == model.weights[i].at_zero);
      CHECK(again.weights[i].slope == model.weights[i].slope);
      CHECK(again.weights[i].missing == model.weights[i].missing);
    }
  }
}

TEST_CASE("every fault of a model has its pointer") {
  struct Row {
    std::string_view json, faults;
  };
  for (const Row& row : {
           Row{R"([])",
               "invalid : must be an object, not an array\nmissing /name: is required\n"
               "missing /version: is required\nmissing /intercept: is required\n"
               "missing /weights: is required\n"},
           Row{R"({"version":"1","intercept":0,"weights":{}})", "missing /name: is required\n"},
           Row{R"({"name":"","version":"1","intercept":0,"weights":{}})",
               "invalid /name: must not be empty\n"},
           Row{R"({"name":"m","version":"1","weights":{}})", "missing /intercept: is required\n"},
           Row{R"({"name":"m","version":"1","intercept":0})", "missing /weights: is required\n"},
           Row{R"({"name":"m","version":"1","intercept":1001,"weights":{}})",
               "invalid /intercept: must lie between -1000 and 1000\n"},
           Row{R"({"name":"m","version":"1","intercept":"0","weights":{}})",
               "invalid /intercept: must be a number, not a string\n"},
           Row{R"({"name":"m","version":"1","intercept":0,"weights":{"colour":{"slope":1}}})",
               "invalid /weights/colour: is not a field that is known here\n"},
           Row{R"({"name":"m","version":"1","intercept":0,"weights":{"name_jw":3}})",
               "invalid /weights/name_jw: must be an object, not a number\n"},
           Row{R"({"name":"m","version":"1","intercept":0,"weights":{"name_jw":{"slop":1}}})",
               "invalid /weights/name_jw/slop: is not a field that is known here\n"},
           Row{R"({"name":"m","version":"1","intercept":0,"weights":{"name_jw":{"slope":-1001}}})",
               "invalid /weights/name_jw/slope: must lie between -1000 and 1000\n"},
           Row{R"({"name":"m","version":"1","intercept":0,"weights":{},"trained":true})",
               "invalid /trained: is not a field that is known here\n"},
       }) {
    CAPTURE(row.json);
    std::string faults;
    static_cast<void>(read_model(row.json, faults));
    CHECK(faults == row.faults);
  }
}

TEST_CASE("a contribution: missing, at zero, along the slope") {
  const FeatureWeight weight{Micro{-900'000}, Micro{1'400'000}, Micro{250'000}};
  CHECK(weight.contribution(kMissing) == Micro{250'000});
  CHECK(weight.contribution(kMicroZero) == Micro{-900'000});
  CHECK(weight.contribution(kMicroOne) == Micro{500'000});
  CHECK(weight.contribution(Micro{500'000}) == Micro{-200'000});
  CHECK(weight.largest(kMicroOne) == Micro{500'000});
  const FeatureWeight falling{Micro{100'000}, Micro{-700'000}, kMicroZero};
  CHECK(falling.largest(kMicroOne) == Micro{100'000});
  CHECK(falling.contribution(kMicroOne) == Micro{-600'000});
}

TEST_CASE("log-odds are the intercept and the contributions, exactly") {
  std::string faults;
  const Model model = read_model(samples::kModel, faults);
  FeatureVector features;
  features.fill(Micro{333'333});
  Micro sum = model.intercept;
  for (const Micro contribution : contributions(model, features)) sum += contribution;
  CHECK(log_odds(model, features) == sum);
  features.fill(kMicroZero);
  CHECK(log_odds(model, features).to_string() == "-15.4");  // -9.5 - 0.9 - 0.2 - 0.8 - 4
  features.fill(kMissing);
  CHECK(log_odds(model, features) == model.intercept);
}

TEST_CASE("probabilities of log-odds") {
  struct Row {
    std::string_view log_odds, probability;
  };
  for (const Row& row :
       {Row{"0", "0.5"}, Row{"4", "0.982014"}, Row{"-4", "0.017986"}, Row{"0.944462", "0.72"},
        Row{"20", "1"}, Row{"-20", "0"}, Row{"1000", "1"}, Row{"-1000", "0"}}) {
    CAPTURE(row.log_odds);
    CHECK(probability_of(*Micro::parse(row.log_odds)).to_string() == row.probability);
  }
}

TEST_CASE("the model that ships: agreement never speaks against, conflict never for a match") {
  const Model& model = builtin_model();
  const auto slope = [&model](Feature feature) { return model.weight(feature).slope; };
  for (const Feature feature :
       {Feature::kNameJw, Feature::kNameTokenJaccard, Feature::kDobExact, Feature::kDobPartial,
        Feature::kDobDayMonthSwap, Feature::kNationalityOverlap, Feature::kResidenceOverlap,
        Feature::kIdNumberMatch, Feature::kQueryCoverage, Feature::kCandidateCoverage,
        Feature::kNameEvidence, Feature::kEntityTypeMatch}) {
    CAPTURE(to_string(feature));
    CHECK(slope(feature) >= kMicroZero);
    CHECK(model.weight(feature).contribution(kMicroOne) >=
          model.weight(feature).contribution(kMissing));
    CHECK(model.weight(feature).contribution(kMicroZero) <=
          model.weight(feature).contribution(kMissing));
  }
  for (const Feature feature :
       {Feature::kWeakAliasHit, Feature::kInitialsShare, Feature::kDobConflict}) {
    CAPTURE(to_string(feature));
    CHECK(slope(feature) <= kMicroZero);
  }
}

}  // namespace
}  // namespace financescr::screening
