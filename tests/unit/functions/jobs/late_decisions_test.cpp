#include "functions/jobs/late_decisions.hpp"

#include <doctest/doctest.h>

#include <memory>
#include <string>

#include "functions/jobs/rescreen.hpp"
#include "tests/unit/functions/people.hpp"

namespace financescr::jobs {
namespace {

using canonical::Json;
using samples::Service;
using samples::string_at;

constexpr std::string_view kMaria =
    R"({"request_id":"m","as_of":"2026-11-01","subject":{"name":"Maria Garcia"}})";
constexpr std::string_view kNobody =
    R"({"request_id":"n","as_of":"2026-11-01","subject":{"name":"Aoife Kowalska"}})";

// A service that decides on "first" while the store says, or will say, that "second" is active.
struct World {
  World() {
    second = std::make_shared<const ports::LoadedPack>(ports::LoadedPack{
        "second",
        samples::engine_of({.watchlist = samples::entry("E9", "Maria Garcia", "SANCTIONS"),
                            .customers = samples::kCustomers})});
    service.packs.add(second);
  }

  void approve() {
    ports::PackActivationRecord record;
    record.activation_id = make_id(service.clock, service.entropy);
    record.created_at = service.clock.now();
    record.decided_at = service.clock.now();
    record.pack_id = "second";
    record.screening_pack_hash = second->engine.screening().provenance().pack_hash;
    record.credit_pack_hash = second->engine.credit().provenance().pack_hash;
    record.status = ports::ActivationStatus::kActive;
    record.maker = "user:a";
    REQUIRE(service.store.commit({{ports::Insert<ports::PackActivationRecord>{record}}, {}}));
  }

  std::string screen(std::string_view body) {
    const auto response = service.ask("POST", "/screen", std::string(body));
    REQUIRE(response.status == 200);
    return string_at(samples::body_of(response), "decision_id");
  }

  bool look() {
    Context context{service.packs.active(), service.packs,   service.store,    service.clock,
                    service.entropy,        service.secrets, service.log,      service.metrics,
                    service.rate_limiter,   service.scores,  service.settings, service.workspace};
    return LateDecisions().look(context).value();
  }

  std::vector<ports::AuditRow> notes() {
    ports::AuditFilter filter;
    filter.event = "late_decision";
    return service.store.audit(filter, std::nullopt, 100).value();
  }

  std::size_t late() {
    return ports::texts(service.store, ports::late_decisions_query(100))->size();
  }
  std::size_t decisions() { return service.store.raw_keys("decisions", "", 1'000)->size(); }

  Service service;
  std::shared_ptr<const ports::LoadedPack> second;
};

TEST_CASE("what was decided on the pack before is found and decided anew, once") {
  World world;
  world.approve();
  const std::string id = world.screen(kMaria);  // this server has not followed yet
  CHECK(ports::texts(world.service.store, ports::late_decisions_query(10)).value() ==
        std::vector<std::string>{id});
  CHECK_FALSE(world.look());  // nor can it say what the active pack says
  world.service.packs.activate(world.second);
  CHECK(world.look());
  CHECK(world.late() == 0);
  REQUIRE(world.decisions() == 2);
  const auto cases =
      ports::list(world.service.store, ports::cases_query({}, std::nullopt, 10)).value();
  REQUIRE(cases.size() == 1);
  const auto anew =
      ports::find<ports::DecisionRecord>(world.service.store, cases[0].decision_id).value();
  CHECK(anew->principal == kRescreenActor);
  CHECK(anew->outcome == "REVIEW");
  CHECK(anew->pack_id == "second");
  CHECK(anew->request_id ==
        ports::find<ports::DecisionRecord>(world.service.store, id).value()->request_id);
  REQUIRE(world.notes().size() == 1);
  CHECK(world.notes()[0].decision_id == id);
  CHECK_FALSE(world.look());
  CHECK(world.decisions() == 2);
}

TEST_CASE("a late decision that stays the same is only noted") {
  World world;
  world.approve();
  world.screen(kNobody);
  world.service.packs.activate(world.second);
  CHECK(world.look());
  CHECK(world.late() == 0);
  CHECK(world.decisions() == 1);
  CHECK(world.notes().size() == 1);
}

TEST_CASE("lines of a batch that were under way when the pack changed are found") {
  World world;
  std::string lines;
  for (int i = 0; i < 3; ++i) lines.append(kMaria).append("\n");
  world.approve();
  CHECK(world.service.ask("POST", "/screen/batch", lines).status == 200);
  CHECK(world.late() == 3);
}

TEST_CASE("nothing is late before the approval, on the approved pack, or without any") {
  World world;
  world.screen(kMaria);
  CHECK(world.late() == 0);
  world.approve();
  CHECK(world.late() == 0);
  world.service.packs.activate(world.second);
  world.screen(kMaria);
  CHECK(world.late() == 0);
  CHECK_FALSE(world.look());
}

TEST_CASE("a late decision that was erased meanwhile leaves the list, and nothing is decided") {
  World world;
  world.approve();
  const std::string id = world.screen(kMaria);
  const Timestamp now = world.service.clock.now();
  REQUIRE(world.service.store.commit({{ports::EraseDecision{id, now}}, {}}));
  world.service.packs.activate(world.second);
  CHECK(world.look());
  CHECK(world.late() == 0);
  CHECK(world.decisions() == 1);
}

TEST_CASE("two servers that take the same late decision decide it once") {
  World world;
  world.approve();
  const std::string id = world.screen(kMaria);
  REQUIRE(world.service.store.commit({{ports::forget_late(id)}, {}}));
  const auto again = world.service.store.commit({{ports::forget_late(id)}, {}});
  REQUIRE_FALSE(again);
  CHECK(again.error() == ports::StoreFault::kConflict);
}

}  // namespace
}  // namespace financescr::jobs
