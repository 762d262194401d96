#include "engine/evaluation/fincrime_report.hpp"

#include <doctest/doctest.h>

#include "tests/unit/evaluation/labelled_pack.hpp"

namespace financescr::evaluation {
namespace {

using labelled::kCustomers;
using labelled::kLabels;
using labelled::kOracle;
using labelled::kWatchlist;
using labelled::report_of;

TEST_CASE("labels as given and corrected stand beside each other") {
  const auto report =
      report_of({.watchlist = kWatchlist, .customers = kCustomers, .labels = kLabels});
  REQUIRE(report.views.size() == 2);
  CHECK(report.views[0].at_policy.confusion == Confusion{1, 1, 1, 0});
  CHECK(report.views[0].expected_cost == kMicroOne);
  CHECK(report.views[1].at_policy.confusion == Confusion{2, 0, 1, 0});
  CHECK(report.views[1].expected_cost == kMicroZero);
  CHECK(report.views[1].left_out == 1);  // nobody knows C9
  CHECK(report.no_match == 2);
  CHECK(report.contradicted_no_match == 1);
  CHECK_FALSE(report.oracle.has_value());
  CHECK(report.views[1].right_first->value == kMicroOne);
}

TEST_CASE("the oracle's truth is a third view, and regret is counted against it") {
  const auto report = report_of(
      {.watchlist = kWatchlist, .customers = kCustomers, .labels = kLabels, .oracle = kOracle});
  REQUIRE(report.views.size() == 3);
  CHECK(report.best_view().name == "oracle");
  CHECK(report.best_view().at_policy.confusion == Confusion{1, 1, 1, 0});
  REQUIRE(report.oracle.has_value());
  CHECK(report.oracle->auc->value == kMicroOne);
  CHECK(report.oracle->cheapest.cost == kMicroZero);
  CHECK(report.oracle->our_cost == kMicroOne);
  const auto json = to_json(report);
  CHECK(samples::text_at(json, "oracle/regret_at_policy") == "1");
  CHECK(samples::text_at(json, "metrics/2/labels") == "\"oracle\"");
}

TEST_CASE("the oracle does not change what decisions are made with") {
  const auto with = report_of(
      {.watchlist = kWatchlist, .customers = kCustomers, .labels = kLabels, .oracle = kOracle});
  const auto without =
      report_of({.watchlist = kWatchlist, .customers = kCustomers, .labels = kLabels});
  CHECK(with.provenance.pack_hash == without.provenance.pack_hash);
}

TEST_CASE("the report keeps the reference's names and has no clock") {
  const auto json =
      to_json(report_of({.watchlist = kWatchlist, .customers = kCustomers, .labels = kLabels}));
  for (const std::string_view path :
       {"metrics/1/precision_at_recall_target/value", "metrics/1/recall_at_threshold/value",
        "metrics/1/false_review_rate/value", "metrics/1/expected_cost",
        "metrics/1/confusion_matrix/tp", "run/cost_fp", "run/recall_target"}) {
    CAPTURE(path);
    CHECK(samples::at(json, path).is_number());
  }
  CHECK(samples::at(json, "run").find("ts") == nullptr);
  const std::string text = canonical::write(json);
  CHECK(text.find("\"name_len<=8\"") == std::string::npos);  // both names are longer
  CHECK(text.find("\"name_len 9-16\"") != std::string::npos);
  CHECK(text.find("\"country_missing\"") != std::string::npos);
}

TEST_CASE("labels that cannot be read are named by their id, and none at all is an error") {
  const auto engine = samples::engine_of(
      {.watchlist = kWatchlist,
       .customers = kCustomers,
       .labels = R"({"scenario_id":"S7","customer_id":"C1","label":"PERHAPS"})"});
  const auto data = read_fincrime_data(*engine.screening().rows());
  REQUIRE_FALSE(data.has_value());
  const std::string text = samples::listing(data.error());
  CHECK(text.find("labels.jsonl") != std::string::npos);
  CHECK(text.find("S7") != std::string::npos);
  CHECK(text.find("/label") != std::string::npos);
  const auto bare = samples::engine_of({.watchlist = kWatchlist, .customers = kCustomers});
  CHECK_FALSE(read_fincrime_data(*bare.screening().rows()).has_value());
}

}  // namespace
}  // namespace financescr::evaluation
