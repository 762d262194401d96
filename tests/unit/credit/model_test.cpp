#include "engine/credit/model.hpp"

#include <doctest/doctest.h>

#include "tests/unit/credit/samples.hpp"

namespace financescr::credit {
namespace {

using samples::application;
using samples::listing;

Prediction predict_for(const Model& model, std::string_view changes) {
  const Application a = application(changes);
  return predict(model, compute_features(a, derive(a)));
}

// The generator's formula of version 2: overdraft days weigh 0.015.
Model version_2() {
  Model model = builtin_model();
  model.terms[index_of(Feature::kOverdraftFraction)].weight = {15'000};
  return model;
}

bool within(Micro actual, double expected, double tolerance) {
  const double error = actual.to_double() - expected;
  return error <= tolerance && error >= -tolerance;
}

TEST_CASE("the reference's PD vectors") {
  struct Row {
    std::string_view change;
    double z;  // 0 where the reference states none
    double pd;
  };
  const Model model = version_2();  // equal to version 1 where overdraft days are not known
  for (const Row& row : {
           Row{R"({"credit_utilisation":0.3094,"bank_balance_volatility":0.7115,"amount_gbp":300,)"
               R"("income_monthly_gbp":600,"outgoings_monthly_gbp":325.5,"term_months":12,)"
               R"("missed_payments_12m":0,"employment_months":23})",
               -1.352435, 0.205473},
           Row{R"({"credit_utilisation":0.4168,"bank_balance_volatility":0.0792,)"
               R"("amount_gbp":3934.04,"income_monthly_gbp":1279.02,)"
               R"("outgoings_monthly_gbp":550.71,"term_months":12,"employment_months":47})",
               0, 0.276005},
           Row{R"({"credit_utilisation":0.9,"bank_balance_volatility":0.9,"amount_gbp":15000,)"
               R"("income_monthly_gbp":600,"outgoings_monthly_gbp":540,"term_months":48,)"
               R"("missed_payments_12m":3,"employment_months":0,)"
               R"("employment_status":"UNEMPLOYED"})",
               13.344, 0.60},
           Row{R"({"credit_utilisation":0,"bank_balance_volatility":0,"amount_gbp":300,)"
               R"("income_monthly_gbp":9000,"outgoings_monthly_gbp":1350,"term_months":12,)"
               R"("employment_months":240})",
               0, 0.01},
           Row{R"({"credit_utilisation":0.3,"bank_balance_volatility":0.3,"amount_gbp":3500,)"
               R"("income_monthly_gbp":2800,"outgoings_monthly_gbp":1540,"term_months":24,)"
               R"("missed_payments_12m":2,"employment_months":24,)"
               R"("employment_status":"SELF_EMPLOYED","days_overdraft_90d":12})",
               -0.424388, 0.395467},
       }) {
    CAPTURE(row.change);
    const Prediction prediction = predict_for(model, row.change);
    CHECK(within(prediction.pd, row.pd, 1e-6));
    if (row.z != 0) CHECK(within(prediction.log_odds, row.z, 1e-5));
  }
}

TEST_CASE("the overdraft weighs nothing in version 1, and nothing when it is not known") {
  const Micro without = predict_for(builtin_model(), "{}").log_odds;
  CHECK(predict_for(builtin_model(), R"({"days_overdraft_90d":30})").log_odds == without);
  CHECK(predict_for(version_2(), "{}").log_odds == without);
  CHECK(predict_for(version_2(), R"({"days_overdraft_90d":30})").log_odds ==
        without + Micro{15'000});
}

TEST_CASE(
    "the built-in policy approves the reference applicant, so every other PD branch has a "
    "reason") {
  FeatureVector reference{};
  for (std::size_t i = 0; i < kFeatureCount; ++i) {
    reference[i] = builtin_model().terms[i].reference;
  }
  CHECK(predict(builtin_model(), reference).pd < builtin_policy().thresholds.approve);
}

TEST_CASE("a model written and read is the same model") {
  for (const Model& model : {builtin_model(), version_2()}) {
    Errors errors;
    const auto text = canonical::write(model.to_json());
    const auto read = Model::read(samples::parse(text), "", errors);
    REQUIRE_MESSAGE(read.has_value(), listing(errors));
    CHECK(*read == model);
  }
}

TEST_CASE("every fault of a model file is listed with its pointer") {
  canonical::Json json = builtin_model().to_json();
  json.set("version", canonical::Json());
  json.set("intercept", "low");
  json.set("pd_floor", 1);
  json.set("extra", 1);
  canonical::Json features = *json.find("features");
  features.set("utilisation", samples::parse(R"({"weight":1.3,"reference":0.3,"reason":"AGE"})"));
  features.set("volatility", samples::parse(R"({"weight":5000,"reference":0.3,"w":1,)"
                                            R"("reason":"BALANCE_VOLATILITY"})"));
  features.set("unemployed", canonical::Json());
  features.set("self_employed", 3);
  features.set("postcode", samples::parse("{}"));
  json.set("features", std::move(features));
  Errors errors;
  CHECK_FALSE(Model::read(json, "", errors));
  std::string pointers;
  for (const Error& error : errors) pointers += error.pointer + "\n";
  CHECK(pointers ==
        "/version\n/intercept\n/pd_floor\n/features/utilisation/reason\n"
        "/features/volatility/weight\n/features/volatility/w\n/features/unemployed\n"
        "/features/self_employed\n/features/postcode\n/extra\n");
}

TEST_CASE("a policy's own reasons cannot stand for features") {
  canonical::Json json = builtin_model().to_json();
  canonical::Json features = *json.find("features");
  features.set("utilisation", samples::parse(R"({"weight":1.3,"reference":0.3,)"
                                             R"("reason":"AMOUNT_OUTSIDE_RANGE"})"));
  json.set("features", std::move(features));
  Errors errors;
  CHECK_FALSE(Model::read(json, "", errors));
  CHECK(errors.size() == 1);
}

}  // namespace
}  // namespace financescr::credit
