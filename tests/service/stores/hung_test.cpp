// A Postgres that is there and does not answer: whoever waits is told within one stated time,
// whoever comes after that at once, and it works again by itself. The times allowed here are twice
// those of docs/STORAGE.md and more, because machines that test are busy.
#include <doctest/doctest.h>

#include <chrono>
#include <functional>
#include <thread>
#include <vector>

#include "tests/service/stores/fixtures.hpp"
#include "tests/service/stores/private_postgres.hpp"

namespace financescr::stores {
namespace {

using Seconds = std::chrono::duration<double>;

constexpr double kStated_s = 8;    // for 3 of one that is hung, and 5 of one connection
constexpr double kAtOnce_s = 1.5;  // for less than a hundredth

// Thaws whatever happens.
struct Frozen {
  Frozen() { PrivatePostgres::instance().freeze(); }
  ~Frozen() { PrivatePostgres::instance().thaw(); }
  Frozen(const Frozen&) = delete;
  Frozen& operator=(const Frozen&) = delete;
};

double seconds_of(const std::function<void()>& work) {
  const auto from = std::chrono::steady_clock::now();
  work();
  return Seconds(std::chrono::steady_clock::now() - from).count();
}

// Whether something comes true before a generous time is over.
bool comes_true(const std::function<bool()>& condition) {
  for (int i = 0; i < 300; ++i) {
    if (condition()) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
  return false;
}

TEST_CASE("a hung Postgres fails all who wait within the stated time, and the others at once") {
  if (!PrivatePostgres::is_installed()) return;
  const Postgres place;
  const auto store = open(place.url());
  REQUIRE(store->commit(whole_decision(1)));
  REQUIRE(store->check());
  {
    const Frozen frozen;
    CHECK(seconds_of([&] { CHECK(comes_true([&] { return !store->check(); })); }) < kStated_s);
    // More readers than connections, and writers behind one that is on its way.
    std::vector<double> waited(16);
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < waited.size(); ++i) {
      threads.emplace_back([&, i] {
        waited[i] = seconds_of([&] {
          const bool reads = i % 2 == 0;
          const bool answered =
              reads ? ports::find<ports::DecisionRecord>(*store, id(1, 1)).has_value()
                    : store->commit(whole_decision(100 + static_cast<std::int64_t>(i))).has_value();
          CHECK_FALSE(answered);
        });
      });
    }
    for (auto& thread : threads) thread.join();
    for (const double seconds : waited) CHECK(seconds < kStated_s);
    for (int i = 0; i < 20; ++i) {
      CHECK(seconds_of([&] { CHECK_FALSE(store->commit(whole_decision(200 + i))); }) < kAtOnce_s);
      CHECK(seconds_of([&] { CHECK_FALSE(ports::find<ports::DecisionRecord>(*store, id(1, 1))); }) <
            kAtOnce_s);
      CHECK(seconds_of([&] { CHECK_FALSE(store->check()); }) < kAtOnce_s);
    }
  }
  CHECK(comes_true([&] { return store->check().has_value(); }));
  CHECK(comes_true([&] { return store->commit(whole_decision(2)).has_value(); }));
  CHECK(ports::find<ports::DecisionRecord>(*store, id(1, 2)).value());
  CHECK_FALSE(checked_chain(*store).empty());
}

TEST_CASE("one connection of Postgres that hangs is given up, and the writer fails at once") {
  if (!PrivatePostgres::is_installed()) return;
  const Postgres place;
  const auto store = open(place.url());
  REQUIRE(store->commit(whole_decision(1)));
  PrivatePostgres::instance().freeze_writer(place.url());
  CHECK(seconds_of([&] { CHECK_FALSE(store->commit(whole_decision(2))); }) < 2 * kStated_s);
  for (int i = 0; i < 5; ++i) {
    CHECK(seconds_of([&] { CHECK_FALSE(store->commit(whole_decision(3 + i))); }) < kAtOnce_s);
  }
  CHECK(store->check());
  CHECK(ports::find<ports::DecisionRecord>(*store, id(1, 1)).value());
  PrivatePostgres::instance().thaw();
  CHECK(comes_true([&] { return store->commit(whole_decision(20)).has_value(); }));
  CHECK_FALSE(checked_chain(*store).empty());
}

TEST_CASE("a Postgres that is away is said to be within a moment, and is back within one") {
  if (!PrivatePostgres::is_installed()) return;
  const Postgres place;
  const auto store = open(place.url());
  REQUIRE(store->check());
  PrivatePostgres::instance().kill();
  CHECK(seconds_of([&] { CHECK(comes_true([&] { return !store->check(); })); }) < kStated_s);
  PrivatePostgres::instance().start();
  CHECK(comes_true([&] { return store->check().has_value(); }));
  CHECK(comes_true([&] { return store->commit(whole_decision(1)).has_value(); }));
}

}  // namespace
}  // namespace financescr::stores
