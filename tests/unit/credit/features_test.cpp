#include "engine/credit/features.hpp"

#include <doctest/doctest.h>

#include "tests/unit/credit/samples.hpp"

namespace financescr::credit {
namespace {

std::int64_t feature(std::string_view changes, Feature which) {
  const Application a = samples::application(changes);
  return compute_features(a, derive(a))[index_of(which)].value;
}

TEST_CASE("features of one field") {
  struct Row {
    std::string_view change;
    Feature feature;
    std::int64_t expected;
  };
  for (const Row& row : {
           Row{R"({"amount_gbp":300,"income_monthly_gbp":600})", Feature::kAmountToIncome, 500'000},
           Row{R"({"amount_gbp":300,"income_monthly_gbp":0})", Feature::kAmountToIncome,
               300'000'000},
           Row{R"({"amount_gbp":300,"income_monthly_gbp":0.5})", Feature::kAmountToIncome,
               300'000'000},
           Row{R"({"term_months":12})", Feature::kTermYearsFraction, 250'000},
           Row{R"({"term_months":1})", Feature::kTermYearsFraction, 20'833},
           Row{R"({"missed_payments_12m":0})", Feature::kMissedAny, 0},
           Row{R"({"missed_payments_12m":1})", Feature::kMissedAny, 1'000'000},
           Row{R"({"missed_payments_12m":1})", Feature::kMissedMultiple, 0},
           Row{R"({"missed_payments_12m":2})", Feature::kMissedMultiple, 1'000'000},
           Row{R"({"income_monthly_gbp":600,"outgoings_monthly_gbp":601})",
               Feature::kMonthlySurplusGbp, -1'000'000},
           Row{R"({"employment_months":0})", Feature::kLnEmploymentMonths, 0},
           Row{R"({"employment_months":23})", Feature::kLnEmploymentMonths, 3'178'054},
           Row{R"({"employment_months":1200})", Feature::kLnEmploymentMonths, 7'090'910},
           Row{R"({"employment_status":"UNEMPLOYED"})", Feature::kUnemployed, 1'000'000},
           Row{R"({"employment_status":"UNEMPLOYED"})", Feature::kSelfEmployed, 0},
           Row{R"({"employment_status":"SELF_EMPLOYED"})", Feature::kSelfEmployed, 1'000'000},
           Row{R"({})", Feature::kOverdraftFraction, -1'000'000},
           Row{R"({"days_overdraft_90d":0})", Feature::kOverdraftFraction, 0},
           Row{R"({"days_overdraft_90d":12})", Feature::kOverdraftFraction, 400'000},
           Row{R"({"days_overdraft_90d":90})", Feature::kOverdraftFraction, 1'000'000},
       }) {
    CAPTURE(row.change);
    CAPTURE(to_string(row.feature));
    CHECK(feature(row.change, row.feature) == row.expected);
  }
}

TEST_CASE("only the overdraft can be missing: a surplus of minus one pound is a value") {
  CHECK(is_missing(Feature::kOverdraftFraction, kMissingFeature));
  CHECK_FALSE(is_missing(Feature::kOverdraftFraction, kMicroZero));
  CHECK_FALSE(is_missing(Feature::kMonthlySurplusGbp, Micro::from_int(-1)));
}

TEST_CASE("the order of the features is frozen") {
  const std::string_view expected[] = {
      "utilisation", "volatility",      "amount_to_income",    "term_years_fraction",
      "missed_any",  "missed_multiple", "monthly_surplus_gbp", "ln_employment_months",
      "unemployed",  "self_employed",   "overdraft_fraction"};
  REQUIRE(std::size(expected) == kFeatureCount);
  for (std::size_t i = 0; i < kFeatureCount; ++i) CHECK(to_string(feature_at(i)) == expected[i]);
}

}  // namespace
}  // namespace financescr::credit
