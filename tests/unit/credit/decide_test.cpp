#include "engine/credit/decide.hpp"

#include <doctest/doctest.h>

#include "tests/unit/credit/samples.hpp"

namespace financescr::credit {
namespace {

using canonical::Json;
using samples::application;
using samples::underwriter;

std::string branches_of(const Outcome& outcome) {
  std::string text;
  for (std::size_t i = 0; i < kBranchCount; ++i) {
    const auto branch = static_cast<Branch>(i);
    if (outcome.branches.has(branch)) text += std::string(to_string(branch)) + " ";
  }
  return text;
}

std::string reasons_of(const Outcome& outcome) {
  std::string text;
  for (const Reason& reason : outcome.reasons.items()) {
    text += std::string(describe(reason.code).name) + (reason.contribution ? " " : "! ");
  }
  return text;
}

// The outcome of an application as JSON.
Json decide(const Application& application, std::optional<Date> as_of,
            const Underwriter& underwriter) {
  return to_json(assess(application, underwriter), as_of, underwriter);
}

TEST_CASE("decisions, branches and reasons (! marks a reason that a policy branch gives)") {
  struct Row {
    std::string_view change;
    Decision decision;
    std::string_view branches;
    std::string_view reasons;
  };
  for (const Row& row : {
           Row{R"({})", Decision::kApprove, "PD_APPROVE ", ""},
           Row{R"({"missed_payments_12m":1,"employment_months":3})", Decision::kRefer, "PD_REFER ",
               "DELINQUENT_OBLIGATIONS LENGTH_OF_EMPLOYMENT EXCESSIVE_OBLIGATIONS "
               "INCOME_INSUFFICIENT "},
           Row{R"({"missed_payments_12m":2,"credit_utilisation":1,"bank_balance_volatility":1})",
               Decision::kDecline, "PD_DECLINE ",
               "DELINQUENT_OBLIGATIONS REVOLVING_UTILISATION BALANCE_VOLATILITY "
               "EXCESSIVE_OBLIGATIONS "},
           Row{R"({"employment_status":"UNEMPLOYED","employment_months":0})", Decision::kRefer,
               "PD_REFER ",
               "NOT_EMPLOYED LENGTH_OF_EMPLOYMENT EXCESSIVE_OBLIGATIONS INCOME_INSUFFICIENT "},
           Row{R"({"days_overdraft_90d":30})", Decision::kApprove, "PD_APPROVE ", ""},
           Row{R"({"days_overdraft_90d":31})", Decision::kDecline,
               "GUARDRAIL_OVERDRAFT_DAYS PD_APPROVE ", "OVERDRAFT_USE! "},
           Row{R"({"amount_gbp":299.99})", Decision::kDecline,
               "GUARDRAIL_AMOUNT_BELOW_MINIMUM PD_APPROVE ", "AMOUNT_OUTSIDE_RANGE! "},
           Row{R"({"term_months":11})", Decision::kDecline,
               "GUARDRAIL_TERM_BELOW_MINIMUM PD_APPROVE ", "TERM_OUTSIDE_RANGE! "},
           Row{R"({"term_months":49})", Decision::kDecline,
               "GUARDRAIL_TERM_ABOVE_MAXIMUM PD_APPROVE ", "TERM_OUTSIDE_RANGE! "},
           Row{R"({"amount_gbp":15000.01,"term_months":48})", Decision::kDecline,
               "GUARDRAIL_AMOUNT_ABOVE_MAXIMUM PD_REFER ",
               "AMOUNT_OUTSIDE_RANGE! INCOME_INSUFFICIENT TERM_REQUESTED EXCESSIVE_OBLIGATIONS "},
           Row{R"({"outgoings_monthly_gbp":3000})", Decision::kDecline,
               "AFFORDABILITY_DISPOSABLE AFFORDABILITY_DEBT_TO_INCOME PD_APPROVE ",
               "EXCESSIVE_OBLIGATIONS! "},
       }) {
    CAPTURE(row.change);
    const Outcome outcome = assess(application(row.change), underwriter());
    CHECK(outcome.decision == row.decision);
    CHECK(branches_of(outcome) == row.branches);
    CHECK(reasons_of(outcome) == row.reasons);
    CHECK(outcome.warnings.bits == 0);
  }
}

TEST_CASE("thresholds: approve below, decline from the second one on") {
  Underwriter u = underwriter();
  const Application a = application();
  const Micro pd = assess(a, u).prediction.pd;
  struct Row {
    std::int64_t approve, refer;
    Decision decision;
  };
  for (const Row& row :
       {Row{pd.value + 1, 900'000, Decision::kApprove}, Row{pd.value, 900'000, Decision::kRefer},
        Row{pd.value, pd.value + 1, Decision::kRefer},
        Row{pd.value, pd.value, Decision::kDecline}}) {
    CAPTURE(row.approve);
    CAPTURE(row.refer);
    u.policy.thresholds = {{row.approve}, {row.refer}};
    CHECK(assess(a, u).decision == row.decision);
  }
}

TEST_CASE("the policy says how many reasons are given") {
  Underwriter u = underwriter();
  u.policy.max_reasons = 1;
  const Outcome outcome =
      assess(application(R"({"missed_payments_12m":1,"employment_months":3})"), u);
  CHECK(reasons_of(outcome) == "DELINQUENT_OBLIGATIONS ");
}

TEST_CASE("a decline always has a reason, even where no family is above the reference") {
  Underwriter u = underwriter();
  u.policy.thresholds = {kMicroZero, kMicroZero};
  const Outcome outcome = assess(
      application(R"({"credit_utilisation":0,"bank_balance_volatility":0,"amount_gbp":300,)"
                  R"("income_monthly_gbp":9000,"outgoings_monthly_gbp":1350,"term_months":12,)"
                  R"("employment_months":240})"),
      u);
  CHECK(outcome.decision == Decision::kDecline);
  CHECK(outcome.reasons.items().size() == 1);
  CHECK(outcome.warnings.has(Warning::kNoAdverseFamily));
}

TEST_CASE("raw fields that are no valid pair are reported, and the provided value is used") {
  const auto outcome = decide(
      application(R"({"revolving_balance_gbp":900,"balance_mean_gbp":10,"balance_std_gbp":-1})"),
      std::nullopt, underwriter());
  const Json* warnings = outcome.find("warnings");
  REQUIRE(warnings->if_array()->size() == 2);
  CHECK(*(*warnings->if_array())[0].find("code")->if_string() == "REVOLVING_FIELDS_NOT_USED");
  CHECK(*(*warnings->if_array())[1].find("code")->if_string() == "BALANCE_FIELDS_NOT_USED");
  CHECK(*outcome.find("derivations")->find("utilisation")->if_string() == "provided");
  CHECK(outcome.find("features")->find("utilisation")->number() == Micro{303'400});
}

// Checked against an independent computation of PD, instalments and stress.
TEST_CASE("the outcome of an approval, in full") {
  const std::string_view expected =
      R"({"affordability":{"debt_to_income":{"limit":0.85,"passed":true,)"
      R"("value":0.599098},"disposable_gbp":{"limit":100,"passed":true,"value":1007.49},)"
      R"("passed":true,"payment_to_income":{"limit":0.25,"passed":true,"value":0.042826},)"
      R"("stressed_income_gbp":3026.22,"stressed_payment_gbp":148.28},)"
      R"("apr_percent":14.900016,"as_of":"2026-01-31","branches":["PD_APPROVE"],)"
      R"("contributions":{"amount_to_income":0.40149,"intercept":-2.2,)"
      R"("ln_employment_months":-0.407754,"missed_any":0,"missed_multiple":0,)"
      R"("monthly_surplus_gbp":-0.895212,"overdraft_fraction":0,"self_employed":0,)"
      R"("term_years_fraction":0.125,"unemployed":0,"utilisation":0.39442,)"
      R"("volatility":0.08505},"decision":"APPROVE",)"
      R"("derivations":{"utilisation":"provided","volatility":"provided"},)"
      R"("features":{"amount_to_income":0.892201,"ln_employment_months":4.077537,)"
      R"("missed_any":0,"missed_multiple":0,"monthly_surplus_gbp":1492.02,)"
      R"("overdraft_fraction":-1,"self_employed":0,"term_years_fraction":0.5,)"
      R"("unemployed":0,"utilisation":0.3034,"volatility":0.0945},)"
      R"("last_payment_gbp":143.89,"log_odds":-2.497006,)"
      R"("model":{"name":"credit_heuristic","version":"v1"},"monthly_payment_gbp":144,)"
      R"("pd_12m":0.076068,"policy":{"version":"credit/v1"},)"
      R"("pricing":{"apr_percent":14.9,"pd_below":0.1},"reason_codes":[],)"
      R"("total_payable_gbp":3455.89,"warnings":[]})";
  CHECK(canonical::write(decide(application(), Date::parse("2026-01-31"), underwriter())) ==
        expected);
}

TEST_CASE("the outcome of a decline, in full: a code that a branch and a family share comes once") {
  const std::string_view expected =
      R"({"affordability":{"debt_to_income":{"limit":0.85,"passed":true,)"
      R"("value":0.607345},"disposable_gbp":{"limit":100,"passed":true,"value":979.31},)"
      R"("passed":true,"payment_to_income":{"limit":0.25,"passed":true,"value":0.051073},)"
      R"("stressed_income_gbp":3026.22,"stressed_payment_gbp":176.46},"apr_percent":null,)"
      R"("as_of":null,"branches":["GUARDRAIL_MISSED_PAYMENTS","GUARDRAIL_OVERDRAFT_DAYS",)"
      R"("PD_REFER"],"contributions":{"amount_to_income":0.40149,"intercept":-2.2,)"
      R"("ln_employment_months":-0.407754,"missed_any":0.55,"missed_multiple":0.75,)"
      R"("monthly_surplus_gbp":-0.895212,"overdraft_fraction":0,"self_employed":0,)"
      R"("term_years_fraction":0.125,"unemployed":0,"utilisation":0.39442,)"
      R"("volatility":0.675},"decision":"DECLINE",)"
      R"("derivations":{"utilisation":"provided","volatility":"derived"},)"
      R"("features":{"amount_to_income":0.892201,"ln_employment_months":4.077537,)"
      R"("missed_any":1,"missed_multiple":1,"monthly_surplus_gbp":1492.02,)"
      R"("overdraft_fraction":1,"self_employed":0,"term_years_fraction":0.5,)"
      R"("unemployed":0,"utilisation":0.3034,"volatility":0.75},)"
      R"("last_payment_gbp":171.82,"log_odds":-0.607056,)"
      R"("model":{"name":"credit_heuristic","version":"v1"},"monthly_payment_gbp":171.73,)"
      R"("pd_12m":0.352731,"policy":{"version":"credit/v1"},)"
      R"("pricing":{"apr_percent":37.9,"pd_below":0.4},)"
      R"("reason_codes":[{"code":"DELINQUENT_OBLIGATIONS","contribution":null,)"
      R"("text":"Delinquent past or present credit obligations with others"},)"
      R"({"code":"OVERDRAFT_USE","contribution":null,"text":"The bank account was )"
      R"(overdrawn on too many of the last 90 days"},{"code":"BALANCE_VOLATILITY",)"
      R"("contribution":0.413596,"text":"The balance of the bank account varies too )"
      R"(much"},{"code":"EXCESSIVE_OBLIGATIONS","contribution":0.084506,)"
      R"("text":"Excessive obligations in relation to income"}],)"
      R"("total_payable_gbp":4121.61,"warnings":[{"code":"REVOLVING_FIELDS_NOT_USED",)"
      R"("text":"revolving_balance_gbp and revolving_limit_gbp are not both present and )"
      R"(valid, so the provided credit_utilisation was used"}]})";
  const Application declined =
      application(R"({"missed_payments_12m":3,"revolving_balance_gbp":900,"balance_mean_gbp":800,)"
                  R"("balance_std_gbp":600,"days_overdraft_90d":40})");
  CHECK(canonical::write(decide(declined, std::nullopt, underwriter())) == expected);
}

