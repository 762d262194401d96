// Leases of jobs, on every kind of store.
#include "functions/ports/claim_jobs.hpp"

#include <doctest/doctest.h>

#include <mutex>
#include <set>
#include <thread>

#include "tests/service/stores/fixtures.hpp"
#include "tests/service/stores/same.hpp"

namespace financescr::stores {
namespace {

using namespace ports;  // NOLINT(google-build-using-namespace): the records, in every line

constexpr std::int64_t kLease_us = 30 * Timestamp::kSecond;

std::vector<std::string> claimed(Store& store, const std::string& owner, Timestamp now,
                                 std::size_t limit = 100) {
  const auto jobs =
      claim_jobs(store, {.owner = owner, .now = now, .lease_us = kLease_us, .limit = limit});
  REQUIRE(jobs);
  std::vector<std::string> ids;
  for (const JobRecord& job : *jobs) {
    CHECK(job.lease_owner == owner);
    ids.push_back(job.job_id);
  }
  return ids;
}

TEST_CASE_TEMPLATE("a job of a kind that a server does not know is left to who does", Place, Memory,
                   Sqlite, Postgres) {
  const Place place;
  const auto store = open(place.url());
  JobRecord later = job(1);
  later.kind = "of a later version";
  const JobRecord known = job(2);
  REQUIRE(store->commit({{Insert<JobRecord>{later}, Insert<JobRecord>{known}}, {}}));
  Claim old{.owner = "old", .now = at(100)};
  old.kinds = {known.kind};
  const auto jobs = claim_jobs(*store, old);
  REQUIRE(jobs);
  REQUIRE(jobs->size() == 1);
  CHECK(jobs->front().job_id == known.job_id);
  CHECK(same(find<JobRecord>(*store, later.job_id), later));
  CHECK(claimed(*store, "new", at(100)) == std::vector<std::string>{later.job_id});
}

TEST_CASE_TEMPLATE("a job is one server's until its lease is over", Place, Memory, Sqlite,
                   Postgres) {
  using Ids = std::vector<std::string>;
  const Place place;
  const auto store = open(place.url());
  JobRecord done = job(1);
  done.status = JobStatus::kDone;
  JobRecord running = job(2);
  running.status = JobStatus::kRunning;
  REQUIRE(store->commit(
      {{Insert<JobRecord>{job(3)}, Insert<JobRecord>{running}, Insert<JobRecord>{done}}, {}}));
  const Timestamp now = at(100);
  const auto later = [&](std::int64_t us) { return Timestamp{now.us + us}; };
  CHECK(claimed(*store, "a", now, 1) == Ids{id(9, 2)});
  CHECK(claimed(*store, "b", now) == Ids{id(9, 3)});
  CHECK(claimed(*store, "a", now) == Ids{id(9, 2)});
  // What nobody but the claim has touched stays as it was.
  auto wanted = running;
  wanted.version = 2;
  wanted.lease_owner = "a";
  wanted.lease_until = later(kLease_us);
  CHECK(same(find<JobRecord>(*store, id(9, 2)), wanted));
  // Renewed by its owner once half of it is over, and not before.
  CHECK(claimed(*store, "a", later(kLease_us / 3)) == Ids{id(9, 2)});
  CHECK(same(find<JobRecord>(*store, id(9, 2)), wanted));
  CHECK(claimed(*store, "a", later(kLease_us * 2 / 3)) == Ids{id(9, 2)});
  CHECK(find<JobRecord>(*store, id(9, 2)).value()->version == 3);
  // That of b has ended, that of a has not.
  CHECK(claimed(*store, "c", later(kLease_us)) == Ids{id(9, 3)});
  CHECK(claimed(*store, "b", later(kLease_us)).empty());
}

TEST_CASE_TEMPLATE("servers that claim at once never have the same job", Place, Memory, Sqlite,
                   Postgres) {
  constexpr std::int64_t kJobs = 20;
  const Place place;
  const auto store = open(place.url());
  for (std::int64_t n = 1; n <= kJobs; ++n) {
    REQUIRE(store->commit({{Insert<JobRecord>{job(n)}}, {}}));
  }
  std::mutex mutex;
  std::multiset<std::string> all;
  std::vector<std::thread> servers;
  for (const char* owner : {"a", "b", "c"}) {
    servers.emplace_back([&, owner] {
      const auto jobs = claim_jobs(*store, {.owner = owner, .now = at(100)});
      const std::lock_guard lock(mutex);
      for (const JobRecord& one : *jobs) all.insert(one.job_id);
    });
  }
  for (std::thread& server : servers) server.join();
  CHECK(all.size() == kJobs);
  for (std::int64_t n = 1; n <= kJobs; ++n) CHECK(all.count(id(9, n)) == 1);
}

}  // namespace
}  // namespace financescr::stores
