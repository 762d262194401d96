#include "engine/replay/engine_set.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "tests/unit/replay/samples.hpp"

namespace financescr::replay {
namespace {

using canonical::Json;
using samples::ask;
using samples::text_at;

std::string apply_faults(const EngineSet& engine, std::string_view request) {
  const auto verdict = samples::apply(engine, samples::parse(request));
  REQUIRE_FALSE(verdict.has_value());
  return samples::listing(verdict.error());
}

TEST_CASE("the built-in policy and model are named, and so are those of the pack") {
  const auto own = samples::decided(samples::whole_engine(), ask("Ivan Petrov")).decision;
  CHECK(text_at(own, "policy/source") == "\"pack\"");
  CHECK(text_at(own, "model/source") == "\"pack\"");
  const auto engine =
      samples::engine_of({.watchlist = samples::kWatchlist, .policy = {}, .model = {}});
  CHECK_FALSE(engine.screening().has_own_policy());
  const auto builtin = samples::decided(engine, ask("Ivan Petrov")).decision;
  CHECK(text_at(builtin, "policy/source") == "\"builtin\"");
  CHECK(text_at(builtin, "policy/version") == "\"fincrime/v1\"");
  CHECK(text_at(builtin, "model/source") == "\"builtin\"");
  const std::string applications = samples::application_row("A1");
  const auto credit = samples::engine_of({.applications = applications});
  const auto applied = samples::applied(credit, R"({"application_id":"A1"})").decision;
  CHECK(text_at(applied, "policy/source") == "\"builtin\"");
  CHECK(text_at(applied, "model/source") == "\"builtin\"");
}

TEST_CASE("a policy or model with a fault keeps the engine from starting, and names every fault") {
  struct Row {
    std::string_view policy, model, faults;
  };
  for (const Row& row : {
           Row{R"({"threshold":2})", samples::kModel,
               "fincrime/t1/policy.json: /retrieval_top_k Fincrime policy missing key: "
               "retrieval_top_k\n"
               "fincrime/t1/policy.json: /return_top_n Fincrime policy missing key: return_top_n\n"
               "fincrime/t1/policy.json: /uncertainty_band Fincrime policy missing key: "
               "uncertainty_band\n"
               "fincrime/t1/policy.json: /threshold must lie between 0 and 1\n"},
           Row{samples::kPolicy, R"({"name":"m","version":"1","weights":{}})",
               "fincrime/t1/model.json: /intercept is required\n"},
       }) {
    CAPTURE(row.policy);
    const auto engine = EngineSet::create(samples::pack_of(
        {.watchlist = samples::kWatchlist, .policy = row.policy, .model = row.model}));
    REQUIRE_FALSE(engine.has_value());
    CHECK(samples::listing(engine.error()) == row.faults);
  }
}

TEST_CASE("as_of: the request's, else the manifest's, else none") {
  const auto dated = samples::whole_engine();
  CHECK(text_at(samples::decided(dated, ask("Ivan Petrov")).decision, "as_of") == "\"2026-01-01\"");
  CHECK(text_at(samples::decided(dated, R"({"as_of":"2020-02-29","customer_id":"C1"})").decision,
                "as_of") == "\"2020-02-29\"");
  const auto undated = samples::engine_of({.watchlist = samples::kWatchlist});
  CHECK(text_at(samples::decided(undated, ask("Ivan Petrov")).decision, "as_of") == "null");
}

TEST_CASE("a customer by id and the same subject inline are decided alike") {
  const auto engine = samples::whole_engine();
  const auto by_id = samples::decided(engine, R"({"customer_id":"C1"})");
  const auto inline_subject = samples::decided(
      engine, R"({"subject":{"name":"Ivan Petrov","dob":"1961-03-07","nationality":"RU",)"
              R"("residence_country":"GB","id_hash":"h1"}})");
  CHECK(canonical::write(samples::outcome_part(by_id.decision)) ==
        canonical::write(samples::outcome_part(inline_subject.decision)));
  CHECK(text_at(by_id.decision, "input_hash") != text_at(inline_subject.decision, "input_hash"));
  CHECK(text_at(by_id.input, "customer_id") == "\"C1\"");
}

TEST_CASE("an application by id and the same one inline are decided alike") {
  const auto engine = samples::whole_engine();
  const auto by_id = samples::applied(engine, R"({"as_of":"2026-01-01","application_id":"A1"})");
  const auto inline_application =
      samples::applied(engine, R"({"as_of":"2026-01-01","application":{)" +
                                   std::string(samples::kApplication) + "}");
  CHECK(canonical::write(samples::outcome_part(by_id.decision)) ==
        canonical::write(samples::outcome_part(inline_application.decision)));
  CHECK(text_at(by_id.decision, "input_hash") !=
        text_at(inline_application.decision, "input_hash"));
}

TEST_CASE("faults of a loan request") {
  const auto engine = samples::whole_engine();
  struct Row {
    std::string_view request, faults;
  };
  for (const Row& row : {
           Row{"{}", "missing : Provide either application_id or application\n"},
           Row{R"({"application_id":"A9"})",
               "not_found /application_id: no application \"A9\" in the pack\n"},
           Row{R"({"application_id":"A1","application":{}})",
               "conflict /application: application_id and application are both given; give one of "
               "them\n"},
           Row{R"({"application_id":"A1","as_of":"2026-02-30"})",
               "invalid /as_of: must be a calendar date, YYYY-MM-DD\n"},
           Row{"[]", "invalid : must be an object, not an array\n"},
       }) {
    CAPTURE(row.request);
    CHECK(apply_faults(engine, row.request) == row.faults);
  }
}

TEST_CASE("a pack without a domain refuses its questions and answers the others") {
  const std::string applications = samples::application_row("A1");
  const auto credit_only = samples::engine_of({.applications = applications});
  CHECK(samples::faults_of(credit_only, ask("Ivan Petrov")) ==
        "unsupported : the pack holds no watchlist to screen against\n");
  const auto customers_only = samples::engine_of({.customers = samples::kCustomers});
  CHECK(samples::faults_of(customers_only, ask("Ivan Petrov")) ==
        "unsupported : the pack holds no watchlist to screen against\n");
  const auto screening_only = samples::engine_of({.watchlist = samples::kWatchlist});
  CHECK(apply_faults(screening_only, R"({"application_id":"A1"})") ==
        "not_found /application_id: no application \"A1\" in the pack\n");
  const auto applied = samples::applied(
      screening_only, R"({"application":{)" + std::string(samples::kApplication) + "}");
  CHECK(text_at(applied.decision, "decision") == "\"APPROVE\"");
}

TEST_CASE("a stored application with a fault keeps the engine from starting") {
  std::string rows = samples::application_row("A1");
  rows.replace(rows.find("\"EMPLOYED\""), 10, "\"RETIRED\"");
  const auto engine = EngineSet::create(samples::pack_of({.applications = rows}));
  REQUIRE_FALSE(engine.has_value());
  const std::string faults = samples::listing(engine.error());
  CAPTURE(faults);
  CHECK(faults.find("/employment_status") != std::string::npos);
  CHECK(faults.find("(application \"A1\")") != std::string::npos);
}

}  // namespace
}  // namespace financescr::replay