TEST_CASE("contributions with the intercept add up to the log-odds, in the JSON too") {
  for (const std::string_view change :
       {R"({})", R"({"missed_payments_12m":3})", R"({"income_monthly_gbp":1000.01})"}) {
    const Json outcome = decide(application(change), std::nullopt, underwriter());
    Micro total;
    for (const auto& [name, value] : *outcome.find("contributions")->if_object()) {
      total += value.number();
    }
    CHECK(outcome.find("contributions")->if_object()->size() == kFeatureCount + 1);
    CHECK(total == outcome.find("log_odds")->number());
    CHECK(outcome.find("as_of")->is_null());
  }
}

TEST_CASE("only a decline has no APR; all have the instalment they were tested with") {
  const auto apr = [](std::string_view change) {
    const Json outcome = decide(application(change), std::nullopt, underwriter());
    CHECK(outcome.find("monthly_payment_gbp")->is_number());
    return outcome.find("apr_percent")->is_number();
  };
  CHECK(apr("{}"));
  CHECK(apr(R"({"missed_payments_12m":1,"employment_months":3})"));
  CHECK_FALSE(apr(R"({"missed_payments_12m":3})"));
}

TEST_CASE("extreme applications are decided, not overflowed") {
  for (const std::string_view change : {
           R"({"amount_gbp":1000000000,"term_months":120,"income_monthly_gbp":0})",
           R"({"amount_gbp":1000000000,"term_months":1,"income_monthly_gbp":1000000000,)"
           R"("outgoings_monthly_gbp":1000000000})",
           R"({"amount_gbp":0.01,"term_months":120,"outgoings_monthly_gbp":1000000000})",
           R"({"revolving_balance_gbp":1000000000,"revolving_limit_gbp":0})",
           R"({"balance_mean_gbp":-1000000000,"balance_std_gbp":1000000000})",
       }) {
    CAPTURE(change);
    Underwriter u = underwriter();
    u.policy.pricing = {{kMicroOne, kMaxAprPercent}};
    u.policy.affordability.stress_rate_pp = Micro::from_int(100);
    const Outcome outcome = assess(application(change), u);
    CHECK(outcome.instalments.last.minor >= 0);
    CHECK(outcome.prediction.pd >= u.model.pd_floor);
    CHECK(outcome.prediction.pd <= u.model.pd_ceiling);
    CHECK(canonical::parse(canonical::write(to_json(outcome, std::nullopt, u))).has_value());
  }
}

}  // namespace
}  // namespace financescr::credit
