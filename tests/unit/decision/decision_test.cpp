// Each hash of a decision changes exactly when what it stands for changes.
#include "engine/decision/decision.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "engine/canonical/content_hash.hpp"
#include "tests/unit/replay/samples.hpp"

namespace financescr::decision {
namespace {

using canonical::Json;
using samples::ask;
using samples::text_at;

constexpr std::string_view kHashes[] = {"input_hash", "pack_hash", "policy_hash", "model_hash",
                                        "result_hash"};

// The names of the hashes that differ.
std::string changed(const Json& a, const Json& b) {
  std::string names;
  for (const std::string_view hash : kHashes) {
    if (text_at(a, hash) != text_at(b, hash)) names += std::string(hash) + " ";
  }
  return names;
}

std::string with(std::string_view json, std::string_view key, Json value) {
  Json changed_json = samples::parse(json);
  changed_json.set(key, std::move(value));
  return canonical::write(changed_json);
}

samples::PackText pack_text() {
  return {
      .watchlist = samples::kWatchlist, .customers = samples::kCustomers, .as_of = samples::kAsOf};
}

TEST_CASE("a hash changes exactly with its ingredient, and result_hash with any") {
  const auto before = samples::decided(samples::engine_of(pack_text()), ask("Ivan Petrov"));
  const auto changes = [&](const samples::PackText& pack, const std::string& request) {
    return changed(before.decision, samples::decided(samples::engine_of(pack), request).decision);
  };
  CHECK(changes(pack_text(), ask("Ivan Petrov")) == "");

  SUBCASE("input") {
    CHECK(changes(pack_text(), ask("Ivan Petrof")) == "input_hash result_hash ");
    CHECK(changes(pack_text(), ask("Ivan  Petrov")) == "input_hash result_hash ");
    CHECK(changes(pack_text(), ask("Ivan Petrov", "", R"({"top_k":20})")) ==
          "input_hash result_hash ");
    CHECK(changes(pack_text(), R"({"as_of":"2026-01-02","subject":{"name":"Ivan Petrov"}})") ==
          "input_hash result_hash ");
  }
  SUBCASE("a row of the pack, even one that the answer does not show") {
    auto pack = pack_text();
    const std::string rows =
        std::string(samples::kWatchlist) + samples::entry("E3", "Zzzz Qqqq", "PEP");
    pack.watchlist = rows;
    CHECK(changes(pack, ask("Ivan Petrov")) == "pack_hash result_hash ");
    pack = pack_text();
    const std::string customers =
        std::string(samples::kCustomers) + R"({"customer_id":"C3","name":"Ann"})";
    pack.customers = customers;
    CHECK(changes(pack, ask("Ivan Petrov")) == "pack_hash result_hash ");
  }
  SUBCASE("a value of the policy, even one that this decision does not use") {
    auto pack = pack_text();
    const std::string policy = with(samples::kPolicy, "cost_fn", 16);
    pack.policy = policy;
    CHECK(changes(pack, ask("Ivan Petrov")) == "policy_hash result_hash ");
  }
  SUBCASE("a weight of the model") {
    auto pack = pack_text();
    const std::string model = with(samples::kModel, "intercept", Micro{-9'500'001});
    pack.model = model;
    CHECK(changes(pack, ask("Ivan Petrov")) == "model_hash result_hash ");
  }
  SUBCASE("how a file is written does not matter, only what it says") {
    auto pack = pack_text();
    std::string watchlist = "\n" + std::string(samples::kWatchlist);
    watchlist.insert(watchlist.find("\"list_type\""), "  ");
    std::string policy = with(samples::kPolicy, "threshold", Micro{720'000});
    policy.insert(1, " \n");
    pack.watchlist = watchlist;
    pack.policy = policy;
    CHECK(changes(pack, ask("Ivan Petrov")) == "");
  }
}

TEST_CASE("request_id and other fields outside the question do not enter a decision") {
  const auto engine = samples::whole_engine();
  const auto plain = samples::decided(engine, R"({"subject":{"name":"Ivan Petrov"}})");
  for (const std::string_view request :
       {R"({"request_id":"r-1","subject":{"name":"Ivan Petrov"}})",
        R"({"request_id":7,"sent_at":"2031-05-05T00:00:00Z","subject":{"name":"Ivan Petrov"}})",
        R"({"subject":{"note":"x","name":"Ivan Petrov"},"as_of":"2026-01-01","options":{}})"}) {
    CAPTURE(request);
    const auto other = samples::decided(engine, request);
    CHECK(canonical::write(other.decision) == canonical::write(plain.decision));
    CHECK(canonical::write(other.input) == canonical::write(plain.input));
  }
  const auto applied = samples::applied(engine, R"({"application_id":"A1"})");
  CHECK(canonical::write(
            samples::applied(engine, R"({"request_id":"r","application_id":"A1"})").decision) ==
        canonical::write(applied.decision));
}

TEST_CASE("result_hash is over everything else in the decision") {
  const auto decided = samples::decided(samples::whole_engine(), ask("Ivan Petrov"));
  Json::Object rest;
  for (const auto& [key, value] : *decided.decision.if_object()) {
    if (key != "result_hash") rest.emplace_back(key, value);
  }
  CHECK(canonical::content_hash(Json::object(std::move(rest))).to_string() ==
        *decided.decision.find("result_hash")->if_string());
  CHECK(*decided.decision.find("input_hash")->if_string() ==
        canonical::content_hash(decided.input).to_string());
  CHECK(*decided.decision.find("decision_version")->if_string() == kDecisionVersion);
}

TEST_CASE("a decision and its bundle have one text, whichever way they are written") {
  const auto& engine = samples::whole_engine();
  const auto check = [](Domain domain, const Decided& decided) {
    CHECK(decided.input_text == canonical::write(decided.input));
    CHECK(decided.decision_text.text() == canonical::write(decided.decision));
    for (const Json& id : {Json(), Json("q\"1"), Json(7)}) {
      CHECK(bundle_text(id, decided) ==
            canonical::write(make_bundle(domain, id, decided.input, decided.decision)));
    }
  };
  check(Domain::kScreening, samples::decided(engine, ask("Ivan Petrov")));
  check(Domain::kCredit, samples::applied(engine, R"({"application_id":"A1"})"));
}

TEST_CASE("credit: input, applications, policy and model each have their hash") {
  const std::string rows = samples::application_row("A1");
  const std::string more = rows + samples::application_row("A2");
  const std::string policy = canonical::write(credit::builtin_policy().to_json());
  const std::string model = canonical::write(credit::builtin_model().to_json());
  const std::string other_policy = with(policy, "version", "credit/v9");
  const std::string other_model = with(model, "version", "v9");
  const auto decision = [](std::string_view applications, std::string_view policy_text,
                           std::string_view model_text) {
    const auto engine = samples::engine_of(
        {.applications = applications, .credit_policy = policy_text, .credit_model = model_text});
    return samples::applied(engine, R"({"application_id":"A1"})").decision;
  };
  const Json before = decision(rows, policy, model);
  CHECK(changed(before, decision(rows, policy, model)) == "");
  CHECK(changed(before, decision(more, policy, model)) == "pack_hash result_hash ");
  CHECK(changed(before, decision(rows, other_policy, model)) == "policy_hash result_hash ");
  CHECK(changed(before, decision(rows, policy, other_model)) == "model_hash result_hash ");
}

}  // namespace
}  // namespace financescr::decision
