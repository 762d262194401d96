// What another policy would do, over HTTP: answered, and nothing of it stored.
#include <doctest/doctest.h>

#include "tests/unit/evaluation/labelled_pack.hpp"
#include "tests/unit/functions/service.hpp"

namespace financescr {
namespace {

using canonical::Json;
using samples::body_of;
using samples::Service;
using samples::text_at;

namespace labelled = evaluation::labelled;

constexpr std::string_view kCreditLabels = R"({"application_id":"A1","default_12m":0})";

replay::EngineSet labelled_engine() {
  static const std::string applications = samples::application_row("A1");
  return samples::engine_of({.watchlist = labelled::kWatchlist,
                             .customers = labelled::kCustomers,
                             .applications = applications,
                             .labels = labelled::kLabels,
                             .credit_labels = kCreditLabels});
}

std::shared_ptr<const ports::LoadedPack> loaded(std::string pack_id, replay::EngineSet engine) {
  return std::make_shared<const ports::LoadedPack>(
      ports::LoadedPack{std::move(pack_id), std::move(engine)});
}

Json asked(Service& service, std::string_view path, std::string_view body) {
  const auto response = service.ask("POST", path, std::string(body));
  REQUIRE_MESSAGE(response.status == 200, response.body);
  return body_of(response);
}

TEST_CASE("screening under another threshold is answered beside the active policy") {
  Service service(labelled_engine());
  const Json answer = asked(service, "/what-if/screening", R"({"threshold":1,"cost_fn":20})");
  CHECK(text_at(answer, "pack_id") == "\"first\"");
  CHECK(text_at(answer, "policy_version") == "\"test/1\"");
  CHECK(text_at(answer, "labels") == "\"corrected\"");
  CHECK(text_at(answer, "customers/count") == "3");
  CHECK(text_at(answer, "customers/current") == "2");
  CHECK(text_at(answer, "customers/changed") == "0");
  CHECK(text_at(answer, "rows") == "3");
  CHECK(text_at(answer, "current/threshold") == "0.72");
  CHECK(text_at(answer, "current/true_positives") == "2");
  CHECK(text_at(answer, "changed/threshold") == "1");
  CHECK(text_at(answer, "changed/missed") == "2");
  CHECK(text_at(answer, "changed/cost") == "40");
  CHECK(text_at(answer, "to_clear") == "2");
  CHECK(answer.find("ignored_fields") == nullptr);
}

TEST_CASE("what a request leaves out is as in the active policy") {
  Service service(labelled_engine());
  for (const std::string_view body : {"{}", R"({"threshold":null,"cost_fp":null})"}) {
    const Json answer = asked(service, "/what-if/screening", body);
    CHECK(*answer.find("current") == *answer.find("changed"));
  }
  for (const std::string_view body : {"{}", R"({"policy":null})", R"({"policy":{}})"}) {
    const Json answer = asked(service, "/what-if/credit", body);
    CHECK(*answer.find("current") == *answer.find("changed"));
    CHECK(text_at(answer, "moves") == "[]");
  }
}

TEST_CASE("credit under another policy says who moves, and shows the active policy") {
  Service service(labelled_engine());
  const Json answer = asked(service, "/what-if/credit",
                            R"({"policy":{"pd_threshold_approve":0,"pd_threshold_refer":1}})");
  CHECK(text_at(answer, "pack_id") == "\"first\"");
  CHECK(text_at(answer, "rows") == "1");
  CHECK(text_at(answer, "moves") == R"([{"count":1,"from":"APPROVE","to":"REFER"}])");
  CHECK(text_at(answer, "changed/refer/count") == "1");
  CHECK(text_at(answer, "changed/cost") == "0.6");
  CHECK(*answer.find("policy") ==
        service.packs.active()->engine.credit().underwriter().policy.to_json());
  CHECK(text_at(answer, "policy_version") == "\"credit/v1\"");
}

TEST_CASE("nothing is stored and no audit row is written") {
  Service service(labelled_engine());
  asked(service, "/what-if/screening", R"({"threshold":0.1})");
  asked(service, "/what-if/credit", R"({"policy":{"pd_threshold_approve":0.1}})");
  CHECK(service.store.audit({}, std::nullopt, 10).value().empty());
  CHECK(service.store.raw_keys("decisions", "", 10).value().empty());
  CHECK(ports::list(service.store, ports::cases_query({}, std::nullopt, 10)).value().empty());
}

TEST_CASE("members that are not known are listed") {
  Service service(labelled_engine());
  CHECK(text_at(asked(service, "/what-if/screening", R"({"treshold":0.9})"), "ignored_fields") ==
        R"(["/treshold"])");
  CHECK(text_at(asked(service, "/what-if/credit", R"({"Policy":{}})"), "ignored_fields") ==
        R"(["/Policy"])");
}

TEST_CASE("a bad policy is refused with the place of its fault") {
  struct Row {
    std::string_view path;
    std::string_view body;
    int status;
    std::string_view pointer;
  };
  Service service(labelled_engine());
  for (const Row& row : {
           Row{"/what-if/screening", R"({"threshold":1.1})", 422, "/threshold"},
           Row{"/what-if/screening", R"({"threshold":"0.9"})", 422, "/threshold"},
           Row{"/what-if/screening", R"({"cost_fp":-1})", 422, "/cost_fp"},
           Row{"/what-if/screening", R"({"cost_fn":1000001})", 422, "/cost_fn"},
           Row{"/what-if/screening", "[]", 422, ""},
           Row{"/what-if/screening", "{", 400, ""},
           Row{"/what-if/credit", R"({"policy":[]})", 422, "/policy"},
           Row{"/what-if/credit", R"({"policy":{"pd_threshold_refer":0.1}})", 422,
               "/policy/pd_threshold_approve"},
           Row{"/what-if/credit", R"({"policy":{"guardrails":{"max":1}}})", 422,
               "/policy/guardrails/max"},
           Row{"/what-if/credit", "[]", 422, ""},
       }) {
    CAPTURE(row.body);
    const auto response = service.ask("POST", row.path, std::string(row.body));
    CHECK(response.status == row.status);
    CHECK(text_at(body_of(response), "errors/0/pointer") == "\"" + std::string(row.pointer) + "\"");
  }
}

TEST_CASE("a pack that cannot answer says why") {
  const std::string row = samples::application_row("A1");
  Service credit_only(samples::engine_of({.applications = row}));
  Service screening_only(
      samples::engine_of({.watchlist = labelled::kWatchlist, .customers = labelled::kCustomers}));
  for (Service* service : {&credit_only, &screening_only}) {
    for (const std::string_view path : {"/what-if/screening", "/what-if/credit"}) {
      const auto response = service->ask("POST", path, "{}");
      CHECK(response.status == 422);
      CHECK(text_at(body_of(response), "code") == "\"unsupported\"");
    }
  }
}

TEST_CASE("the scores are those of the active pack, and are computed once for it") {
  Service service(labelled_engine());
  const auto scores = service.scores.of(service.packs.active(), service.workspace);
  REQUIRE(scores.has_value());
  asked(service, "/what-if/screening", R"({"threshold":0.5})");
  CHECK(service.scores.of(service.packs.active(), service.workspace).value() == *scores);

  constexpr std::string_view kOne = R"({"scenario_id":"S3","customer_id":"C3","label":"NO_MATCH"})";
  service.packs.activate(loaded("second", samples::engine_of({.watchlist = labelled::kWatchlist,
                                                              .customers = labelled::kCustomers,
                                                              .labels = kOne})));
  const Json answer = asked(service, "/what-if/screening", "{}");
  CHECK(text_at(answer, "pack_id") == "\"second\"");
  CHECK(text_at(answer, "rows") == "1");
  CHECK(totals_of((*scores)->ties).count() == 3);  // whoever holds the old ones keeps them
}

TEST_CASE("a pack that has no labels takes nothing away, and no pack is kept in memory") {
  scores::ScoreCache cache;
  decision::Workspace workspace;
  auto pack = loaded("p", labelled_engine());
  const auto scores = cache.of(pack, workspace);
  REQUIRE(scores.has_value());
  const auto bare = loaded("bare", samples::engine_of({.watchlist = labelled::kWatchlist,
                                                       .customers = labelled::kCustomers}));
  CHECK_FALSE(cache.of(bare, workspace).has_value());
  CHECK(cache.of(pack, workspace).value() == *scores);
  const std::weak_ptr<const ports::LoadedPack> watched = pack;
  pack.reset();
  CHECK(watched.expired());
}

}  // namespace
}  // namespace financescr
