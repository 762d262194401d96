#include "engine/credit/application.hpp"

#include <doctest/doctest.h>

#include <string>
#include <utility>

#include "tests/unit/credit/samples.hpp"

namespace financescr::credit {
namespace {

using samples::application;
using samples::application_json;
using samples::listing;

std::string errors_of(const canonical::Json& json, ApplicationForm form = ApplicationForm::kInline,
                      const std::string& pointer = "") {
  Errors errors;
  Pointers ignored;
  const auto read = read_application(json, pointer, form, errors, ignored);
  CHECK(read.has_value() == errors.empty());
  return listing(errors);
}

TEST_CASE("a row of applications.jsonl is read to pence and millionths") {
  const Application a = application();
  CHECK(a.application_id == "A_000009");
  CHECK(a.amount.minor == 300'000);
  CHECK(a.term_months == 24);
  CHECK(a.income_monthly.minor == 336'247);
  CHECK(a.outgoings_monthly.minor == 187'045);
  CHECK(a.employment_status == EmploymentStatus::kEmployed);
  CHECK(a.employment_months == 58);
  CHECK(a.credit_utilisation == Micro{303'400});
  CHECK(a.bank_balance_volatility == Micro{94'500});
  CHECK_FALSE(a.revolving_balance.has_value());
  CHECK_FALSE(a.days_overdraft_90d.has_value());
}

TEST_CASE("the canonical form reads back as the same application") {
  for (const std::string_view changes :
       {R"({})", R"({"application_id":null,"customer_id":null})",
        R"({"revolving_balance_gbp":-12.5,"revolving_limit_gbp":2000,"credit_utilisation":null})",
        R"({"balance_mean_gbp":900.01,"balance_std_gbp":300,"days_overdraft_90d":0})",
        R"({"months_at_address":31,"housing_status":"WITH_FAMILY","dependents":0})",
        R"({"accounts_open":4,"inquiries_6m":1,"oldest_account_months":90,)"
        R"("utilisation_history_6m":[0,0.25,1]})",
        R"({"amount_gbp":1234.565,"employment_status":"SELF_EMPLOYED"})"}) {
    CAPTURE(changes);
    const Application first = application(changes);
    Errors errors;
    Pointers ignored;
    const auto second =
        read_application(to_json(first), "", ApplicationForm::kInline, errors, ignored);
    REQUIRE(second.has_value());
    CHECK(*second == first);
    CHECK(canonical::write(to_json(*second)) == canonical::write(to_json(first)));
    CHECK(ignored.empty());
  }
}

TEST_CASE("background fields are checked, and change nothing else") {
  for (const auto& wrong :
       {std::pair{R"({"months_at_address":-1})", "/months_at_address"},
        {R"({"housing_status":"CASTLE"})", "/housing_status"},
        {R"({"dependents":1.5})", "/dependents"},
        {R"({"accounts_open":1000})", "/accounts_open"},
        {R"({"inquiries_6m":"2"})", "/inquiries_6m"},
        {R"({"oldest_account_months":1201})", "/oldest_account_months"},
        {R"({"utilisation_history_6m":0.5})", "/utilisation_history_6m"},
        {R"({"utilisation_history_6m":[0,0,0,0,0,0,0]})", "/utilisation_history_6m"},
        {R"({"utilisation_history_6m":[0.5,1.1]})", "/utilisation_history_6m/1"},
        {R"({"utilisation_history_6m":[9000000000000000000]})", "/utilisation_history_6m/0"},
        {R"({"utilisation_history_6m":[null]})", "/utilisation_history_6m/0"}}) {
    CAPTURE(wrong.first);
    CHECK(errors_of(application_json(wrong.first)).find(wrong.second) != std::string::npos);
  }
  Application with = application(R"({"housing_status":"TENANT","dependents":3})");
  CHECK(with.housing_status == HousingStatus::kTenant);
  with.housing_status.reset();
  with.dependents.reset();
  CHECK(with == application());
}

TEST_CASE("a whole number may be written with a fraction of zero") {
  CHECK(application(R"({"term_months":24.0})").term_months == 24);
}

TEST_CASE("amounts beyond two decimals are rounded half to even") {
  CHECK(application(R"({"amount_gbp":1000.125})").amount.minor == 100'012);
  CHECK(application(R"({"amount_gbp":1000.135})").amount.minor == 100'014);
}

TEST_CASE("an inline application may lack ids and product, a row may not") {
  const auto json =
      application_json(R"({"application_id":null,"customer_id":null,"product":null})");
  CHECK(errors_of(json) == "");
  CHECK(errors_of(json, ApplicationForm::kPackRow) ==
        "missing /application_id: is required\n"
        "missing /customer_id: is required\n"
        "missing /product: is required\n");
}

TEST_CASE("each field outside its type, range or enumeration is an error at its pointer") {
  struct Row {
    std::string_view change;
    std::string_view pointer;
  };
  for (const Row& row : {
           Row{R"({"amount_gbp":null})", "/amount_gbp"},
           Row{R"({"amount_gbp":0})", "/amount_gbp"},
           Row{R"({"amount_gbp":-5})", "/amount_gbp"},
           Row{R"({"amount_gbp":"300"})", "/amount_gbp"},
           Row{R"({"amount_gbp":1000000001})", "/amount_gbp"},
           Row{R"({"term_months":0})", "/term_months"},
           Row{R"({"term_months":121})", "/term_months"},
           Row{R"({"term_months":12.5})", "/term_months"},
           Row{R"({"income_monthly_gbp":-0.01})", "/income_monthly_gbp"},
           Row{R"({"income_monthly_gbp":true})", "/income_monthly_gbp"},
           Row{R"({"outgoings_monthly_gbp":-1})", "/outgoings_monthly_gbp"},
           Row{R"({"employment_status":"employed"})", "/employment_status"},
           Row{R"({"employment_status":null})", "/employment_status"},
           Row{R"({"employment_months":-1})", "/employment_months"},
           Row{R"({"employment_months":1201})", "/employment_months"},
           Row{R"({"missed_payments_12m":-1})", "/missed_payments_12m"},
           Row{R"({"missed_payments_12m":[]})", "/missed_payments_12m"},
           Row{R"({"credit_utilisation":1.000001})", "/credit_utilisation"},
           Row{R"({"credit_utilisation":-0.1})", "/credit_utilisation"},
           Row{R"({"bank_balance_volatility":"low"})", "/bank_balance_volatility"},
           Row{R"({"days_overdraft_90d":91})", "/days_overdraft_90d"},
           Row{R"({"days_overdraft_90d":-1})", "/days_overdraft_90d"},
           Row{R"({"revolving_limit_gbp":"2000"})", "/revolving_limit_gbp"},
           Row{R"({"product":"MORTGAGE"})", "/product"},
           Row{R"({"application_id":""})", "/application_id"},
           Row{R"({"application_id":7})", "/application_id"},
       }) {
    CAPTURE(row.change);
    Errors errors;
    Pointers ignored;
    CHECK_FALSE(read_application(application_json(row.change), "", ApplicationForm::kInline, errors,
                                 ignored));
    REQUIRE(errors.size() == 1);
    CHECK(errors[0].pointer == row.pointer);
  }
}

TEST_CASE("all faults are listed at once, under the pointer given") {
  const auto json = application_json(R"({"amount_gbp":-1,"term_months":"x","product":"CAR"})");
  CHECK(errors_of(json, ApplicationForm::kInline, "/application") ==
        "invalid /application/product: must be one of PERSONAL_LOAN\n"
        "invalid /application/amount_gbp: must lie between 0.01 and 1000000000\n"
        "invalid /application/term_months: must be a whole number, not a string\n");
}

TEST_CASE("a ratio may be absent only where a valid raw pair derives it") {
  CHECK(errors_of(application_json(
            R"({"credit_utilisation":null,"revolving_balance_gbp":10,"revolving_limit_gbp":0})")) ==
        "");
  CHECK(errors_of(application_json(R"({"credit_utilisation":null})"))
            .starts_with("missing /credit_utilisation: "));
  CHECK(errors_of(application_json(R"({"credit_utilisation":null,"revolving_balance_gbp":10})"))
            .starts_with("missing /credit_utilisation: "));
  CHECK(errors_of(application_json(R"({"credit_utilisation":null,"revolving_balance_gbp":10,)"
                                   R"("revolving_limit_gbp":-1})"))
            .starts_with("missing /credit_utilisation: "));
  CHECK(errors_of(application_json(R"({"bank_balance_volatility":null,"balance_mean_gbp":10,)"
                                   R"("balance_std_gbp":-1})"))
            .starts_with("missing /bank_balance_volatility: "));
}

TEST_CASE("members that are not known are named and not used") {
  Errors errors;
  Pointers ignored;
  const auto read = read_application(application_json(R"({"religion":"x","favourite_colour":3})"),
                                     "/application", ApplicationForm::kInline, errors, ignored);
  REQUIRE(read.has_value());
  CHECK(*read == application());
  CHECK(ignored == Pointers{"/application/favourite_colour", "/application/religion"});
}

TEST_CASE("what is no object is one error") {
  CHECK(errors_of(samples::parse("[1]"), ApplicationForm::kInline, "/application") ==
        "invalid /application: must be an object, not an array\n");
}

}  // namespace
}  // namespace financescr::credit
