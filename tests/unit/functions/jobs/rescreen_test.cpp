#include "functions/jobs/rescreen.hpp"

#include <doctest/doctest.h>

#include <memory>
#include <string>

#include "functions/jobs/changed_entities.hpp"
#include "functions/jobs/follow_activation.hpp"
#include "functions/ports/claim_jobs.hpp"
#include "tests/unit/core/random.hpp"
#include "tests/unit/functions/people.hpp"

namespace financescr::jobs {
namespace {

using canonical::Json;
using samples::Service;

// A customer whose name is a number in words, so that each answers one entry only.
constexpr std::string_view kGivenNames[] = {"Ivan",  "Maria",     "Hassan", "Ludwig", "Aoife",
                                            "Pedro", "Agnieszka", "Wei",    "Priya",  "Charlotte"};
constexpr std::string_view kFamilyNames[] = {"Petrov", "Garcia",   "Rahmani",  "Beethoven",
                                             "Murphy", "Oliveira", "Kowalska", "Zhang",
                                             "Sharma", "Walker"};

std::string name_of(int i) {
  return std::string(kGivenNames[i % 10]) + " " + std::string(kFamilyNames[i / 10 % 10]);
}

std::string customer_id(int i) {
  std::string digits = std::to_string(i);
  return "C" + std::string(4 - digits.size(), '0') + digits;
}

std::string customers(int count) {
  std::string rows;
  for (int i = 0; i < count; ++i) {
    rows += R"({"customer_id":")" + customer_id(i) + R"(","name":")" + name_of(i) + "\"}\n";
  }
  return rows;
}

std::shared_ptr<const ports::LoadedPack> loaded(const std::string& id,
                                                const samples::PackText& text) {
  return std::make_shared<const ports::LoadedPack>(ports::LoadedPack{id, samples::engine_of(text)});
}

// A service whose active pack is "old", and a pack "new".
struct World {
  World(const std::string& old_list, const std::string& new_list, int customer_count)
      : rows(customers(customer_count)),
        service(samples::engine_of({.watchlist = old_list, .customers = rows})) {
    service.packs.add(loaded("new", {.watchlist = new_list, .customers = rows}));
  }

  Context context() {
    return Context{service.packs.active(), service.packs,   service.store,    service.clock,
                   service.entropy,        service.secrets, service.log,      service.metrics,
                   service.rate_limiter,   service.scores,  service.settings, service.workspace};
  }

  std::string add_job() {
    const std::string id = make_id(service.clock, service.entropy);
    const auto job = rescreen_job(id, service.clock.now(), "first", "new", "r");
    REQUIRE(service.store.commit({{ports::Insert<ports::JobRecord>{job}}, {}}));
    return id;
  }

  Progress step_once(const std::string& id) {
    Context now = context();
    const auto claimed = ports::claim_jobs(
        service.store, {.owner = service.settings.instance, .now = service.clock.now()});
    REQUIRE(claimed.has_value());
    if (claimed->empty()) {
      const auto job = ports::find<ports::JobRecord>(service.store, id).value();
      return job->status == ports::JobStatus::kRunning ? Progress::kElsewhere : Progress::kDone;
    }
    const auto progress = rescreen.step(claimed->front(), now);
    REQUIRE(progress.has_value());
    return *progress;
  }

  int run(const std::string& id) {
    for (int steps = 1; steps < 100; ++steps) {
      if (step_once(id) == Progress::kDone) return steps;
    }
    FAIL("the job does not end");
    return 0;
  }

  Json state_of(const std::string& id) {
    return samples::parse(ports::find<ports::JobRecord>(service.store, id).value()->state);
  }

