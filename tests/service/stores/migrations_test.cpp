// Migrations on real databases.
#include <doctest/doctest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <thread>

#include "native_server/sql/migrations.hpp"
#include "native_server/sql/schema.hpp"
#include "tests/service/stores/fixtures.hpp"
#include "tests/service/stores/same.hpp"

namespace financescr::stores {
namespace {

using namespace ports;  // NOLINT(google-build-using-namespace): the records, in every line

void execute(sql::Driver& driver, const std::string& text, bool succeeds = true) {
  auto connection = driver.open();
  REQUIRE(connection);
  CHECK((*connection)->script(text).has_value() == succeeds);
}

TEST_CASE_TEMPLATE("up, status, down and up again", Place, Sqlite, Postgres) {
  const Place place;
  const auto driver = stores::open_driver(place.url()).value();
  const std::size_t count = sql::migrations_of(driver->dialect()).size();
  const auto before = sql::migration_states(*driver);
  REQUIRE(before);
  REQUIRE(before->size() == count);
  CHECK(before->at(0).applied_at.empty());
  stores::OpenStoreOptions options;
  options.migrate = false;
  CHECK(stores::open_store(place.url(), kInstance, options).error().code == ErrorCode::kMissing);
  CHECK(sql::migrate_up(*driver)->size() == count);
  CHECK(sql::migrate_up(*driver)->empty());
  CHECK(!sql::migration_states(*driver)->at(1).applied_at.empty());
  CHECK(stores::open_store(place.url(), kInstance, options));
  CHECK(sql::migrate_down(*driver, 1)->size() == count - 1);
  CHECK(sql::migrate_down(*driver, 0)->size() == 1);
  CHECK(sql::migrate_down(*driver, 0)->empty());
  CHECK(sql::migrate_up(*driver)->size() == count);
  CHECK(open(place.url())->schema_changes().value().empty());
}

TEST_CASE_TEMPLATE("what the migrations make is what migrations/schema.*.txt says", Place, Sqlite,
                   Postgres) {
  const Place place;
  const auto driver = stores::open_driver(place.url()).value();
  REQUIRE(sql::migrate_up(*driver));
  auto connection = driver->open().value();
  const auto found = sql::describe_schema(*connection, driver->dialect()).value();
  const auto& expected = sql::expected_schema(driver->dialect());
  for (const std::string& line : found) {
    INFO("a line to add: " << line);
    CHECK(std::binary_search(expected.begin(), expected.end(), line));
  }
  CHECK(found.size() > 50);
  // The file for Postgres has lines that only a restore makes: restore_test.cpp looks at those.
  if (driver->dialect() != "sqlite") return;
  for (const std::string& line : expected) {
    INFO("a line to take away: " << line);
    CHECK(std::binary_search(found.begin(), found.end(), line));
  }
}

TEST_CASE_TEMPLATE("an object of the schema that is surplus, missing or different is named", Place,
                   Sqlite, Postgres) {
  const Place place;
  const auto driver = stores::open_driver(place.url()).value();
  const auto store = open(place.url());
  CHECK(store->schema_changes().value().empty());
  execute(*driver, "CREATE INDEX one_more ON cases (maker)");
  execute(*driver, "DROP INDEX ix_cases_decision_id");
  execute(*driver, "DROP INDEX ix_cases_request_id");
  execute(*driver, "CREATE INDEX ix_cases_request_id ON cases (request_id) WHERE priority = 'x'");
  CHECK(store->schema_changes().value() ==
        std::vector<std::string>{"The index ix_cases_decision_id of cases is missing",
                                 "The index ix_cases_request_id of cases is not what the "
                                 "migrations make",
                                 "The index one_more of cases is none of the store's"});
  CHECK(store->damage().value().empty());
}

TEST_CASE_TEMPLATE(
    "accounts of before 0005 keep what they had, and nobody is known to have made them", Place,
    Sqlite, Postgres) {
  const Place place;
  const auto driver = stores::open_driver(place.url()).value();
  REQUIRE(sql::migrate_up(*driver));
  REQUIRE(sql::migrate_down(*driver, 4));
  execute(*driver,
          "INSERT INTO users (user_id, created_at, username, email, full_name, role, "
          "password_hash, is_active, version) VALUES ('u1', '2026-01-01T00:00:00.000000Z', 'ann', "
          "'a@bank.test', 'Ann', 'analyst', '$hash', TRUE, 3)");
  const auto store = open(place.url());
  const auto user = ports::first(*store, ports::user_named_query("ann")).value();
  REQUIRE(user);
  CHECK(user->role == "analyst");
  CHECK(user->is_active);
  CHECK(user->version == 3);
  CHECK_FALSE(user->created_by);
  CHECK_FALSE(user->must_change_password);
  CHECK_FALSE(user->password_expires_at);
  CHECK_FALSE(user->deactivated_at);
  CHECK_FALSE(user->proposed_role);
}

TEST_CASE_TEMPLATE("what was written before references were kept is read, listed and erased", Place,
                   Sqlite, Postgres) {
  const Place place;
  const auto driver = stores::open_driver(place.url()).value();
  REQUIRE(open(place.url())->commit(whole_decision(1)));
  REQUIRE(sql::migrate_down(*driver, 5)->size() >= 1);
  REQUIRE(sql::migrate_up(*driver));
  const auto store = open(place.url());
  auto old_case = review(1);
  old_case.customer_ref.reset();
  CHECK(same(ports::find<ports::CaseRecord>(*store, id(2, 1)), old_case));
  CHECK(
      ports::list(*store, ports::decisions_query({.subject_id = "C_1"}, std::nullopt, 9))->size() ==
      1);
  CHECK(ports::list(*store, ports::decisions_query({.customer_ref = "crm:1"}, std::nullopt, 9))
            ->empty());
  Transaction erasure;
  erasure.writes.emplace_back(EraseDecision{id(1, 1), at(500)});
  CHECK(store->commit(erasure));
  CHECK(!ports::find<ports::DecisionRecord>(*store, id(1, 1)).value()->bundle);
  CHECK(store->commit(whole_decision(2)));
  CHECK(same(ports::find<ports::DecisionRecord>(*store, id(1, 2)), decision(2)));
}

TEST_CASE_TEMPLATE("an applied migration that was edited is named", Place, Sqlite, Postgres) {
  const Place place;
  const auto driver = stores::open_driver(place.url()).value();
  REQUIRE(sql::migrate_up(*driver));
  execute(*driver, "UPDATE schema_migrations SET checksum = 'other' WHERE number = 1");
  const auto up = sql::migrate_up(*driver);
  REQUIRE(!up);
  CHECK(up.error().detail.find("0001_service.sql") != std::string::npos);
  CHECK(!sql::migration_states(*driver));
  CHECK(!sql::migrate_down(*driver, 0));
  CHECK(!stores::open_store(place.url(), kInstance));
}

TEST_CASE_TEMPLATE("the store of a newer version is left alone", Place, Sqlite, Postgres) {
  const Place place;
  const auto driver = stores::open_driver(place.url()).value();
  const auto store = open(place.url());
  CHECK(store->check());
  execute(*driver,
          "INSERT INTO schema_migrations (number, name, checksum, applied_at) "
          "VALUES (99, '0099_later.sql', 'x', '2026-01-01T00:00:00Z')");
  // Postgres is asked four times a second, whoever wants to know.
  for (int i = 0; i < 100 && store->check(); ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  CHECK(!store->check());
  CHECK(!stores::open_store(place.url(), "another"));
}

TEST_CASE_TEMPLATE("servers that start together migrate once", Place, Sqlite, Postgres) {
  const Place place;
  std::atomic<std::size_t> applied = 0;
  std::atomic<int> started = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&, i] {
      const auto driver = stores::open_driver(place.url()).value();
      if (const auto names = sql::migrate_up(*driver)) applied += names->size();
      if (stores::open_store(place.url(), "server" + std::to_string(i))) ++started;
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(applied == sql::migrations_of(stores::open_driver(place.url()).value()->dialect()).size());
  CHECK(started == 4);
}

TEST_CASE_TEMPLATE("the log is migrated with a forged row in it", Place, Sqlite, Postgres) {
  const Place place;
  const auto driver = stores::open_driver(place.url()).value();
  REQUIRE(sql::migrate_up(*driver));
  REQUIRE(sql::migrate_down(*driver, 2));
  execute(*driver,
          "INSERT INTO audit_log (chain, seq, row_text, hash, occurred_at, event, actor, "
          "request_id) VALUES ('', -3, 't', 'h', '2026-01-01T00:00:00Z', 'e', 'a', 'r')");
  REQUIRE(sql::migrate_up(*driver));
  CHECK(open(place.url())->audit_rows("", INT64_MIN, 10)->size() == 1);
}

TEST_CASE_TEMPLATE("audit rows and heads cannot be changed or removed", Place, Sqlite, Postgres) {
  const Place place;
  const auto driver = stores::open_driver(place.url()).value();
  const auto store = open(place.url());
  REQUIRE(store->commit(whole_decision(1)));
  REQUIRE(store->add_audit_head({kInstance, 1, "h", at(1), "k", "s", true, {}}));
  for (const char* table : {"audit_log", "audit_heads"}) {
    execute(*driver, std::string("UPDATE ") + table + " SET hash = 'x'", false);
    execute(*driver, std::string("DELETE FROM ") + table, false);
  }
  CHECK(checked_chain(*store).size() == 1);
}

TEST_CASE("SQLite: the file is its owner's, synced with every commit, overwritten when erased") {
  const Sqlite place;
  const auto driver = stores::open_driver(place.url()).value();
  auto connection = driver->open().value();
  const auto setting = [&](const char* text) {
    const sql::Statement statement{text};
    return connection->query({&statement, {}}, true).value().at(0).at(0);
  };
  CHECK(setting("PRAGMA journal_mode") == sql::Value{std::string("wal")});
  CHECK(setting("PRAGMA synchronous") == sql::Value{std::int64_t{2}});
  CHECK(setting("PRAGMA secure_delete") == sql::Value{std::int64_t{1}});
  CHECK(setting("PRAGMA foreign_keys") == sql::Value{std::int64_t{1}});
}

TEST_CASE("a URL that names no store is said to be none") {
  for (const char* url : {"", "sqlite:", "mysql://x", "/tmp/store.db"}) {
    const auto store = stores::open_store(url, kInstance);
    REQUIRE(!store);
    CHECK(store.error().code == ErrorCode::kInvalid);
  }
  CHECK(stores::open_store("sqlite:/nonexistent/folder/store.db", kInstance).error().code ==
        ErrorCode::kUnsupported);
  CHECK(stores::open_driver("postgresql+psycopg://financescr@localhost/financescr"));
}

}  // namespace
}  // namespace financescr::stores
