// A store that was backed up and restored is the same store: the whole log verifies with the
// anchors of before, a server goes on signing, and whoever changes the schema is found.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <set>

#include "functions/audit/bundle_digest.hpp"
#include "functions/audit/head.hpp"
#include "functions/audit/verify.hpp"
#include "native_server/sql/migrations.hpp"
#include "native_server/sql/schema.hpp"
#include "tests/service/stores/fixtures.hpp"
#include "tests/service/stores/private_postgres.hpp"
#include "tests/service/stores/test_secrets.hpp"

namespace financescr::stores {
namespace {

using namespace ports;  // NOLINT(google-build-using-namespace): the records, in every line
using Dump = PrivatePostgres::Dump;
using Lines = std::vector<std::string>;

constexpr std::int64_t kDecisions = 30;

std::string joined(const Lines& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

// The heads that a server has noted outside of its store.
class Anchors final : public audit::HeadSource {
 public:
  void add(const AuditHead& head) { heads_.push_back(head); }
  Stored<Lines> chains() override { return Lines{kInstance}; }
  Stored<std::vector<AuditHead>> heads(std::string_view chain, std::int64_t from,
                                       std::size_t limit) override {
    std::vector<AuditHead> found;
    for (const AuditHead& head : heads_) {
      if (head.chain == chain && head.count >= from && found.size() < limit) found.push_back(head);
    }
    return found;
  }

 private:
  std::vector<AuditHead> heads_;
};

// A server with its key and its anchors, on whichever store it is started.
struct Bank {
  TestKey key;
  Anchors anchors;
  std::int64_t decisions = 0;
  Lines stops;

  std::unique_ptr<Store> start(const std::string& url) {
    stores::OpenStoreOptions options;
    options.signing = signed_by(key, false);
    options.report = [this](std::string_view event, std::string_view what) {
      stops.push_back(std::string(event) + ": " + std::string(what));
    };
    return open(url, std::move(options));
  }

  void decide(Store& store, std::int64_t count) {
    for (std::int64_t i = 0; i < count; ++i) {
      Transaction whole = whole_decision(++decisions);
      const DecisionRecord record = decision(decisions);
      whole.audit.front().bundle_digest = audit::bundle_digest(*record.salt, *record.bundle);
      REQUIRE(store.commit(whole));
    }
    const auto head = audit::sign_head(store.audit_tail().value().value(), at(1), key);
    REQUIRE(store.add_audit_head(*head));
    anchors.add(*head);
  }

  // Some of every kind of record.
  void work(const std::string& url) {
    const auto store = start(url);
    decide(*store, kDecisions / 2);
    Transaction rest;
    rest.writes = {Insert<ConversationRecord>{conversation(1)},
                   Insert<MessageRecord>{message(1, 1)},
                   Insert<UserRecord>{user(1)},
                   Insert<ApiKeyRecord>{api_key(1)},
                   Insert<PackActivationRecord>{activation(1)},
                   Insert<JobRecord>{job(1)}};
    REQUIRE(store->commit(rest));
    decide(*store, kDecisions / 2);
  }

  // What a verification finds in the store as nobody has opened it since: nothing, it is hoped.
  void verify(const std::string& url) {
    const auto store = open(url);
    audit::StoreSource source(*store);
    audit::VerifyOptions options;
    options.trusted_keys = {*key.public_key()};
    options.anchors = &anchors;
    options.records = store.get();
    options.now = at(100);
    Lines faults;
    const auto result = audit::verify(source, key, options, [&](const audit::Finding& finding) {
      faults.push_back(std::string(audit::to_string(finding.fault)) + ": " + finding.detail);
    });
    REQUIRE(result);
    CHECK(joined(faults) == "");
    CHECK(result->records_looked_up >= 4 * decisions);
    REQUIRE(result->chains.size() == 1);
    CHECK(result->chains[0].decisions == decisions);
    CHECK(result->chains[0].anchors >= 2);
    CHECK(result->chains[0].tail_rows() == 0);
  }

  // The same, and a server goes on in it.
  void go_on(const std::string& url) {
    verify(url);
    {
      const auto store = start(url);
      CHECK(store->signing().state == Signing::State::kOn);
      decide(*store, 3);
      REQUIRE(store->check_audit_tail());
      CHECK(store->signing().state == Signing::State::kOn);
    }
    CHECK(joined(stops) == "");
    verify(url);
  }
};

Lines schema_of(const std::string& url) {
  const auto driver = stores::open_driver(url).value();
  return sql::describe_schema(*driver->open().value(), driver->dialect()).value();
}

Lines changes_of(const std::string& url) { return open(url)->schema_changes().value(); }

TEST_CASE("a Postgres store that is dumped and restored, twice in a row, is the same store") {
  PrivatePostgres& server = PrivatePostgres::instance();
  for (const Dump first : {Dump::kPlain, Dump::kCustom}) {
    Bank bank;
    const std::string url = server.owned_database();
    bank.work(url);
    bank.verify(url);
    const std::string once = server.restored(url, first);
    bank.go_on(once);
    const std::string twice =
        server.restored(once, first == Dump::kPlain ? Dump::kCustom : Dump::kPlain);
    bank.go_on(twice);
  }
}

// What a restore prints otherwise than the migrations (an expression that Postgres has parsed once
// more) must stand in the file too, and nothing else may.
TEST_CASE(
    "migrations/schema.postgres.txt has each form of an object that restores of Postgres make") {
  PrivatePostgres& server = PrivatePostgres::instance();
  std::string url = server.owned_database();
  REQUIRE(sql::migrate_up(*stores::open_driver(url).value()));
  std::set<std::string> made;
  for (std::size_t before = 1; before != made.size();) {
    before = made.size();
    for (std::string& line : schema_of(url)) made.insert(std::move(line));
    url = server.restored(url, Dump::kPlain);
  }
  for (std::string& line : schema_of(server.restored(url, Dump::kCustom))) {
    INFO("in the custom format it is restored as: " << line);
    CHECK(made.contains(line));
  }
  const Lines& in_file = sql::expected_schema("postgres");
  const std::set<std::string> expected(in_file.begin(), in_file.end());
  CHECK(expected.size() == in_file.size());
  for (const std::string& line : made) {
    INFO("a line to add: " << line);
    CHECK(expected.contains(line));
  }
  for (const std::string& line : expected) {
    INFO("a line to take away: " << line);
    CHECK(made.contains(line));
  }
}

TEST_CASE("a Postgres store that was restored between any two migrations is what they make") {
  PrivatePostgres& server = PrivatePostgres::instance();
  const auto last = sql::migrations_of("postgres").back().number;
  for (std::int64_t number = 1; number < last; ++number) {
    INFO("restored after migration " << number);
    const std::string url = server.owned_database();
    const auto driver = stores::open_driver(url).value();
    REQUIRE(sql::migrate_up(*driver));
    REQUIRE(sql::migrate_down(*driver, number));
    const std::string restored = server.restored(url, Dump::kPlain);
    REQUIRE(sql::migrate_up(*stores::open_driver(restored).value()));
    CHECK(joined(changes_of(restored)) == "");
  }
}

// Statements, and what the finding says of them.
struct Change {
  std::string statements;
  std::string says;
};

std::string check_of_log(const std::string& condition, const std::string& more = "") {
  return "ALTER TABLE audit_log DROP CONSTRAINT audit_log_numbers_rows; ALTER TABLE audit_log ADD "
         "CONSTRAINT audit_log_numbers_rows CHECK (" +
         condition + ") " + more;
}

std::vector<Change> changes_of_checks() {
  const std::string other =
      "The constraint audit_log_numbers_rows of audit_log is not what the "
      "migrations make";
  return {
      {"ALTER TABLE audit_log DROP CONSTRAINT audit_log_numbers_rows",
       "The constraint audit_log_numbers_rows of audit_log is missing"},
      {check_of_log("TRUE"), other},
      {check_of_log("seq >= 1 AND seq <= 4611686018427387904"), other},
      {check_of_log("seq >= 0 AND seq <= 4611686018427387904 AND chain <> ''"), other},
      {check_of_log("seq >= 1 AND seq <= 4611686018427387904 OR chain <> ''"), other},
      {check_of_log("(seq >= 1 OR seq <= 4611686018427387904) AND chain <> ''"), other},
      {check_of_log("seq >= 1 AND (seq <= 4611686018427387904 OR chain <> '')"), other},
      {check_of_log("seq >= 1 AND seq <= 4611686018427387904 AND chain <> ' '"), other},
      {check_of_log("seq BETWEEN 1 AND 4611686018427387904 AND chain <> ''", "NO INHERIT"), other},
      {"ALTER TABLE audit_log RENAME CONSTRAINT audit_log_numbers_rows TO numbers",
       "The constraint numbers of audit_log is none of the store's"},
      // Under a name that is the same but for a space, which is of no account in a definition.
      {"ALTER TABLE audit_log ADD CONSTRAINT \" audit_log_numbers_rows\" CHECK (seq >= 1 AND seq "
       "<= "
       "4611686018427387904 AND chain <> '') NOT VALID",
       other},
      {"ALTER TABLE audit_heads DROP CONSTRAINT audit_heads_numbers_rows",
       "The constraint audit_heads_numbers_rows of audit_heads is missing"},
      {"ALTER TABLE users ADD CONSTRAINT more CHECK (role <> 'auditor')",
       "The constraint more of users is none of the store's"},
      {"ALTER TABLE case_events DROP CONSTRAINT case_events_case_id_fkey",
       "The constraint case_events_case_id_fkey of case_events is missing"},
      {"ALTER TABLE case_events DROP CONSTRAINT case_events_case_id_fkey; ALTER TABLE case_events "
       "ADD CONSTRAINT case_events_case_id_fkey FOREIGN KEY (case_id) REFERENCES cases ON DELETE "
       "CASCADE",
       "The constraint case_events_case_id_fkey of case_events is not what the migrations make"},
      {"ALTER TABLE users DROP CONSTRAINT users_username_key",
       "The index users_username_key of users is missing"},
  };
}

std::vector<Change> other_changes() {
  return {
      {"DROP INDEX ix_decisions_subject_id",
       "The index ix_decisions_subject_id of decisions is missing"},
      {"DROP INDEX ix_pack_activations_active; CREATE INDEX ix_pack_activations_active ON "
       "pack_activations (status) WHERE status = 'NONE'",
       "The index ix_pack_activations_active of pack_activations is not what the migrations make"},
      {"CREATE INDEX more ON users (role)", "The index more of users is none of the store's"},
      {"DROP TRIGGER audit_log_keeps_rows ON audit_log",
       "The trigger audit_log_keeps_rows of audit_log is missing"},
      {"ALTER TABLE audit_log DISABLE TRIGGER audit_log_keeps_rows",
       "The trigger audit_log_keeps_rows of audit_log is not what the migrations make"},
      {"DROP TRIGGER audit_log_keeps_rows ON audit_log; CREATE TRIGGER audit_log_keeps_rows BEFORE "
       "UPDATE ON audit_log FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
       "The trigger audit_log_keeps_rows of audit_log is not what the migrations make"},
      {"CREATE TRIGGER more BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION refuse_change()",
       "The trigger more of users is none of the store's"},
      {"CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
       "'BEGIN RETURN NULL; END'",
       "The function refuse_change() is not what the migrations make"},
      {"ALTER TABLE users ALTER must_change_password DROP DEFAULT",
       "The column must_change_password of users is not what the migrations make"},
      {"ALTER TABLE users ALTER must_change_password SET DEFAULT TRUE",
       "The column must_change_password of users is not what the migrations make"},
      {"ALTER TABLE users ALTER role SET DEFAULT 'administrator'",
       "The column role of users is not what the migrations make"},
      {"ALTER TABLE users ALTER role DROP NOT NULL",
       "The column role of users is not what the migrations make"},
      {"ALTER TABLE cases ALTER severity TYPE text",
       "The column severity of cases is not what the migrations make"},
      {"ALTER TABLE cases ALTER severity TYPE varchar(16) COLLATE \"POSIX\"",
       "The column severity of cases is not what the migrations make"},
      {"ALTER TABLE cases DROP COLUMN maker", "The column maker of cases is missing"},
      {"ALTER TABLE cases ADD COLUMN more text", "The column more of cases is none of the store's"},
      {"CREATE RULE r AS ON UPDATE TO cases DO INSTEAD NOTHING",
       "The rule r of cases is none of the store's"},
      {"CREATE POLICY p ON cases USING (severity <> 'HIGH')",
       "The policy p of cases is none of the store's"},
      {"ALTER TABLE cases FORCE ROW LEVEL SECURITY",
       "The table cases is not what the migrations make"},
      {"DROP TABLE late_decisions", "The table late_decisions is missing"},
      {"CREATE VIEW more AS SELECT * FROM users", "The view more is none of the store's"},
  };
}

TEST_CASE("whoever changes the schema of a restored Postgres store is found") {
  PrivatePostgres& server = PrivatePostgres::instance();
  const std::string url = server.owned_database();
  (void)open(url);
  const std::string restored = server.restored(url, Dump::kCustom);
  const auto driver = stores::open_driver(restored).value();
  std::vector<Change> changes = changes_of_checks();
  for (Change& change : other_changes()) changes.push_back(std::move(change));
  for (const Change& change : changes) {
    INFO(change.statements);
    const auto connection = driver->open().value();
    REQUIRE(connection->script("BEGIN"));
    REQUIRE(connection->script(change.statements));
    const Lines found = sql::schema_changes(*connection, driver->dialect()).value();
    REQUIRE(connection->script("ROLLBACK"));
    CHECK(std::find(found.begin(), found.end(), change.says) != found.end());
  }
  CHECK(joined(changes_of(restored)) == "");
  // And what is changed before the dump is not mended by a restore.
  REQUIRE(driver->open().value()->script(check_of_log("seq >= 1 OR chain <> ''")));
  CHECK(joined(changes_of(server.restored(restored, Dump::kPlain))) ==
        "The constraint audit_log_numbers_rows of audit_log is not what the migrations make\n");
}

TEST_CASE("a copy of a SQLite store is the same store, however it was made") {
  Bank bank;
  const Sqlite place;
  const Sqlite copy;
  const std::string file = place.scratch.path("store.db");
  const std::string target = copy.scratch.path("store.db");
  bank.work(place.url());
  const auto shell = [&](const std::string& command) {
    return std::system((command + " >" + copy.scratch.path("said") + " 2>&1").c_str());
  };
  const bool has_shell = shell("sqlite3 --version") == 0;
  SUBCASE("the files, of a server that is stopped") {
    for (const char* end : {"", "-wal", "-shm"}) {
      if (std::filesystem::exists(file + end)) std::filesystem::copy_file(file + end, target + end);
    }
    bank.go_on(copy.url());
  }
  SUBCASE("VACUUM INTO, while a server runs") {
    const auto running = bank.start(place.url());
    bank.decide(*running, 1);
    const auto driver = stores::open_driver(place.url()).value();
    REQUIRE(driver->open().value()->script("VACUUM INTO '" + target + "'"));
    bank.go_on(copy.url());
  }
  SUBCASE(".backup, while a server runs") {
    if (!has_shell) return;
    const auto running = bank.start(place.url());
    bank.decide(*running, 1);
    REQUIRE(shell("sqlite3 " + file + " '.backup " + target + "'") == 0);
    bank.go_on(copy.url());
  }
  SUBCASE(".dump, where no text has a NUL") {
    if (!has_shell) return;
    REQUIRE(shell("sqlite3 " + file + " .dump | sqlite3 " + target) == 0);
    bank.go_on(copy.url());
  }
}

}  // namespace
}  // namespace financescr::stores