  std::size_t decisions() {
    std::size_t count = 0;
    const auto rows_stored = service.store.audit({}, std::nullopt, 10'000).value();
    for (const auto& row : rows_stored) {
      if (row.event == "decision") ++count;
    }
    return count;
  }

  std::string rows;
  Service service;
  Rescreen rescreen;
};

std::int64_t count_at(const Json& state, std::string_view key) {
  return *samples::at(state, key).if_integer();
}

TEST_CASE("who is newly listed gets a decision and a case; who is not concerned gets neither") {
  const std::string old_list = samples::entry("E1", "Igor Volkov", "PEP");
  const std::string new_list = old_list + samples::entry("E2", name_of(3), "SANCTIONS");
  World world(old_list, new_list, 50);
  const std::string id = world.add_job();
  CHECK(world.run(id) == 1);
  CHECK(ports::find<ports::JobRecord>(world.service.store, id).value()->status ==
        ports::JobStatus::kDone);
  const auto cases =
      ports::list(world.service.store, ports::cases_query({}, std::nullopt, 10)).value();
  REQUIRE(cases.size() == 1);
  CHECK(cases[0].subject_id == customer_id(3));
  CHECK(cases[0].severity == "HIGH");
  const auto decision =
      ports::find<ports::DecisionRecord>(world.service.store, cases[0].decision_id).value();
  CHECK(decision->principal == kRescreenActor);
  CHECK(decision->pack_id == "new");
  CHECK(world.decisions() == 1);
  const Json state = world.state_of(id);
  CHECK(count_at(state, "customers") == 50);
  CHECK(count_at(state, "screened") < 50);
  CHECK(count_at(state, "decided") == 1);
  CHECK(count_at(state, "cases") == 1);
  CHECK(ports::list(world.service.store, ports::open_jobs_query()).value().empty());
  ports::AuditFilter done;
  done.event = "rescreen_done";
  CHECK(world.service.store.audit(done, std::nullopt, 10).value().size() == 1);
}

TEST_CASE("who is no longer listed is decided anew, without a case") {
  const std::string rest = samples::entry("E1", "Igor Volkov", "PEP");
  World world(rest + samples::entry("E2", name_of(3), "PEP"), rest, 10);
  const std::string id = world.add_job();
  world.run(id);
  CHECK(world.decisions() == 1);
  CHECK(ports::list(world.service.store, ports::cases_query({}, std::nullopt, 10)).value().empty());
  const auto ids =
      ports::texts(world.service.store, ports::decisions_of_query(customer_id(3))).value();
  REQUIRE(ids.size() == 1);
  CHECK(ports::find<ports::DecisionRecord>(world.service.store, ids[0]).value()->outcome ==
        "CLEAR");
}

TEST_CASE("another list type of the same entry makes another decision") {
  World world(samples::entry("E1", name_of(1), "PEP"),
              samples::entry("E1", name_of(1), "SANCTIONS"), 10);
  const std::string id = world.add_job();
  world.run(id);
  CHECK(world.decisions() == 1);
}

TEST_CASE("packs that differ in nothing change nothing") {
  const std::string list = samples::entry("E1", name_of(1), "PEP");
  World world(list, list, 30);
  const std::string id = world.add_job();
  world.run(id);
  CHECK(world.decisions() == 0);
  CHECK(count_at(world.state_of(id), "screened") == 0);
}

// A list of everybody, so that every customer's decision differs.
std::string everybody(int count) {
  std::string list;
  for (int i = 0; i < count; ++i) {
    list += samples::entry("E" + customer_id(i), name_of(i), "SANCTIONS");
  }
  return list;
}

TEST_CASE("a server that dies between two steps: another goes on, and nobody is decided twice") {
  World world(samples::entry("E1", "Igor Volkov", "PEP"), everybody(100), 120);
  const std::string id = world.add_job();
  CHECK(world.step_once(id) == Progress::kMore);
  CHECK(world.decisions() == 50);
  world.service.settings.instance = "second";
  world.rescreen.rest();
  CHECK(world.step_once(id) == Progress::kElsewhere);
  CHECK(world.decisions() == 50);
  world.service.clock.advance_us(31 * Timestamp::kSecond);
  world.run(id);
  CHECK(world.decisions() == 120);
  for (int i = 0; i < 120; ++i) {
    CHECK(ports::texts(world.service.store, ports::decisions_of_query(customer_id(i)))
              .value()
              .size() == 1);
  }
}

TEST_CASE("two servers at the same step: one stores it, the other nothing") {
  World world(samples::entry("E1", "Igor Volkov", "PEP"), everybody(10), 10);
  const std::string id = world.add_job();
  const ports::JobRecord seen = *ports::find<ports::JobRecord>(world.service.store, id).value();
  world.run(id);
  Context context = world.context();
  Rescreen rescreen;
  CHECK(rescreen.step(seen, context).value() == Progress::kElsewhere);
  CHECK(world.decisions() == 10);
}

TEST_CASE("a job whose pack is gone ends as FAILED and says why") {
  World world(samples::entry("E1", "Igor Volkov", "PEP"), everybody(1), 3);
  const std::string id = make_id(world.service.clock, world.service.entropy);
  const auto job = rescreen_job(id, world.service.clock.now(), "gone", "new", "r");
  REQUIRE(world.service.store.commit({{ports::Insert<ports::JobRecord>{job}}, {}}));
  CHECK(world.step_once(id) == Progress::kDone);
  CHECK(ports::find<ports::JobRecord>(world.service.store, id).value()->status ==
        ports::JobStatus::kFailed);
  CHECK(samples::string_at(world.state_of(id), "error") ==
        "Pack gone cannot be opened: no pack gone");
}

// What a decision says besides hashes.
Json said(const replay::EngineSet& engine, const std::string& customer,
          decision::Workspace& workspace) {
  const auto verdict = engine.screening().decide(
      samples::parse(R"({"customer_id":")" + customer + R"(","options":{"top_k":200}})"),
      workspace);
  REQUIRE(verdict.has_value());
  return samples::outcome_part(verdict->decision);
}

TEST_CASE("random changes of a list: whoever is passed over would have been decided alike") {
  testing::Random random(11);
  decision::Workspace workspace;
  int passed_over = 0;
  for (int round = 0; round < 20; ++round) {
    std::string before = samples::entry("E0", "Igor Volkov", "PEP");
    std::string after = before;
    for (int i = 1; i < 40; ++i) {
      const std::string id = "E" + std::to_string(i);
      const std::string first = name_of(static_cast<int>(random.below(100)));
      const std::string other = name_of(static_cast<int>(random.below(100)));
      const std::string born = R"(,"dob":["19)" + std::to_string(random.between(50, 99)) + "\"]";
      if (!random.chance(5)) before += samples::entry(id, first, "PEP");
      if (random.chance(5)) continue;
      after += random.chance(90) ? samples::entry(id, first, "PEP")
                                 : samples::entry(id, other, "SANCTIONS", born);
    }
    const std::string rows = customers(100);
    const auto old_engine = samples::engine_of({.watchlist = before, .customers = rows});
    const auto new_engine = samples::engine_of({.watchlist = after, .customers = rows});
    const auto changed = ChangedEntities::between(old_engine, new_engine);
    for (int i = 0; i < 100; ++i) {
      if (changed.may_concern(customer_id(i), workspace.part<screening::Workspace>())) continue;
      ++passed_over;
      CHECK(said(old_engine, customer_id(i), workspace) ==
            said(new_engine, customer_id(i), workspace));
    }
  }
  CHECK(passed_over > 200);
}

TEST_CASE("a changed row of a customer, an id hash, another policy: each concerns them") {
  const std::string list = samples::entry("E1", "Igor Volkov", "PEP");
  const std::string with_id =
      list + samples::entry("E2", "Nobody Similar", "PEP", R"(,"id_hashes":["h1"])");
  const std::string plain = R"({"customer_id":"C1","name":"Ivan Petrov","id_hash":"h1"})"
                            "\n";
  const std::string moved =
      R"({"customer_id":"C1","name":"Ivan Petrov","id_hash":"h1","residence_country":"GB"})"
      "\n";
  screening::Workspace workspace;
  const auto engine = samples::engine_of({.watchlist = list, .customers = plain});
  const auto concerns = [&](const samples::PackText& text) {
    const auto other = samples::engine_of(text);
    return ChangedEntities::between(engine, other).may_concern("C1", workspace);
  };
  CHECK_FALSE(concerns({.watchlist = list, .customers = plain}));
  CHECK(concerns({.watchlist = list, .customers = moved}));
  CHECK(concerns({.watchlist = with_id, .customers = plain}));
  CHECK(concerns({.watchlist = list, .customers = plain, .policy = {}}));
  CHECK(concerns({.watchlist = list, .customers = plain, .model = {}}));
}

TEST_CASE("a server follows an activation that another one stored") {
  World world(samples::entry("E1", "Igor Volkov", "PEP"), everybody(3), 3);
  Context context = world.context();
  FollowActivation follow;
  CHECK_FALSE(follow.look(context).value());
  const auto pack = world.service.packs.open("new").value();
  ports::PackActivationRecord record;
  record.activation_id = make_id(world.service.clock, world.service.entropy);
  record.pack_id = "new";
  record.screening_pack_hash = pack->engine.screening().provenance().pack_hash;
  record.credit_pack_hash = pack->engine.credit().provenance().pack_hash;
  record.status = ports::ActivationStatus::kProposed;
  REQUIRE(world.service.store.commit({{ports::Insert<ports::PackActivationRecord>{record}}, {}}));
  CHECK_FALSE(follow.look(context).value());
  record.status = ports::ActivationStatus::kActive;
  record.decided_at = world.service.clock.now();
  record.version = 2;
  REQUIRE(world.service.store.commit({{ports::Update<ports::PackActivationRecord>{record}}, {}}));
  CHECK(follow.look(context).value());
  CHECK(world.service.packs.active()->pack_id == "new");
  CHECK_FALSE(follow.look(context).value());
}

TEST_CASE("a server does not follow to a pack that is not the approved one, and says so once") {
  World world(samples::entry("E1", "Igor Volkov", "PEP"), everybody(3), 3);
  Context context = world.context();
  ports::PackActivationRecord record;
  record.activation_id = make_id(world.service.clock, world.service.entropy);
  record.pack_id = "new";
  record.screening_pack_hash = "of another pack";
  record.status = ports::ActivationStatus::kActive;
  record.decided_at = world.service.clock.now();
  REQUIRE(world.service.store.commit({{ports::Insert<ports::PackActivationRecord>{record}}, {}}));
  FollowActivation follow;
  CHECK_FALSE(follow.look(context).value());
  CHECK_FALSE(follow.look(context).value());
  CHECK(world.service.packs.active()->pack_id == "first");
  const std::string& log = world.service.log.text;
  CHECK(log.find("pack_not_followed") != std::string::npos);
  CHECK(log.find("pack_not_followed") == log.rfind("pack_not_followed"));
  world.service.clock.advance_us(31 * Timestamp::kSecond);
  CHECK_FALSE(follow.look(context).value());
  CHECK(log.find("pack_not_followed") != log.rfind("pack_not_followed"));
}

}  // namespace
}  // namespace financescr::jobs
