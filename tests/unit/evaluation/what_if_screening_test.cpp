#include "engine/evaluation/what_if_screening.hpp"

#include <doctest/doctest.h>

#include <string>

#include "engine/pack/domain_spec.hpp"
#include "tests/unit/evaluation/labelled_pack.hpp"
#include "tests/unit/replay/samples.hpp"
#include "tests/unit/screening/seed_pack.hpp"

namespace financescr::evaluation {
namespace {

ScreeningScores scores_of(const replay::EngineSet& engine) {
  decision::Workspace workspace;
  auto scores = score_labelled(engine, workspace);
  REQUIRE_MESSAGE(scores.has_value(), (scores ? std::string() : scores.error().detail));
  return std::move(*scores);
}

std::string refusal_of(const samples::PackText& text) {
  decision::Workspace workspace;
  const auto scores = score_labelled(samples::engine_of(text), workspace);
  REQUIRE_FALSE(scores.has_value());
  return std::string(to_string(scores.error().code)) + ": " + scores.error().detail;
}

ScreeningWhatIf what_if(const ScreeningScores& scores, const AlertPolicy& current,
                        const AlertPolicy& changed) {
  auto result = what_if_screening(scores, current, changed);
  REQUIRE(result.has_value());
  return std::move(*result);
}

constexpr AlertCosts kCosts{kMicroOne, Micro::from_int(15)};

TEST_CASE("a policy comes to what eval reports of a pack that has it") {
  constexpr std::string_view kSeedPolicy =
      R"({"retrieval_top_k":20,"return_top_n":5,"uncertainty_band":0.05,"threshold":)";
  const auto engine_with = [&](std::string_view rest, std::string_view oracle) {
    const std::string policy = std::string(kSeedPolicy) + std::string(rest) + "}";
    return samples::engine_of({.watchlist = samples::seed_files().at("fincrime/v1/watchlist.jsonl"),
                               .customers = samples::seed_files().at("fincrime/v1/customers.jsonl"),
                               .policy = policy,
                               .model = {},
                               .labels = samples::seed_files().at("fincrime/v1/labels.jsonl"),
                               .oracle = oracle});
  };
  const std::string oracle = samples::seed_files().at("fincrime/v1/oracle.jsonl");
  for (const std::string_view truth : {std::string_view(oracle), std::string_view()}) {
    const auto now = engine_with("0.72", truth);
    const auto then = engine_with(R"(0.98,"cost_fp":2,"cost_fn":7)", truth);
    const ScreeningScores scores = scores_of(now);
    const auto result =
        what_if(scores, {{720'000}, kCosts}, {{980'000}, {{2'000'000}, {7'000'000}}});
    const FincrimeReport before = labelled::report_of(now);
    const FincrimeReport after = labelled::report_of(then);
    CHECK(scores.labels == before.best_view().name);
    CHECK(result.current.counts == before.best_view().at_policy.confusion);
    CHECK(result.current.cost == before.best_view().expected_cost);
    CHECK(result.changed.counts == after.best_view().at_policy.confusion);
    CHECK(result.changed.cost == after.best_view().expected_cost);
    const FrontierPoint& cheapest = after.best_view().frontier->cheapest();
    CHECK(result.cheapest.threshold == cheapest.threshold());
    CHECK(result.cheapest.cost == cheapest.cost);
    CHECK(result.to_review == 0);
    CHECK(result.to_clear == result.current.counts.alerts() - result.changed.counts.alerts());
  }
}

TEST_CASE("a lower threshold only adds reviews, a higher one only takes them away") {
  const ScreeningScores scores{"given", {{{900'000}, 2, 0}, {{500'000}, 1, 3}}, {}, {}};
  const auto lower = what_if(scores, {{720'000}, kCosts}, {{500'000}, kCosts});
  CHECK(lower.to_review == 4);
  CHECK(lower.to_clear == 0);
  CHECK(lower.changed.counts == Confusion{3, 3, 0, 0});
  const auto higher = what_if(scores, {{720'000}, kCosts}, {{900'001}, kCosts});
  CHECK(higher.to_review == 0);
  CHECK(higher.to_clear == 2);
  const auto same = what_if(scores, {{720'000}, kCosts}, {{720'000}, kCosts});
  CHECK(same.to_review + same.to_clear == 0);
}

TEST_CASE("all customers are counted, whoever is labelled") {
  const auto engine =
      samples::engine_of({.watchlist = samples::seed_files().at("fincrime/v1/watchlist.jsonl"),
                          .customers = samples::seed_files().at("fincrime/v1/customers.jsonl"),
                          .model = {},
                          .labels = samples::seed_files().at("fincrime/v1/labels.jsonl")});
  const auto result = what_if(scores_of(engine), {{720'000}, kCosts}, {{980'000}, kCosts});
  REQUIRE(result.customers.has_value());
  // Under a policy with that threshold.
  const auto reviews_at = [](Micro threshold) {
    auto policy = samples::parse(samples::kPolicy);
    policy.set("threshold", threshold);
    const std::string text = canonical::write(policy);
    const auto strict =
        samples::engine_of({.watchlist = samples::seed_files().at("fincrime/v1/watchlist.jsonl"),
                            .customers = samples::seed_files().at("fincrime/v1/customers.jsonl"),
                            .policy = text,
                            .model = {}});
    decision::Workspace workspace;
    const pack::RowTable& customers = strict.screening().rows()->rows(pack::files::kCustomers);
    std::int64_t reviews = 0;
    for (std::size_t i = 0; i < customers.size(); ++i) {
      const auto verdict = strict.screening().decide(
          samples::parse(R"({"customer_id":")" + std::string(customers.id(i)) + "\"}"), workspace);
      reviews += *verdict->decision.find("decision") == canonical::Json("REVIEW") ? 1 : 0;
    }
    return reviews;
  };
  CHECK(result.customers->count ==
        static_cast<std::int64_t>(engine.screening().rows()->rows(pack::files::kCustomers).size()));
  CHECK(result.customers->current == reviews_at({720'000}));
  CHECK(result.customers->changed == reviews_at({980'000}));
  CHECK(result.customers->changed < result.customers->current);
}

TEST_CASE("each cost is that of its own policy") {
  const ScreeningScores scores{"given", {{{900'000}, 1, 2}, {{500'000}, 1, 0}}, {}, {}};
  const auto result =
      what_if(scores, {{720'000}, kCosts}, {{720'000}, {Micro::from_int(3), kMicroZero}});
  CHECK(result.current.cost == Micro::from_int(17));
  CHECK(result.changed.cost == Micro::from_int(6));
  CHECK(result.cheapest.cost == kMicroZero);
  CHECK(result.cheapest.counts.alerts() == 0);
}

TEST_CASE("a name that cannot be compared is reviewed under every threshold") {
  const std::string customers = std::string(labelled::kCustomers) +
                                "{\"customer_id\":\"C4\",\"name\":\"\u13E3\u13B3\u13A9\"}\n";
  const std::string labels = R"({"scenario_id":"S3","customer_id":"C3","label":"NO_MATCH"})"
                             "\n"
                             R"({"scenario_id":"S5","customer_id":"C4","label":"NO_MATCH"})";
  const auto scores = scores_of(samples::engine_of(
      {.watchlist = labelled::kWatchlist, .customers = customers, .labels = labels}));
  const auto result = what_if(scores, {{720'000}, kCosts}, {kMicroOne, kCosts});
  CHECK(result.current.counts == Confusion{0, 1, 1, 0});
  CHECK(result.changed.counts == Confusion{0, 1, 1, 0});
  for (const ThresholdPoint& point : result.frontier) CHECK(point.counts.alerts() >= 1);
  std::int64_t below_one = 0;
  for (std::size_t i = 0; i + 1 < scores.histogram.size(); ++i) {
    below_one += scores.histogram[i].count();
  }
  CHECK(below_one == 2);  // the histogram is of matches, and neither matched anybody
}

TEST_CASE("the frontier rises from all alerts to the fewest, and is thinned to its limit") {
  ScreeningScores scores{"given", {}, {}, {}};
  for (int i = 1000; i > 0; --i) scores.ties.push_back({{i * 900}, i % 3 == 0 ? 1 : 0, 1});
  const auto result = what_if(scores, {{720'000}, kCosts}, {{720'000}, kCosts});
  REQUIRE(result.frontier.size() == kMaxFrontierPoints);
  CHECK(result.frontier.front().counts.alerts() == 1333);
  CHECK(result.frontier.back().counts.alerts() == 0);
  for (std::size_t i = 1; i < result.frontier.size(); ++i) {
    CHECK(result.frontier[i].threshold > result.frontier[i - 1].threshold);
    CHECK(result.frontier[i].counts.alerts() < result.frontier[i - 1].counts.alerts());
  }
  scores.ties = {{kMicroOne, 1, 0}};
  CHECK(what_if(scores, {{720'000}, kCosts}, {{720'000}, kCosts}).frontier.size() == 1);
}

TEST_CASE("shares of nothing are null") {
  const ScreeningScores scores{"given", {{{300'000}, 0, 2}}, {}, {}};
  const auto json = to_json(what_if(scores, {{720'000}, kCosts}, {{100'000}, kCosts}), scores);
  CHECK(samples::text_at(json, "current/precision") == "null");
  CHECK(samples::text_at(json, "current/recall") == "null");
  CHECK(samples::text_at(json, "changed/precision") == "0");
  CHECK(samples::text_at(json, "changed/alert_rate") == "1");
  CHECK(samples::text_at(json, "rows") == "2");
}

TEST_CASE("what a pack lacks is said, and rows that cannot be used are not counted") {
  const samples::PackText bare{.watchlist = labelled::kWatchlist,
                               .customers = labelled::kCustomers};
  const std::string row = samples::application_row("A1");
  CHECK(refusal_of(bare) == "unsupported: the pack has no labels of fincrime");
  samples::PackText text = bare;
  text.labels = R"({"scenario_id":"S4","customer_id":"C9","label":"MATCH"})";
  CHECK(refusal_of(text) == "unsupported: there is no labelled scenario that can be screened");
  text.labels = R"({"scenario_id":"S7","customer_id":"C1","label":"PERHAPS"})";
  CHECK(refusal_of(text).find("labels.jsonl") != std::string::npos);
  CHECK(refusal_of({.applications = row}) ==
        "unsupported: the pack holds no watchlist to screen against");
  text.labels = labelled::kLabels;
  const auto scores = scores_of(samples::engine_of(text));
  CHECK(totals_of(scores.ties).count() == 3);  // nobody knows C9
  CHECK(scores.histogram.size() == 50);
}

TEST_CASE("more rows than one request may decide are left to the command line") {
  std::string labels;
  for (int i = 0; i <= 100'000; ++i) {
    labels += "{\"scenario_id\":\"S" + std::to_string(i) +
              "\",\"customer_id\":\"C1\",\"label\":\"MATCH\"}\n";
  }
  const std::string refusal = refusal_of(
      {.watchlist = labelled::kWatchlist, .customers = labelled::kCustomers, .labels = labels});
  CHECK(refusal.starts_with("unsupported: the pack has 100001 labelled rows"));
  CHECK(refusal.find("at most 100000") != std::string::npos);
  CHECK(refusal.find("`financescr tune`") != std::string::npos);
}

}  // namespace
}  // namespace financescr::evaluation
