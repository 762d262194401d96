#include "engine/credit/derivations.hpp"

#include <doctest/doctest.h>

#include "tests/unit/credit/samples.hpp"

namespace financescr::credit {
namespace {

using samples::application;

struct Row {
  std::string_view change;
  std::int64_t expected;
  Origin origin;
  bool raw_unusable;
};

TEST_CASE("utilisation = clip(balance / max(limit, 1), 0, 1), raw fields first") {
  for (const Row& row : {
           Row{R"({})", 303'400, Origin::kProvided, false},
           Row{R"({"revolving_balance_gbp":500,"revolving_limit_gbp":2000})", 250'000,
               Origin::kDerived, false},
           Row{R"({"revolving_balance_gbp":1,"revolving_limit_gbp":3})", 333'333, Origin::kDerived,
               false},
           Row{R"({"revolving_balance_gbp":3000,"revolving_limit_gbp":2000})", 1'000'000,
               Origin::kDerived, false},
           Row{R"({"revolving_balance_gbp":-50,"revolving_limit_gbp":2000})", 0, Origin::kDerived,
               false},
           Row{R"({"revolving_balance_gbp":0.4,"revolving_limit_gbp":0})", 400'000,
               Origin::kDerived, false},
           Row{R"({"revolving_balance_gbp":0.4,"revolving_limit_gbp":0.5})", 400'000,
               Origin::kDerived, false},
           Row{R"({"revolving_balance_gbp":500})", 303'400, Origin::kProvided, true},
           Row{R"({"revolving_limit_gbp":500})", 303'400, Origin::kProvided, true},
           Row{R"({"revolving_balance_gbp":500,"revolving_limit_gbp":-1})", 303'400,
               Origin::kProvided, true},
       }) {
    CAPTURE(row.change);
    const DerivedRatio ratio = derive(application(row.change)).utilisation;
    CHECK(ratio.value.value == row.expected);
    CHECK(ratio.origin == row.origin);
    CHECK(ratio.raw_fields_unusable == row.raw_unusable);
  }
}

TEST_CASE("volatility = clip(std / max(mean, 1), 0, 1), raw fields first") {
  for (const Row& row : {
           Row{R"({})", 94'500, Origin::kProvided, false},
           Row{R"({"balance_mean_gbp":800,"balance_std_gbp":200})", 250'000, Origin::kDerived,
               false},
           Row{R"({"balance_mean_gbp":-300,"balance_std_gbp":0.25})", 250'000, Origin::kDerived,
               false},
           Row{R"({"balance_mean_gbp":100,"balance_std_gbp":200})", 1'000'000, Origin::kDerived,
               false},
           Row{R"({"balance_mean_gbp":100})", 94'500, Origin::kProvided, true},
           Row{R"({"balance_mean_gbp":100,"balance_std_gbp":-1})", 94'500, Origin::kProvided, true},
       }) {
    CAPTURE(row.change);
    const DerivedRatio ratio = derive(application(row.change)).volatility;
    CHECK(ratio.value.value == row.expected);
    CHECK(ratio.origin == row.origin);
    CHECK(ratio.raw_fields_unusable == row.raw_unusable);
  }
}

TEST_CASE("a ratio that is neither provided nor derivable counts as the riskiest") {
  const Derivations derivations = derive(Application{});
  CHECK(derivations.utilisation.value == kMicroOne);
  CHECK(derivations.volatility.value == kMicroOne);
}

}  // namespace
}  // namespace financescr::credit
