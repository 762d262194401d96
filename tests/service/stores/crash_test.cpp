// Processes are killed at random moments: every transaction that was acknowledged is there, whole
// and once, and the chain of audit rows verifies.
#include <doctest/doctest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <mutex>
#include <random>
#include <set>
#include <thread>

#include "tests/service/stores/fixtures.hpp"
#include "tests/service/stores/load.hpp"
#include "tests/service/stores/private_postgres.hpp"

namespace financescr::stores {
namespace {

using namespace ports;  // NOLINT(google-build-using-namespace): the records, in every line

using Numbers = std::vector<std::int64_t>;

void sleep_us(std::int64_t us) { std::this_thread::sleep_for(std::chrono::microseconds(us)); }

// Runs the driver, kills it `delay_us` after its first acknowledgement, returns all of them.
Numbers run_and_kill(const std::string& url, std::int64_t run, std::int64_t delay_us) {
  int out[2];
  REQUIRE(pipe(out) == 0);
  const std::string number = std::to_string(run);
  const pid_t child = fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    dup2(out[1], STDOUT_FILENO);
    close(out[0]);
    close(out[1]);
    execl(FINANCESCR_CRASH_DRIVER, "crash_driver", url.c_str(), number.c_str(), "4", nullptr);
    _exit(127);
  }
  close(out[1]);
  Numbers numbers;
  std::int64_t n = 0;
  if (read(out[0], &n, sizeof n) == sizeof n) numbers.push_back(n);
  sleep_us(delay_us);
  kill(child, SIGKILL);
  while (read(out[0], &n, sizeof n) == sizeof n) numbers.push_back(n);
  close(out[0]);
  int status = 0;
  REQUIRE(waitpid(child, &status, 0) == child);
  REQUIRE_MESSAGE(WIFSIGNALED(status), "the driver ended by itself");
  return numbers;
}

void check_acknowledged(Store& store, const Numbers& numbers) {
  for (const std::int64_t n : numbers) {
    REQUIRE_MESSAGE(ports::find<ports::DecisionRecord>(store, id(1, n)).value().has_value(),
                    "lost " << n);
  }
}

// Every decision has its case, event, remembered answer and one audit row, and the other way round.
void check_whole(Store& store) {
  std::set<std::string> audited;
  for (const AuditRow& row : checked_chain(store)) {
    REQUIRE_MESSAGE(audited.insert(*row.decision_id).second, "twice " << *row.decision_id);
  }
  std::string after;
  std::size_t count = 0;
  while (true) {
    const auto ids = store.raw_keys("decisions", after, 1000).value();
    for (const std::string& one : ids) {
      REQUIRE(audited.contains(one));
      const auto record = ports::find<ports::DecisionRecord>(store, one).value();
      REQUIRE(ports::find<ports::CaseRecord>(store, *record->case_id).value().has_value());
      REQUIRE(ports::list(store, ports::case_events_query(*record->case_id))->size() == 1);
      REQUIRE(ports::find<ports::IdempotencyRecord>(store, "analyst",
                                                    "key-" + record->subject_id->substr(2))
                  .value());
      after = one;
    }
    count += ids.size();
    if (ids.size() < 1000) break;
  }
  CHECK(count == audited.size());
}

void kill_often(const std::string& url, int kills) {
  std::minstd_rand random(20261122);
  std::size_t acknowledged = 0;
  for (int run = 0; run < kills; ++run) {
    const auto numbers = run_and_kill(url, run, static_cast<std::int64_t>(random() % 8'000));
    const auto store = open(url, {}, "observer");
    check_acknowledged(*store, numbers);
    acknowledged += numbers.size();
  }
  const auto store = open(url, {}, "observer");
  check_whole(*store);
  CHECK(acknowledged >= static_cast<std::size_t>(kills));
  MESSAGE(kills << " kills, " << acknowledged << " transactions acknowledged, "
                << checked_chain(*store).size() << " stored");
}

TEST_CASE("SQLite: killed at random moments, everything acknowledged is there once") {
  const Sqlite place;
  kill_often(place.url(), is_long_run() ? 1000 : 200);
  const auto driver = stores::open_driver(place.url()).value();
  auto connection = driver->open().value();
  const sql::Statement integrity{"PRAGMA integrity_check"};
  CHECK(connection->query({&integrity, {}}, true).value().at(0).at(0) ==
        sql::Value{std::string("ok")});
}

TEST_CASE("Postgres: a client killed at random moments loses and doubles nothing") {
  const Postgres place;
  kill_often(place.url(), is_long_run() ? 200 : 20);
}

// Threads that commit to a store in this process while something happens to the server.
class Load {
 public:
  explicit Load(Store& store) : store_(store) {
    for (std::int64_t thread = 0; thread < 8; ++thread) {
      threads_.emplace_back([this, thread] { work(thread); });
    }
  }
  // Returns: the numbers acknowledged.
  Numbers stop() {
    stopping_ = true;
    for (std::thread& thread : threads_) thread.join();
    return acknowledged_;
  }
  [[nodiscard]] std::size_t count() {
    const std::lock_guard lock(mutex_);
    return acknowledged_.size();
  }

 private:
  void work(std::int64_t thread) {
    for (std::int64_t i = 0; !stopping_; ++i) {
      const std::int64_t n = number_of(1, thread, i);
      if (!store_.commit(whole_decision(n))) {
        sleep_us(1000);
        continue;
      }
      const std::lock_guard lock(mutex_);
      acknowledged_.push_back(n);
    }
  }

  Store& store_;
  std::atomic<bool> stopping_ = false;
  std::mutex mutex_;
  Numbers acknowledged_;  // guarded by mutex_
  std::vector<std::thread> threads_;
};

// Waits until more is acknowledged than there was. Fails the test after a while.
void wait_for_progress(Load& load) {
  const std::size_t before = load.count();
  for (int i = 0; i < 3000 && load.count() < before + 20; ++i) sleep_us(10'000);
  REQUIRE_MESSAGE(load.count() >= before + 20, "the store did not come back");
}

TEST_CASE("Postgres: sessions cut under load are made anew, and no commit is lost or doubled") {
  const Postgres place;
  std::atomic<int> found = 0;
  std::atomic<int> missed = 0;
  stores::OpenStoreOptions options;
  options.report = [&](std::string_view event, std::string_view what) {
    if (event == "lost_commit") ++(what == "it is there" ? found : missed);
  };
  const auto store = open(place.url(), options);
  Load load(*store);
  std::minstd_rand random(7);
  for (int i = 0; i < (is_long_run() ? 300 : 25); ++i) {
    wait_for_progress(load);
    sleep_us(static_cast<std::int64_t>(random() % 5000));
    PrivatePostgres::instance().cut_sessions(place.url());
  }
  const auto numbers = load.stop();
  check_acknowledged(*store, numbers);
  check_whole(*store);
  MESSAGE(numbers.size() << " transactions; of commits without an answer " << found.load()
                         << " were there, " << missed.load() << " were not");
}

TEST_CASE("Postgres: killed and restarted under load, 503 in between, and no decision lost") {
  const Postgres place;
  const auto store = open(place.url());
  Load load(*store);
  for (int i = 0; i < (is_long_run() ? 20 : 1); ++i) {
    wait_for_progress(load);
    PrivatePostgres::instance().kill();
    sleep_us(200'000);
    PrivatePostgres::instance().start();
  }
  wait_for_progress(load);
  const auto numbers = load.stop();
  check_acknowledged(*store, numbers);
  check_whole(*store);
}

}  // namespace
}  // namespace financescr::stores
