// Many threads on one store: what was acknowledged is there, in one order that explains it all.
#include <doctest/doctest.h>

#include <atomic>
#include <chrono>
#include <map>
#include <random>
#include <thread>

#include "tests/service/stores/fixtures.hpp"

namespace financescr::stores {
namespace {

using namespace ports;  // NOLINT(google-build-using-namespace): the records, in every line

constexpr int kThreads = 16;

// What the threads know they have done.
struct Done {
  std::atomic<std::int64_t> decisions = 0;
  std::atomic<std::int64_t> updates = 0;
  std::atomic<std::int64_t> conflicts = 0;
  std::atomic<std::int64_t> faults = 0;
};

void count(const Stored<void>& result, std::atomic<std::int64_t>& success, Done& done) {
  if (result) {
    ++success;
  } else if (result.error() == StoreFault::kConflict) {
    ++done.conflicts;
  } else {
    ++done.faults;
  }
}

// Reads a case that others change too, and writes it with one more event.
void change_case(Store& store, std::int64_t n, Done& done) {
  const auto found = ports::find<ports::CaseRecord>(store, id(2, n));
  if (!found || !*found) {
    ++done.faults;
    return;
  }
  CaseRecord row = **found;
  ++row.version;
  auto step = event(n, row.version);
  AuditEvent audit = decided(n);
  audit.event = "case_comment";
  audit.details = canonical::Json::object({{"version", row.version}});
  Transaction transaction;
  transaction.writes.emplace_back(Update<CaseRecord>{row});
  transaction.writes.emplace_back(Insert<CaseEventRecord>{step});
  transaction.audit.push_back(audit);
  count(store.commit(transaction), done.updates, done);
}

void work(Store& store, int thread, int rounds, Done& done) {
  std::minstd_rand random(static_cast<unsigned>(thread) + 1);
  for (int i = 0; i < rounds; ++i) {
    switch (random() % 3) {
      case 0:  // its own
        count(store.commit(whole_decision(1000 * (thread + 1) + i)), done.decisions, done);
        break;
      case 1:  // one that the others try to store as well
        count(store.commit(whole_decision(100'000 + i)), done.decisions, done);
        break;
      default:
        change_case(store, static_cast<std::int64_t>(random() % 4) + 1, done);
    }
  }
}

void check_model(Store& store, const Done& done) {
  CHECK(done.faults == 0);
  CHECK(done.conflicts > 0);
  const auto rows = checked_chain(store);
  CHECK(static_cast<std::int64_t>(rows.size()) == 4 + done.decisions + done.updates);
  CHECK(static_cast<std::int64_t>(store.raw_keys("decisions", "", 1'000'000)->size()) ==
        4 + done.decisions);
  std::map<std::string, std::int64_t> versions;
  for (const AuditRow& row : rows) {
    if (row.event == "decision") {
      versions[*row.case_id] = 1;
      continue;
    }
    const std::string wanted = "\"version\":" + std::to_string(++versions[*row.case_id]);
    CHECK_MESSAGE(row.row.find(wanted) != std::string::npos, row.row << " is not " << wanted);
  }
  for (std::int64_t n = 1; n <= 4; ++n) {
    const auto row = ports::find<ports::CaseRecord>(store, id(2, n)).value();
    CHECK(row->version == versions[row->case_id]);
    CHECK(static_cast<std::int64_t>(
              ports::list(store, ports::case_events_query(row->case_id))->size()) == row->version);
  }
}

TEST_CASE_TEMPLATE("sixteen threads and one order of events", Place, Memory, Sqlite, Postgres) {
  const Place place;
  const auto store = open(place.url());
  for (std::int64_t n = 1; n <= 4; ++n) REQUIRE(store->commit(whole_decision(n)));
  Done done;
  std::vector<std::thread> threads;
  const int rounds = is_long_run() ? 1000 : 60;
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back([&, i] { work(*store, i, rounds, done); });
  }
  for (std::thread& thread : threads) thread.join();
  check_model(*store, done);
}

TEST_CASE_TEMPLATE("of writers that change one case at once, one wins", Place, Memory, Sqlite,
                   Postgres) {
  const Place place;
  const auto store = open(place.url());
  REQUIRE(store->commit(whole_decision(1)));
  for (std::int64_t version = 2; version < 12; ++version) {
    std::atomic<int> winners = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) {
      threads.emplace_back([&, i] {
        auto row = review(1);
        row.version = version;
        row.assignee = "writer" + std::to_string(i);
        Transaction transaction;
        transaction.writes.emplace_back(Update<CaseRecord>{row});
        if (store->commit(transaction)) ++winners;
      });
    }
    for (std::thread& thread : threads) thread.join();
    CHECK(winners == 1);
  }
}

TEST_CASE_TEMPLATE("servers on one store keep chains of their own", Place, Sqlite, Postgres) {
  const Place place;
  const auto first = open(place.url(), {}, "server-1");
  const auto second = open(place.url(), {}, "server-2");
  std::atomic<std::int64_t> stored = 0;
  std::atomic<std::int64_t> conflicts = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&, i] {
      for (std::int64_t n = 0; n < 20; ++n) {
        const auto result = (i % 2 == 0 ? first : second)->commit(whole_decision(n));
        if (result) ++stored;
        if (!result && result.error() == StoreFault::kConflict) ++conflicts;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(stored == 20);
  CHECK(conflicts == 140);
  const auto one = checked_chain(*first, "server-1").size();
  const auto two = checked_chain(*first, "server-2").size();
  CHECK(one + two == 20);
}

// Keeps the writer of a store waiting until it is told to let go.
class Blocker {
 public:
  explicit Blocker(const std::string& url) : driver_(stores::open_driver(url).value()) {
    connection_ = driver_->open().value();
    REQUIRE(connection_->script(driver_->dialect() == "sqlite"
                                    ? "BEGIN IMMEDIATE"
                                    : "BEGIN; LOCK TABLE decisions IN EXCLUSIVE MODE"));
  }
  void let_go() { connection_->rollback(); }

 private:
  std::unique_ptr<sql::Driver> driver_;
  std::unique_ptr<sql::Connection> connection_;
};

void pause() { std::this_thread::sleep_for(std::chrono::milliseconds(100)); }

TEST_CASE_TEMPLATE("a full queue is busy, and nothing of what it refuses is done", Place, Sqlite,
                   Postgres) {
  const Place place;
  stores::OpenStoreOptions options;
  options.limits.queue = 3;
  options.limits.group = 1;
  const auto store = open(place.url(), options);
  Blocker blocker(place.url());
  std::vector<std::thread> threads;
  std::atomic<int> stored = 0;
  for (std::int64_t n = 0; n < 4; ++n) {  // one with the writer, three in the queue
    threads.emplace_back([&, n] {
      if (store->commit(whole_decision(n))) ++stored;
    });
    pause();
  }
  const auto refused = store->commit(whole_decision(9));
  CHECK(!refused);
  CHECK(refused.error() == StoreFault::kBusy);
  blocker.let_go();
  for (std::thread& thread : threads) thread.join();
  CHECK(stored == 4);
  CHECK(!ports::find<ports::DecisionRecord>(*store, id(1, 9)).value());
  CHECK(checked_chain(*store).size() == 4);
  CHECK(store->commit(whole_decision(9)));
}

TEST_CASE_TEMPLATE("a failure in a group fails nobody else", Place, Sqlite, Postgres) {
  const Place place;
  const auto store = open(place.url());
  REQUIRE(store->commit(whole_decision(0)));
  Blocker blocker(place.url());
  std::vector<std::thread> threads;
  std::atomic<int> right = 0;
  const auto commit = [&](Transaction transaction, bool succeeds) {
    threads.emplace_back([&, transaction = std::move(transaction), succeeds] {
      if (store->commit(transaction).has_value() == succeeds) ++right;
    });
  };
  commit(whole_decision(1), true);
  pause();  // the writer waits with it; all that follow become one group
  for (std::int64_t n = 2; n < 20; ++n) commit(whole_decision(n), true);
  for (int i = 0; i < 5; ++i) commit(whole_decision(0), false);
  auto half = whole_decision(30);
  half.writes.emplace_back(Insert<CaseEventRecord>{event(404, 1)});  // of no case
  commit(half, false);
  pause();
  blocker.let_go();
  for (std::thread& thread : threads) thread.join();
  CHECK(right == 25);
  CHECK(checked_chain(*store).size() == 20);
  CHECK(!ports::find<ports::DecisionRecord>(*store, id(1, 30)).value());
}

TEST_CASE("Postgres: a second server of the same instance is refused") {
  const Postgres place;
  const auto first = open(place.url());
  const auto second = stores::open_store(place.url(), kInstance);
  REQUIRE(!second);
  CHECK(second.error().detail.find("--instance") != std::string::npos);
}

}  // namespace
}  // namespace financescr::stores
