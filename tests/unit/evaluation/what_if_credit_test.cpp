#include "engine/evaluation/what_if_credit.hpp"

#include <doctest/doctest.h>

#include <string>

#include "engine/evaluation/credit_report.hpp"
#include "tests/unit/evaluation/labelled_pack.hpp"
#include "tests/unit/replay/samples.hpp"
#include "tests/unit/screening/seed_pack.hpp"

namespace financescr::evaluation {
namespace {

using canonical::Json;
using credit::Decision;

replay::EngineSet seed_with(std::string_view policy) {
  return samples::engine_of(
      {.applications = samples::seed_files().at("credit/v1/applications.jsonl"),
       .credit_policy = policy,
       .credit_labels = samples::seed_files().at("credit/v1/labels.jsonl")});
}

credit::Policy changed(std::string_view changes) {
  Errors errors;
  auto policy =
      changed_policy(credit::builtin_policy(), samples::parse(changes), "/policy", errors);
  REQUIRE_MESSAGE(policy.has_value(), samples::listing(errors));
  return std::move(*policy);
}

void check_book(const CreditBook& book, const CreditReport& report) {
  for (std::size_t i = 0; i < book.counts.size(); ++i) {
    CHECK(book.counts[i] == report.outcomes[i].count);
    CHECK(book.defaulted[i] == report.outcomes[i].bad);
  }
  CHECK(book.declined_by_rule == report.by_rule);
  CHECK(book.cost == report.cost);
  CHECK(book.policy_hash == report.provenance.policy_hash);
}

TEST_CASE("a credit policy comes to what eval reports of a pack that has it") {
  const auto policy = changed(
      R"({"pd_threshold_approve":0.1,"pd_threshold_refer":0.3,"costs":{"default_loss":5},)"
      R"("affordability":{"stress_rate_pp":6},"guardrails":{"max_missed_payments_12m":1}})");
  const std::string written = canonical::write(policy.to_json());
  const auto now = seed_with({});
  const auto what_if = what_if_credit(now, policy);
  REQUIRE(what_if.has_value());
  CHECK(what_if->rows == 3000);
  check_book(what_if->current, labelled::evaluated_credit(now).report);
  check_book(what_if->changed, labelled::evaluated_credit(seed_with(written)).report);
  for (std::size_t i = 0; i < 3; ++i) {
    std::int64_t leaving = 0;
    std::int64_t coming = 0;
    for (std::size_t j = 0; j < 3; ++j) {
      leaving += what_if->moves[i][j];
      coming += what_if->moves[j][i];
    }
    CHECK(leaving == what_if->current.counts[i]);
    CHECK(coming == what_if->changed.counts[i]);
  }
}

TEST_CASE("the active policy itself moves nobody") {
  const auto engine = seed_with({});
  const auto what_if = what_if_credit(engine, engine.credit().underwriter().policy);
  REQUIRE(what_if.has_value());
  CHECK(what_if->current.policy_hash == what_if->changed.policy_hash);
  CHECK(what_if->current.cost == what_if->changed.cost);
  CHECK(samples::text_at(to_json(*what_if), "moves") == "[]");
}

TEST_CASE("one application by hand: an approval that a guardrail takes away") {
  const std::string applications = samples::application_row("A1") + samples::application_row("A2");
  const auto engine =
      samples::engine_of({.applications = applications,
                          .credit_labels = "{\"application_id\":\"A1\",\"default_12m\":1}\n"
                                           "{\"application_id\":\"A9\",\"default_12m\":1}\n"});
  const auto what_if = what_if_credit(engine, changed(R"({"guardrails":{"max_amount_gbp":2999}})"));
  REQUIRE(what_if.has_value());
  const Json json = to_json(*what_if);
  CHECK(samples::text_at(json, "rows") == "1");
  CHECK(samples::text_at(json, "current/approve") ==
        R"({"count":1,"default_rate":1,"defaulted":1,"rate":1})");
  CHECK(samples::text_at(json, "current/refer") ==
        R"({"count":0,"default_rate":null,"defaulted":0,"rate":0})");
  CHECK(samples::text_at(json, "current/cost") == "4");
  CHECK(samples::text_at(json, "changed/declined_by_rule") == "1");
  CHECK(samples::text_at(json, "changed/cost") == "0");
  CHECK(samples::text_at(json, "moves") == R"([{"count":1,"from":"APPROVE","to":"DECLINE"}])");
}

TEST_CASE("members that are given replace their own kind alone") {
  const auto& active = credit::builtin_policy();
  const auto policy = changed(R"({"affordability":{"income_haircut":0.2},"version":"x"})");
  CHECK(policy.affordability.income_haircut == Micro{200'000});
  CHECK(policy.affordability.stress_rate_pp == active.affordability.stress_rate_pp);
  CHECK(policy.thresholds == active.thresholds);
  CHECK(policy.costs == active.costs);
  CHECK(policy.version == "x");
  CHECK(changed("{}") == active);
  CHECK_FALSE(changed(R"({"costs":null})").costs.has_value());
  CHECK(changed(R"({"pricing":[{"pd_below":1,"apr_percent":9}]})").pricing.size() == 1);
}

TEST_CASE("a policy that no pack could have is refused, each fault at its place") {
  struct Row {
    std::string_view changes;
    std::string_view pointer;
  };
  for (const Row& row : {
           Row{R"({"pd_threshold_approve":0.9})", "/policy/pd_threshold_approve"},
           Row{R"({"pd_threshold_refer":null})", "/policy/pd_threshold_refer"},
           Row{R"({"affordability":7})", "/policy/affordability"},
           Row{R"({"affordability":{"rate":1}})", "/policy/affordability/rate"},
           Row{R"({"guardrails":{"min_term_months":0}})", "/policy/guardrails/min_term_months"},
           Row{R"({"costs":{"lost_good":"1"}})", "/policy/costs/lost_good"},
           Row{R"({"pricing":[]})", "/policy/pricing"},
           Row{R"({"threshold":0.5})", "/policy/threshold"},
           Row{"[]", "/policy"},
       }) {
    CAPTURE(row.changes);
    Errors errors;
    CHECK_FALSE(
        changed_policy(credit::builtin_policy(), samples::parse(row.changes), "/policy", errors));
    REQUIRE(errors.size() == 1);
    CHECK(errors.front().pointer == row.pointer);
  }
}

TEST_CASE("a pack without labelled applications is told what it lacks") {
  const std::string row = samples::application_row("A1");
  const auto refusal = [](const samples::PackText& text) {
    const auto result = what_if_credit(samples::engine_of(text), credit::builtin_policy());
    REQUIRE_FALSE(result.has_value());
    CHECK(result.error().code == ErrorCode::kUnsupported);
    return result.error().detail;
  };
  CHECK(refusal({.applications = row}) == "the pack has no labels of credit");
  CHECK(refusal({.watchlist = samples::kWatchlist, .customers = samples::kCustomers}) ==
        "the pack has no credit domain");
  CHECK(
      refusal({.applications = row, .credit_labels = R"({"application_id":"A9","default_12m":1})"})
          .find("no labelled application") != std::string::npos);
}

}  // namespace
}  // namespace financescr::evaluation
