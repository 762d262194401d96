// Decisions that are committed after another pack became the active one are listed by their own
// commit, on every store, however the two commits meet.
#include <doctest/doctest.h>

#include <algorithm>
#include <atomic>
#include <set>
#include <thread>

#include "tests/service/stores/fixtures.hpp"
#include "tests/service/stores/private_postgres.hpp"

namespace financescr::stores {
namespace {

using namespace ports;  // NOLINT(google-build-using-namespace): the records, in every line

Transaction decided_on(std::int64_t n, const std::string& pack_hash) {
  Transaction transaction;
  transaction.writes.emplace_back(Insert<DecisionRecord>{decision(n)});
  transaction.writes.emplace_back(NoteIfLate{id(1, n), pack_hash});
  return transaction;
}

PackActivationRecord active(std::int64_t n, const std::string& pack_hash) {
  PackActivationRecord record = activation(n);
  record.status = ports::ActivationStatus::kActive;
  record.screening_pack_hash = pack_hash;
  record.version = 1;
  return record;
}

std::vector<std::string> late(Store& store) {
  return ports::texts(store, ports::late_decisions_query(100'000)).value();
}

TEST_CASE_TEMPLATE("a decision is late if another pack is active at its commit", Place, Memory,
                   Sqlite, Postgres) {
  const Place place;
  const auto store = open(place.url());
  REQUIRE(store->commit(decided_on(1, "old")));
  CHECK(late(*store).empty());
  PackActivationRecord proposed = active(1, "new");
  proposed.status = ports::ActivationStatus::kProposed;
  REQUIRE(store->commit({{Insert<PackActivationRecord>{proposed}}, {}}));
  REQUIRE(store->commit(decided_on(2, "old")));
  CHECK(late(*store).empty());
  PackActivationRecord approved = active(1, "new");
  approved.version = 2;
  REQUIRE(store->commit({{Update<PackActivationRecord>{approved}}, {}}));
  REQUIRE(store->commit(decided_on(3, "old")));
  REQUIRE(store->commit(decided_on(4, "new")));
  REQUIRE(store->commit(decided_on(5, "older")));
  CHECK(late(*store) == std::vector<std::string>{id(1, 3), id(1, 5)});
  CHECK(ports::texts(*store, ports::late_decisions_query(1)).value() ==
        std::vector<std::string>{id(1, 3)});
  CHECK_FALSE(store->commit(decided_on(3, "old")));  // a conflict, and the list as it was
  REQUIRE(store->commit({{forget_late(id(1, 3))}, {}}));
  CHECK(late(*store) == std::vector<std::string>{id(1, 5)});
  for (const std::int64_t n : {3, 4, 404}) {
    const auto again = store->commit({{forget_late(id(1, n))}, {}});
    REQUIRE_FALSE(again);
    CHECK(again.error() == StoreFault::kConflict);
  }
}

TEST_CASE_TEMPLATE("changes of accounts are counted, and nothing else", Place, Memory, Sqlite,
                   Postgres) {
  const Place place;
  const auto store = open(place.url());
  const auto before = store->account_changes();
  REQUIRE(store->commit(whole_decision(1)));
  CHECK(store->account_changes() == before);
  REQUIRE(store->commit({{Insert<UserRecord>{user(1)}}, {}}));
  const auto with_user = store->account_changes();
  CHECK(with_user > before);
  REQUIRE(store->commit({{Insert<ApiKeyRecord>{api_key(1)}}, {}}));
  CHECK(store->account_changes() > with_user);
}

// Servers that decide on the old pack until they see the approval, and one that approves meanwhile.
// Whatever was committed after it and made on the old pack must be on the list. What was committed
// before it is told by the position of its audit row, so one chain and one store tell of a server;
// of others, what was begun after commit() of the approval returned.
TEST_CASE_TEMPLATE("no late decision is missed while a pack is approved", Place, Sqlite, Postgres) {
  const Place place;
  const auto here = open(place.url(), {}, "here");
  const auto there = open(place.url(), {}, "there");
  for (int round = 0; round < 20; ++round) {
    const std::string before = "pack" + std::to_string(round);
    const std::string after = "pack" + std::to_string(round + 1);
    std::atomic<bool> approved = false;
    std::atomic<bool> over = false;
    std::set<std::string> begun_after;
    std::thread decider([&] {
      for (std::int64_t i = 0; !over; ++i) {
        const bool is_after = approved;
        const std::int64_t n = 1'000'000 * (round + 1) + i;
        // Two that write to one file may keep each other waiting too long; that is no answer.
        if (!there->commit(decided_on(n, before))) continue;
        if (is_after) begun_after.insert(id(1, n));
        if (begun_after.size() >= 5) over = true;
      }
    });
    Transaction approval;
    if (round > 0) {
      PackActivationRecord superseded = active(round, before);
      superseded.status = ports::ActivationStatus::kSuperseded;
      superseded.version = 2;
      approval.writes.emplace_back(Update<PackActivationRecord>{superseded});
    }
    approval.writes.emplace_back(Insert<PackActivationRecord>{active(round + 1, after)});
    // The same of this one.
    bool is_approved = false;
    for (int i = 0; i < 100 && !is_approved; ++i) is_approved = here->commit(approval).has_value();
    approved = true;
    if (!is_approved) over = true;
    decider.join();
    REQUIRE(is_approved);
    const auto listed = late(*here);
    for (const std::string& one : begun_after) {
      CHECK(std::find(listed.begin(), listed.end(), one) != listed.end());
    }
  }
}

}  // namespace
}  // namespace financescr::stores
