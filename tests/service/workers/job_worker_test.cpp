#include "native_server/workers/job_worker.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <thread>

#include "functions/jobs/rescreen.hpp"
#include "functions/ports/ids.hpp"
#include "tests/unit/functions/service.hpp"

namespace financescr::workers {
namespace {

using samples::Service;

constexpr int kPause_ms = 5;
constexpr auto kPatience = std::chrono::seconds(20);

// The service's ports; nobody else uses them while a worker runs, but for the store.
JobWorker::ContextMaker contexts_of(Service& service) {
  return [&service](decision::Workspace& workspace) {
    return Context{service.packs.active(), service.packs,   service.store,    service.clock,
                   service.entropy,        service.secrets, service.log,      service.metrics,
                   service.rate_limiter,   service.scores,  service.settings, workspace};
  };
}

bool comes_true(const std::function<bool()>& condition) {
  const auto limit = std::chrono::steady_clock::now() + kPatience;
  while (!condition()) {
    if (std::chrono::steady_clock::now() > limit) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  return true;
}

std::shared_ptr<const ports::LoadedPack> second_pack() {
  const std::string list = samples::entry("E9", "Maria Garcia", "SANCTIONS");
  return std::make_shared<const ports::LoadedPack>(ports::LoadedPack{
      "second", samples::engine_of({.watchlist = list, .customers = samples::kCustomers})});
}

// An activation of the second pack with its job, as another server would have stored them.
std::string activate_elsewhere(Service& service) {
  const auto pack = second_pack();
  service.packs.add(pack);
  ports::PackActivationRecord record;
  record.activation_id = make_id(service.clock, service.entropy);
  record.created_at = service.clock.now();
  record.pack_id = "second";
  record.screening_pack_hash = pack->engine.screening().provenance().pack_hash;
  record.credit_pack_hash = pack->engine.credit().provenance().pack_hash;
  record.status = ports::ActivationStatus::kActive;
  record.decided_at = service.clock.now();
  const auto job = jobs::rescreen_job(make_id(service.clock, service.entropy), service.clock.now(),
                                      "first", "second", "r");
  REQUIRE(service.store.commit(
      {{ports::Insert<ports::PackActivationRecord>{record}, ports::Insert<ports::JobRecord>{job}},
       {}}));
  return job.job_id;
}

TEST_CASE("a worker follows an activation and carries out its job") {
  Service service;
  const std::string job = activate_elsewhere(service);
  JobWorker worker(contexts_of(service), kPause_ms);
  CHECK(comes_true([&] {
    return ports::find<ports::JobRecord>(service.store, job).value()->status ==
           ports::JobStatus::kDone;
  }));
  worker.stop();
  CHECK(service.packs.active()->pack_id == "second");
  const auto cases = ports::list(service.store, ports::cases_query({}, std::nullopt, 10)).value();
  REQUIRE(cases.size() == 1);
  CHECK(cases[0].subject_id == "C2");
  const auto cleared = ports::texts(service.store, ports::decisions_of_query("C1")).value();
  REQUIRE(cleared.size() == 1);
  CHECK(ports::find<ports::DecisionRecord>(service.store, cleared[0]).value()->outcome == "CLEAR");
}

TEST_CASE("a worker that is stopped and started again does nothing twice") {
  Service service;
  const std::string job = activate_elsewhere(service);
  for (int i = 0; i < 5; ++i) {
    JobWorker worker(contexts_of(service), kPause_ms);
    std::this_thread::sleep_for(std::chrono::milliseconds(i));
  }
  JobWorker worker(contexts_of(service), kPause_ms);
  CHECK(comes_true([&] {
    return ports::find<ports::JobRecord>(service.store, job).value()->status ==
           ports::JobStatus::kDone;
  }));
  worker.stop();
  worker.stop();
  CHECK(ports::texts(service.store, ports::decisions_of_query("C1")).value().size() == 1);
  CHECK(ports::texts(service.store, ports::decisions_of_query("C2")).value().size() == 1);
}

TEST_CASE("stop does not wait for the pause") {
  Service service;
  const auto began = std::chrono::steady_clock::now();
  {
    JobWorker worker(contexts_of(service), 60'000);
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  CHECK(std::chrono::steady_clock::now() - began < std::chrono::seconds(5));
}

}  // namespace
}  // namespace financescr::workers
