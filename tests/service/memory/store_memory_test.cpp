// A store whose writing thread has no memory: what was acknowledged is there, and the next
// transaction is stored.
#include <doctest/doctest.h>

#include <chrono>
#include <thread>

#include "tests/service/memory/failing_new.hpp"
#include "tests/service/stores/fixtures.hpp"

namespace financescr::memory_test {

using stores::whole_decision;

namespace {

// As a client does that is told to try again.
bool is_stored_at_last(ports::Store& store, std::int64_t number) {
  for (int i = 0; i < 100; ++i) {
    if (store.commit(whole_decision(number))) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  return false;
}

}  // namespace

TEST_CASE("wherever one allocation of a commit fails, it is stored once or refused") {
  const stores::Sqlite sqlite;
  const auto store = stores::open(sqlite.url());
  REQUIRE(store->commit(whole_decision(1)));
  std::int64_t number = 1;
  std::int64_t stored = 1;
  bool reached_the_end = false;
  for (std::int64_t n = 0; n < 2000 && !reached_the_end; ++n) {
    {
      const Refusing one(n);
      if (store->commit(whole_decision(++number))) ++stored;
      reached_the_end = !Refusing::has_refused();
    }
    REQUIRE(store->commit(whole_decision(++number)));
    ++stored;
  }
  CHECK(reached_the_end);
  CHECK(static_cast<std::int64_t>(stores::checked_chain(*store).size()) == stored);
}

TEST_CASE("while every few allocations of the writing thread fail, nothing ends") {
  stores::OpenStoreOptions options;
  options.limits.patience = std::chrono::milliseconds(100);
  const stores::Sqlite sqlite;
  const auto store = stores::open(sqlite.url(), options);
  std::int64_t number = 0;
  std::int64_t stored = 0;
  for (const std::int64_t every : {2, 20, 200}) {
    {
      const Refusing many(0, every);
      for (int i = 0; i < 10; ++i) stored += store->commit(whole_decision(++number)) ? 1 : 0;
    }
    REQUIRE(is_stored_at_last(*store, ++number));
    ++stored;
  }
  CHECK(static_cast<std::int64_t>(stores::checked_chain(*store).size()) == stored);
}

}  // namespace financescr::memory_test
