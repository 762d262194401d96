#include "engine/credit/policy.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "tests/unit/credit/samples.hpp"

namespace financescr::credit {
namespace {

using samples::listing;
using samples::parse;

std::string errors_of(const canonical::Json& json, const std::string& pointer = "") {
  Errors errors;
  const auto read = Policy::read(json, pointer, errors);
  CHECK(read.has_value() == errors.empty());
  return listing(errors);
}

// The built-in policy with members replaced, as text.
canonical::Json changed(std::string_view changes) {
  canonical::Json json = builtin_policy().to_json();
  const canonical::Json other = parse(changes);
  for (const auto& [key, value] : *other.if_object()) json.set(key, value);
  return json;
}

TEST_CASE("the thresholds of the built-in policy follow from its costs") {
  const Policy& policy = builtin_policy();
  CHECK(policy.thresholds.approve == Micro{150'000});
  CHECK(policy.thresholds.refer == Micro{400'000});
  REQUIRE(policy.costs.has_value());
  CHECK(thresholds_from_costs(*policy.costs) == policy.thresholds);
}

TEST_CASE("where a review never pays, one threshold separates approving from declining") {
  const PdThresholds t =
      thresholds_from_costs({Micro::from_int(4), Micro::from_int(1), Micro::from_int(2)});
  CHECK(t.approve == Micro{200'000});
  CHECK(t.refer == t.approve);
}

TEST_CASE("a policy written and read is the same policy") {
  Errors errors;
  const auto read = Policy::read(parse(canonical::write(builtin_policy().to_json())), "", errors);
  REQUIRE_MESSAGE(read.has_value(), listing(errors));
  CHECK(*read == builtin_policy());
}

TEST_CASE("a policy file with the reference's three keys is enough") {
  Errors errors;
  const auto read = Policy::read(
      parse(R"({"pd_threshold_approve":0.1,"pd_threshold_refer":0.3,"affordability":{}})"), "",
      errors);
  REQUIRE_MESSAGE(read.has_value(), listing(errors));
  CHECK(read->version == "credit/v1");
  CHECK(read->thresholds == PdThresholds{{100'000}, {300'000}});
  CHECK(read->affordability == builtin_policy().affordability);
  CHECK(read->pricing == builtin_policy().pricing);
  CHECK(read->guardrails == builtin_policy().guardrails);
  CHECK_FALSE(read->costs.has_value());
}

TEST_CASE("each required key that is missing is named as the reference names it") {
  CHECK(errors_of(parse("{}")) ==
        "missing /pd_threshold_approve: Credit policy missing key: pd_threshold_approve\n"
        "missing /pd_threshold_refer: Credit policy missing key: pd_threshold_refer\n"
        "missing /affordability: Credit policy missing key: affordability\n");
}

TEST_CASE("each value that is wrong is an error at its pointer") {
  struct Row {
    std::string_view change;
    std::string_view pointer;
  };
  for (const Row& row : {
           Row{R"({"version":""})", "/version"},
           Row{R"({"version":1})", "/version"},
           Row{R"({"pd_threshold_approve":1.5})", "/pd_threshold_approve"},
           Row{R"({"pd_threshold_approve":0.5})", "/pd_threshold_approve"},
           Row{R"({"pd_threshold_refer":"0.4"})", "/pd_threshold_refer"},
           Row{R"({"affordability":0.4})", "/affordability"},
           Row{R"({"affordability":{"income_haircut":1.1}})", "/affordability/income_haircut"},
           Row{R"({"affordability":{"stress_rate":3}})", "/affordability/stress_rate"},
           Row{R"({"affordability":{"min_disposable_gbp":-1}})",
               "/affordability/min_disposable_gbp"},
           Row{R"({"costs":{"default_loss":4,"lost_good":1,"manual_review":0}})",
               "/costs/manual_review"},
           Row{R"({"costs":{"default_loss":4,"lost_good":1}})", "/costs/manual_review"},
           Row{R"({"pricing":[]})", "/pricing"},
           Row{R"({"pricing":{}})", "/pricing"},
           Row{R"({"pricing":[{"pd_below":0.5,"apr_percent":9}]})", "/pricing/0/pd_below"},
           Row{R"({"pricing":[{"pd_below":0.5,"apr_percent":9},{"pd_below":0.5,"apr_percent":9},)"
               R"({"pd_below":1,"apr_percent":9}]})",
               "/pricing/1/pd_below"},
           Row{R"({"pricing":[{"pd_below":1,"apr_percent":201}]})", "/pricing/0/apr_percent"},
           Row{R"({"pricing":[{"pd_below":1,"apr_percent":9,"fee":1}]})", "/pricing/0/fee"},
           Row{R"({"pricing":[7]})", "/pricing/0"},
           Row{R"({"guardrails":{"max_missed_payments_12m":1.5}})",
               "/guardrails/max_missed_payments_12m"},
           Row{R"({"guardrails":{"max_days_overdraft_90d":91}})",
               "/guardrails/max_days_overdraft_90d"},
           Row{R"({"guardrails":{"min_amount_gbp":20000}})", "/guardrails/min_amount_gbp"},
           Row{R"({"guardrails":{"min_term_months":60}})", "/guardrails/min_term_months"},
           Row{R"({"reason_codes":{"max":0}})", "/reason_codes/max"},
           Row{R"({"reason_codes":{"max":5}})", "/reason_codes/max"},
           Row{R"({"pd_treshold_refer":0.4})", "/pd_treshold_refer"},
       }) {
    CAPTURE(row.change);
    Errors errors;
    CHECK_FALSE(Policy::read(changed(row.change), "", errors));
    REQUIRE_MESSAGE(errors.size() == 1, listing(errors));
    CHECK(errors[0].pointer == row.pointer);
  }
}

TEST_CASE("all faults are listed, under the pointer given") {
  Errors errors;
  CHECK_FALSE(Policy::read(changed(R"({"pd_threshold_refer":9,"guardrails":{"x":1},"y":2})"),
                           "/policy", errors));
  std::string pointers;
  for (const Error& error : errors) pointers += error.pointer + "\n";
  CHECK(pointers == "/policy/pd_threshold_refer\n/policy/guardrails/x\n/policy/y\n");
}

TEST_CASE("a band ends before its pd_below, and the last one takes the rest") {
  const Policy& policy = builtin_policy();
  CHECK(price_band(policy, Micro{29'999}).apr_percent == Micro{9'900'000});
  CHECK(price_band(policy, Micro{30'000}).apr_percent == Micro{11'900'000});
  CHECK(price_band(policy, Micro{600'000}).apr_percent == Micro{52'900'000});
  CHECK(price_band(policy, kMicroOne).apr_percent == Micro{52'900'000});
}

TEST_CASE("each built-in price covers 7 % and 75 % of the band's highest PD, up to the next .9") {
  constexpr std::int64_t kPdCeiling = 600'000;
  for (const PriceBand& band : builtin_policy().pricing) {
    const std::int64_t pd = std::min(band.pd_below.value, kPdCeiling);
    const std::int64_t cost = 7'000'000 + 75 * pd;
    CAPTURE(pd);
    CHECK(band.apr_percent.value >= cost);
    CHECK(band.apr_percent.value - cost < 1'000'000);
    CHECK(band.apr_percent.value % 1'000'000 == 900'000);
  }
}

}  // namespace
}  // namespace financescr::credit
