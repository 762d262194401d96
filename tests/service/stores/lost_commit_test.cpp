// A connection that is lost during COMMIT: the store finds out what became of the group before it
// answers. The database is SQLite behind a driver that loses its answers on purpose.
#include <doctest/doctest.h>

#include <atomic>
#include <thread>

#include "native_server/sql/migrations.hpp"
#include "native_server/sql/sql_store.hpp"
#include "tests/service/stores/fixtures.hpp"
#include "tests/service/stores/test_secrets.hpp"

namespace financescr::stores {
namespace {

using sql::Answer;
using sql::Command;
using sql::Fault;
using sql::FaultKind;

enum class Loss : std::uint8_t { kNone, kBeforeCommit, kAfterCommit };

// What the next commits meet, and whether connections can be made.
struct Weather {
  std::atomic<Loss> loss = Loss::kNone;
  std::atomic<bool> is_down = false;
};

class LossyConnection final : public sql::Connection {
 public:
  LossyConnection(std::unique_ptr<sql::Connection> inner, Weather& weather)
      : inner_(std::move(inner)), weather_(weather) {}

  Answer<void> run(std::span<const Command> commands) override { return inner_->run(commands); }
  Answer<std::vector<sql::Row>> query(const Command& command, bool once) override {
    return inner_->query(command, once);
  }
  Answer<void> commit() override {
    const Loss loss = weather_.loss.exchange(Loss::kNone);
    if (loss == Loss::kNone) return inner_->commit();
    if (loss == Loss::kAfterCommit) REQUIRE(inner_->commit());
    return tl::unexpected(Fault{FaultKind::kLost, "lost", 0});
  }
  void rollback() override { inner_->rollback(); }
  Answer<void> script(const std::string& text) override { return inner_->script(text); }

 private:
  std::unique_ptr<sql::Connection> inner_;
  Weather& weather_;
};

class LossyDriver final : public sql::Driver {
 public:
  LossyDriver(std::unique_ptr<sql::Driver> inner, Weather& weather)
      : inner_(std::move(inner)), weather_(weather) {}

  std::string_view dialect() const override { return inner_->dialect(); }
  Answer<std::unique_ptr<sql::Connection>> open() override { return inner_->open(); }
  Answer<std::unique_ptr<sql::Connection>> open_writer(const std::string& instance) override {
    if (weather_.is_down) return tl::unexpected(Fault{FaultKind::kLost, "down", 0});
    auto opened = inner_->open_writer(instance);
    if (!opened) return opened;
    return std::make_unique<LossyConnection>(*std::move(opened), weather_);
  }
  const sql::Statement& begin() const override { return inner_->begin(); }
  const std::string& begin_migration() const override { return inner_->begin_migration(); }
  bool can_lose_commits() const override { return true; }

 private:
  std::unique_ptr<sql::Driver> inner_;
  Weather& weather_;
};

struct LossyStore {
  Sqlite place;
  Weather weather;
  std::unique_ptr<sql::SqlStore> store;

  TestKey key;

  explicit LossyStore(bool is_sealed = false) {
    auto inner = stores::open_driver(place.url()).value();
    REQUIRE(sql::migrate_up(*inner));
    sql::StoreOptions options;
    options.limits.patience = std::chrono::milliseconds(300);
    if (is_sealed) options.signing = signed_by(key);
    store = std::make_unique<sql::SqlStore>(
        std::make_unique<LossyDriver>(std::move(inner), weather), kInstance, options);
    REQUIRE(store->start());
  }
};

// With and without audit rows: what is there is told by more than the chain.
ports::Transaction transaction(std::int64_t n, bool with_audit) {
  if (with_audit) return whole_decision(n);
  return {{ports::Insert<ports::JobRecord>{job(n)}}, {}};
}

TEST_CASE("a commit whose answer was lost is stored once, whether it happened or not") {
  LossyStore lossy;
  std::int64_t n = 0;
  std::size_t audited = 0;
  for (const bool with_audit : {true, false}) {
    for (const Loss loss : {Loss::kAfterCommit, Loss::kBeforeCommit, Loss::kNone}) {
      lossy.weather.loss = loss;
      CHECK(lossy.store->commit(transaction(++n, with_audit)));
      const auto decided = ports::find<ports::DecisionRecord>(*lossy.store, id(1, n)).value();
      const auto kept = ports::find<ports::JobRecord>(*lossy.store, job(n).job_id).value();
      CHECK((with_audit ? decided.has_value() : kept.has_value()));
      if (with_audit) ++audited;
    }
  }
  CHECK(lossy.store->raw_keys("decisions", "", 100)->size() == audited);
  CHECK(checked_chain(*lossy.store).size() == audited);
}

TEST_CASE("rows of a commit whose answer was lost are known by their seals to be our own") {
  LossyStore lossy(true);
  std::int64_t n = 0;
  for (int round = 0; round < 2; ++round) {
    for (const Loss loss : {Loss::kAfterCommit, Loss::kBeforeCommit, Loss::kNone}) {
      lossy.weather.loss = loss;
      REQUIRE(lossy.store->commit(transaction(++n, true)));
      CHECK(lossy.store->signing().state == ports::Signing::State::kOn);
      CHECK(lossy.store->audit_tail().value()->seq == n + 1);
    }
  }
  const auto rows = checked_chain(*lossy.store);
  CHECK(rows.size() == static_cast<std::size_t>(n) + 1);
  for (const ports::AuditRow& row : rows) CHECK(row.seal);
}

TEST_CASE("a conflict stays one when the commit around it is lost") {
  LossyStore lossy;
  REQUIRE(lossy.store->commit(whole_decision(1)));
  for (const Loss loss : {Loss::kAfterCommit, Loss::kBeforeCommit}) {
    lossy.weather.loss = loss;
    const auto result = lossy.store->commit(whole_decision(1));
    REQUIRE(!result);
    CHECK(result.error() == ports::StoreFault::kConflict);
  }
  CHECK(checked_chain(*lossy.store).size() == 1);
}

TEST_CASE("without a connection the store is unavailable, and then itself again") {
  LossyStore lossy;
  REQUIRE(lossy.store->commit(whole_decision(1)));
  lossy.weather.is_down = true;
  lossy.weather.loss = Loss::kBeforeCommit;
  const auto refused = lossy.store->commit(whole_decision(2));
  REQUIRE(!refused);
  CHECK(refused.error() == ports::StoreFault::kUnavailable);
  CHECK(!lossy.store->commit(whole_decision(3)));
  lossy.weather.is_down = false;
  CHECK(lossy.store->commit(whole_decision(2)));
  CHECK(!ports::find<ports::DecisionRecord>(*lossy.store, id(1, 3)).value());
  CHECK(checked_chain(*lossy.store).size() == 2);
}

}  // namespace
}  // namespace financescr::stores
