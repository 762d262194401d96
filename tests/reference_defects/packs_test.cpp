// Defects of the reference around packs, policies and golden sets (specification 1.1, 1.4, 1.5).
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "datagen/pack_v1.hpp"
#include "engine/pack/domain_spec.hpp"
#include "tests/unit/replay/samples.hpp"
#include "tests/unit/screening/seed_pack.hpp"

namespace financescr {
namespace {

using canonical::Json;
using samples::ask;

constexpr datagen::GeneratorOptions kSmall{.seed = 42,
                                           .customer_count = 200,
                                           .watchlist_count = 200,
                                           .credit_application_count = 60,
                                           .fincrime_scenario_count = 50};

const std::vector<datagen::GeneratedFile>& small_pack() {
  static const auto files = [] {
    auto generated = datagen::generate_pack_v1(kSmall);
    REQUIRE(generated.has_value());
    return *generated;
  }();
  return files;
}

std::string_view bytes_of(std::string_view path) {
  const auto& files = small_pack();
  const auto it = std::find_if(files.begin(), files.end(),
                               [path](const auto& file) { return file.path == path; });
  REQUIRE_MESSAGE(it != files.end(), path);
  return it->bytes;
}

std::string compile_faults(const samples::PackText& text) {
  const auto compiled = pack::compile(samples::sources_of(text).domains);
  return compiled ? std::string() : samples::listing(compiled.error());
}

TEST_CASE("reference: neither generator writes policy.json, so its service cannot start") {
  for (const std::string_view path : {"fincrime/v1/policy.json", "credit/v1/policy.json"}) {
    CAPTURE(path);
    CHECK(canonical::parse(bytes_of(path)).has_value());
  }
  const auto engine = samples::engine_of({.watchlist = bytes_of("fincrime/v1/watchlist.jsonl"),
                                          .customers = bytes_of("fincrime/v1/customers.jsonl"),
                                          .policy = bytes_of("fincrime/v1/policy.json"),
                                          .model = bytes_of("fincrime/v1/model.json"),
                                          .as_of = {},
                                          .applications = bytes_of("credit/v1/applications.jsonl"),
                                          .credit_policy = bytes_of("credit/v1/policy.json"),
                                          .credit_model = bytes_of("credit/v1/model.json")});
  CHECK(engine.screening().has_own_policy());
  CHECK(engine.credit().has_own_policy());
}

TEST_CASE("reference: a policy is only checked for its keys, never for types and ranges") {
  for (const std::string_view fault :
       {R"("threshold":1.5)", R"("threshold":"0.72")", R"("retrieval_top_k":0)",
        R"("uncertainty_band":-1)", R"("tresholdd":1)"}) {
    CAPTURE(fault);
    Json policy = samples::parse(samples::kPolicy);
    const Json change = samples::parse("{" + std::string(fault) + "}");
    for (const auto& [key, value] : *change.if_object()) policy.set(key, value);
    const std::string text = canonical::write(policy);
    CHECK_FALSE(replay::EngineSet::create(
                    samples::pack_of({.watchlist = samples::kWatchlist, .policy = text}))
                    .has_value());
  }
}

TEST_CASE("reference: golden sets hold ids but no expected decisions, so nothing can regress") {
  for (const std::string_view name : {"fincrime", "credit"}) {
    CAPTURE(name);
    const std::string stem = "golden/v1/" + std::string(name);
    const auto golden = samples::lines_of(bytes_of(stem + "_golden.jsonl"));
    const auto expected = samples::lines_of(bytes_of(stem + "_expected.jsonl"));
    REQUIRE(golden.size() == 30);
    REQUIRE(expected.size() == golden.size());
    for (std::size_t i = 0; i < golden.size(); ++i) {
      const Json row = samples::parse(expected[i]);
      const std::string id_key = name == "credit" ? "golden_id" : "scenario_id";
      CHECK(samples::text_at(row, id_key) == samples::text_at(samples::parse(golden[i]), id_key));
      CHECK(row.find("decision")->if_string() != nullptr);
      CHECK(row.find("result_hash")->if_string()->starts_with("xxh3-128:"));
    }
  }
}

TEST_CASE("reference: versions are hard-coded strings; ours follow the content") {
  const auto engine = samples::whole_engine();
  const auto before = samples::decided(engine, ask("Ivan Petrov")).decision;
  CHECK(samples::text_at(before, "policy/version") == "\"test/1\"");
  CHECK(samples::text_at(before, "model/version") == "\"t1\"");
  const std::string rows = std::string(samples::kWatchlist) + samples::entry("E9", "Ann", "PEP");
  const auto after =
      samples::decided(samples::engine_of({.watchlist = rows}), ask("Ivan Petrov")).decision;
  CHECK(samples::text_at(before, "pack_hash") != samples::text_at(after, "pack_hash"));
  CHECK(engine.screening().rows()->meta.label == "fincrime/t1");
}

TEST_CASE("reference: of two rows with one id the last one wins, silently") {
  const std::string twice = std::string(samples::kCustomers) + std::string(samples::kCustomers);
  CHECK(compile_faults({.watchlist = samples::kWatchlist, .customers = twice}) ==
        "fincrime/t1/customers.jsonl:3: /customer_id the id \"C1\" stands on line 1 already\n"
        "fincrime/t1/customers.jsonl:4: /customer_id the id \"C2\" stands on line 2 already\n");
  const std::string entries = std::string(samples::kWatchlist) + std::string(samples::kWatchlist);
  CHECK(compile_faults({.watchlist = entries}) ==
        "fincrime/t1/watchlist.jsonl:3: /entity_id the id \"E1\" stands on line 1 already\n"
        "fincrime/t1/watchlist.jsonl:4: /entity_id the id \"E2\" stands on line 2 already\n");
  const std::string loans = samples::application_row("A1") + samples::application_row("A1");
  CHECK(compile_faults({.applications = loans}) ==
        "credit/t1/applications.jsonl:2: /application_id the id \"A1\" stands on line 1 already\n");
}

TEST_CASE("reference: an empty pack counts as not loaded and is read again on every call") {
  const auto engine = samples::engine_of({.watchlist = "\n", .customers = "\n"});
  REQUIRE(engine.screening().rows() != nullptr);
  CHECK(engine.screening().rows()->watchlist.entity_count() == 0);
  CHECK(engine.screening().rows()->rows(pack::files::kCustomers).size() == 0);
  CHECK(samples::faults_of(engine, ask("Ivan Petrov")) ==
        "unsupported : the pack holds no watchlist to screen against\n");
}

TEST_CASE("reference: every request reads the files and scans every name; ours asks an index") {
  const auto& list = samples::seed_engine().screening().rows()->watchlist;
  screening::Workspace workspace;
  std::size_t candidates = 0;
  for (const std::string_view name : {"Sarah Walker", "Mohammed Khan", "Ivan Petrov"}) {
    const text::Name query{std::string(name)};
    candidates += screening::Search(list, query, workspace).names().size();
  }
  CHECK(candidates > 0);
  CHECK(candidates < list.name_count() / 2);  // three questions together
}

TEST_CASE("reference: an unknown customer or application is a crash (500)") {
  const auto engine = samples::whole_engine();
  CHECK(samples::faults_of(engine, R"({"customer_id":"C_999999"})")
            .starts_with("not_found /customer_id"));
  const auto verdict = samples::apply(engine, samples::parse(R"({"application_id":"A_999999"})"));
  REQUIRE_FALSE(verdict.has_value());
  CHECK(verdict.error().front().code == ErrorCode::kNotFound);
}

TEST_CASE("reference: the raw credit fields are dropped, so they never take precedence") {
  std::string row = samples::application_row("A1");
  row.insert(1, R"("revolving_balance_gbp":500,"revolving_limit_gbp":1000,"balance_mean_gbp":1000,)"
                R"("balance_std_gbp":250,"days_overdraft_90d":3,)");
  const auto decision =
      samples::applied(samples::engine_of({.applications = row}), R"({"application_id":"A1"})")
          .decision;
  CHECK(samples::text_at(decision, "features/utilisation") == "0.5");
  CHECK(samples::text_at(decision, "features/volatility") == "0.25");
}

}  // namespace
}  // namespace financescr
