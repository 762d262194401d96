#include "engine/replay/replay.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

#include "tests/unit/replay/samples.hpp"

namespace financescr::replay {
namespace {

using canonical::Json;
using samples::ask;

Json screen_bundle(const EngineSet& engine, std::string_view request) {
  const auto decided = samples::decided(engine, request);
  return decision::make_bundle(Domain::kScreening, Json("r-1"), decided.input, decided.decision);
}

// The bundle with one member of its decision replaced.
Json altered(const Json& bundle, std::string_view key, Json value) {
  Json decision = *bundle.find("decision");
  decision.set(key, std::move(value));
  Json out = bundle;
  out.set("decision", std::move(decision));
  return out;
}

std::string faults_of(const EngineSet& engine, const Json& bundle) {
  decision::Workspace workspace;
  const auto result = replay(bundle, {}, engine, workspace);
  REQUIRE_FALSE(result.has_value());
  return samples::listing(result.error());
}

TEST_CASE("a bundle replays to the same bytes, also after a trip through text") {
  const auto engine = samples::whole_engine();
  for (const std::string& request :
       {ask("Ivan Petrov"), ask("Zzzz Qqqq"), std::string(R"({"customer_id":"C1"})"),
        ask("I Petroff", R"(,"dob":"1961","id_key_missing":true)", R"({"top_k":1})"),
        std::string(R"({"as_of":"2020-02-29","subject":{"name":"Igor Volkov"}})")}) {
    CAPTURE(request);
    const Json bundle = screen_bundle(engine, request);
    const Json read = samples::parse(canonical::write(bundle));
    const auto result = samples::replayed(engine, read);
    CHECK_FALSE(result.difference.has_value());
    CHECK(canonical::write(result.request_id) == "\"r-1\"");
    CHECK(result.result_hash == *bundle.find("decision")->find("result_hash")->if_string());
  }
  const auto applied = samples::applied(engine, R"({"application_id":"A1"})");
  const Json bundle =
      decision::make_bundle(Domain::kCredit, Json(), applied.input, applied.decision);
  const auto result = samples::replayed(engine, samples::parse(canonical::write(bundle)));
  CHECK_FALSE(result.difference.has_value());
  CHECK(result.request_id.is_null());
}

TEST_CASE("the first difference is the first one in canonical order") {
  const auto engine = samples::whole_engine();
  const Json bundle = screen_bundle(engine, ask("Ivan Petrov"));
  struct Row {
    std::string_view key;
    Json value;
    std::string_view field, recorded, replayed;
  };
  for (const Row& row : {
           Row{"decision", "CLEAR", "/decision/decision", "\"CLEAR\"", "\"REVIEW\""},
           Row{"match_probability", Micro{1}, "/decision/match_probability", "0.000001",
               "0.982014"},
           Row{"top_match", Json(), "/decision/top_match", "null",
               R"({"candidate_id":"E1","candidate_name":"Ivan Petrov","list_type":"SANCTIONS",)"
               R"("score":0.982014})"},
           Row{"reason_codes", Json(Json::Array{"NAME_EXACT"}), "/decision/reason_codes/1", "null",
               "\"LIST_SANCTIONS\""},
           Row{"reason_codes", Json(Json::Array{"NAME_EXACT", "LIST_SANCTIONS", "X"}),
               "/decision/reason_codes/2", "\"X\"", "null"},
           Row{"zz/~", 1, "/decision/zz~1~0", "1", "null"},
           Row{"result_hash", "xxh3-128:0", "/decision/result_hash", "\"xxh3-128:0\"", ""},
       }) {
    CAPTURE(row.key);
    const auto result = samples::replayed(engine, altered(bundle, row.key, row.value));
    REQUIRE(result.difference.has_value());
    CHECK(result.difference->field == row.field);
    CHECK(canonical::write(result.difference->recorded) == row.recorded);
    if (!row.replayed.empty()) {
      CHECK(canonical::write(result.difference->replayed) == row.replayed);
    }
  }
}

TEST_CASE("causes come before consequences") {
  const auto engine = samples::whole_engine();
  Json bundle = screen_bundle(engine, ask("Ivan Petrov"));
  // From the last cause to the first, each added to those before it.
  bundle = altered(bundle, "decision", "CLEAR");
  CHECK(samples::replayed(engine, bundle).difference->field == "/decision/decision");
  for (const std::string_view key :
       {"input_hash", "model_hash", "policy_hash", "decision_version", "pack_hash"}) {
    CAPTURE(key);
    bundle = altered(bundle, key, "x");
    CHECK(samples::replayed(engine, bundle).difference->field == "/decision/" + std::string(key));
  }
}

TEST_CASE("another pack, policy or model is named as the cause") {
  const auto engine = samples::whole_engine();
  const Json bundle = screen_bundle(engine, ask("Ivan Petrov"));
  const std::string rows =
      std::string(samples::kWatchlist) + samples::entry("E3", "Ivan Petrov", "PEP");
  const auto pack = samples::engine_of(
      {.watchlist = rows, .customers = samples::kCustomers, .as_of = samples::kAsOf});
  CHECK(samples::replayed(pack, bundle).difference->field == "/decision/pack_hash");
  const auto policy = samples::engine_of({.watchlist = samples::kWatchlist,
                                          .customers = samples::kCustomers,
                                          .policy = {},
                                          .as_of = samples::kAsOf});
  CHECK(samples::replayed(policy, bundle).difference->field == "/decision/policy_hash");
  Json changed = samples::parse(samples::kModel);
  changed.set("intercept", -9);
  const std::string model_text = canonical::write(changed);
  const auto model = samples::engine_of({.watchlist = samples::kWatchlist,
                                         .customers = samples::kCustomers,
                                         .model = model_text,
                                         .as_of = samples::kAsOf});
  CHECK(samples::replayed(model, bundle).difference->field == "/decision/model_hash");
  // An input that somebody changed is caught by its hash.
  Json tampered = bundle;
  tampered.set("input", samples::parse(R"({"as_of":"2026-01-01","subject":{"name":"Ivan P"}})"));
  CHECK(samples::replayed(engine, tampered).difference->field == "/decision/input_hash");
}

TEST_CASE("members that no bundle has are differences, wherever they stand") {
  const auto engine = samples::whole_engine();
  const Json screening = screen_bundle(engine, ask("Ivan Petrov", "", R"({"top_k":2})"));
  const auto applied = samples::applied(engine, R"({"application_id":"A1"})");
  const Json credit =
      decision::make_bundle(Domain::kCredit, Json(), applied.input, applied.decision);
  struct Row {
    const Json& bundle;
    std::vector<std::string_view> path;  // of the object that gets a member more
    std::string_view field;
  };
  for (const Row& row : {
           Row{screening, {}, "/zz"},
           Row{screening, {"input"}, "/input/zz"},
           Row{screening, {"input", "subject"}, "/input/subject/zz"},
           Row{screening, {"input", "options"}, "/input/options/zz"},
           Row{screening, {"decision"}, "/decision/zz"},
           Row{screening, {"decision", "model"}, "/decision/model/zz"},
           Row{credit, {}, "/zz"},
           Row{credit, {"input"}, "/input/zz"},
           Row{credit, {"decision", "policy"}, "/decision/policy/zz"},
       }) {
    CAPTURE(row.field);
    std::vector<Json> objects{row.bundle};
    for (const auto step : row.path) objects.push_back(*objects.back().find(step));
    objects.back().set("zz", 1);
    for (std::size_t i = objects.size() - 1; i > 0; --i) {
      objects[i - 1].set(row.path[i - 1], objects[i]);
    }
    const auto result = samples::replayed(engine, objects.front());
    REQUIRE(result.difference.has_value());
    CHECK(result.difference->field == row.field);
    CHECK(result.difference->recorded == Json(1));
    CHECK(result.difference->replayed.is_null());
  }
}

TEST_CASE("fields that were ignored are no part of a bundle, and one that lists them differs") {
  const auto engine = samples::whole_engine();
  const auto decided =
      samples::decided(engine, R"({"subject":{"name":"Ivan Petrov","gender":"M"}})");
  REQUIRE(decided.ignored_fields.size() == 1);
  const Json bundle =
      decision::make_bundle(Domain::kScreening, Json(), decided.input, decided.decision);
  CHECK_FALSE(samples::replayed(engine, bundle).difference.has_value());
  Json listed = bundle;
  listed.set("ignored_fields", Json(Json::Array{"/subject/gender"}));
  CHECK(samples::replayed(engine, listed).difference->field == "/ignored_fields");
  CHECK(samples::replayed(engine, altered(bundle, "ignored_fields", Json::array()))
            .difference->field == "/decision/ignored_fields");
  // An input that the engine would read as the same one, with more or less in it.
  Json input = *bundle.find("input");
  Json subject = *input.find("subject");
  subject.set("gender", "M");
  input.set("subject", subject);
  Json more = bundle;
  more.set("input", input);
  CHECK(samples::replayed(engine, more).difference->field == "/input/subject/gender");
  Json less = bundle;
  less.set("input", Json::object({{"subject", *bundle.find("input")->find("subject")}}));
  CHECK(samples::replayed(engine, less).difference->field == "/input/as_of");
}

TEST_CASE("a wrong pack is named before anything else, also where it cannot decide") {
  const auto engine = samples::whole_engine();
  const Json bundle = screen_bundle(engine, R"({"customer_id":"C1"})");
  const auto nobody =
      samples::engine_of({.watchlist = samples::kWatchlist, .as_of = samples::kAsOf});
  Json older = altered(bundle, "decision_version", "financescr-decision/1");
  older.set("zz", 1);
  const auto result = samples::replayed(nobody, older);
  REQUIRE(result.difference.has_value());
  CHECK(result.difference->field == "/decision/pack_hash");
  CHECK_FALSE(result.result_hash.has_value());
  CHECK(to_json(result).find("result_hash")->is_null());
  CHECK(samples::replayed(engine, older).difference->field == "/decision/decision_version");
}

TEST_CASE("a bundle of an earlier engine with a threshold above the policy's") {
  const auto engine = samples::whole_engine();
  Json bundle = screen_bundle(engine, ask("Ivan Petrov", "", R"({"threshold":0.5})"));
  bundle = altered(bundle, "decision_version", "financescr-decision/2");
  Json input = *bundle.find("input");
  input.set("options", Json::object({{"threshold", Micro{990'000}}}));
  bundle.set("input", input);
  const auto result = samples::replayed(engine, bundle);
  REQUIRE(result.difference.has_value());
  CHECK(result.difference->field == "/decision/decision_version");
  CHECK_FALSE(result.result_hash.has_value());
  // Of this engine it is a forgery: it cannot have been decided.
  bundle = altered(bundle, "decision_version", decision::kDecisionVersion);
  CHECK(faults_of(engine, bundle).starts_with("invalid /input/options/threshold: "));
}

TEST_CASE("what is no bundle, or one that cannot be decided, is an error with a pointer") {
  const auto engine = samples::whole_engine();
  const Json bundle = screen_bundle(engine, ask("Ivan Petrov"));
  const auto without = [&](std::string_view key) {
    Json out = bundle;
    out.set(key, Json());
    return faults_of(engine, out);
  };
  CHECK(without("bundle_version") == "missing /bundle_version: is required\n");
  CHECK(without("kind") == "missing /kind: is required\n");
  CHECK(without("input") == "missing /input: is required\n");
  CHECK(without("decision") == "missing /decision: is required\n");
  CHECK(faults_of(engine, Json::array()).starts_with("invalid : must be an object, not an array"));
  Json other = bundle;
  other.set("bundle_version", "financescr-bundle/9");
  CHECK(faults_of(engine, other) ==
        "invalid /bundle_version: must be one of financescr-bundle/1\n");
  other = bundle;
  other.set("kind", "transfer");
  CHECK(faults_of(engine, other) == "invalid /kind: must be one of screen, credit or monitor\n");
  other = bundle;
  other.set("input", samples::parse(R"({"customer_id":"C9"})"));
  CHECK(faults_of(engine, other) ==
        "not_found /input/customer_id: no customer \"C9\" in the pack\n");
}

}  // namespace
}  // namespace financescr::replay
